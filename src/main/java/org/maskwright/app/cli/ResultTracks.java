package org.maskwright.app.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.maskwright.auto.Placing;
import org.maskwright.formats.TrackTable;
import org.maskwright.label.Mask;
import org.maskwright.label.Track;
import org.maskwright.label.TrackId;

/// The labels of a result of the Cell Tracking Challenge and its `res_track.txt`, frame by frame in order. A track has
/// one label in every frame of its life; after a gap it goes on under another one whose parent it is. An object of
/// which no track is known is a track of one frame.
final class ResultTracks {
    private final Map<Integer, Integer> parents = new HashMap<>();
    private final Map<Integer, Track> byLabel = new TreeMap<>();
    private final Map<Integer, Integer> labelOf = new HashMap<>();
    private int last;

    /// @param known tracks of which parents are taken over, with numbers that new labels keep clear of
    ResultTracks(List<Track> known) {
        known.forEach(t -> {
            parents.put(t.id(), t.parent());
            last = Math.max(last, t.id());
        });
    }

    /// The objects of one slice by their labels.
    ///
    /// @param frame its number; slices of one frame come one after another
    Map<Integer, Mask> numbered(int frame, List<Placing.Item> items) {
        var out = new TreeMap<Integer, Mask>();
        items.forEach(i -> {
            TrackId track = i.track();
            last = Math.max(last, track == null ? 0 : track.value());
        });
        for (Placing.Item i : items) {
            TrackId track = i.track();
            int label = track == null ? fresh(frame, 0) : label(frame, track.value());
            out.put(label, i.proposal().mask());
        }
        return out;
    }

    private int fresh(int frame, int parent) {
        last++;
        byLabel.put(last, new Track(last, frame, frame, parent));
        return last;
    }

    private int label(int frame, int track) {
        Integer label = labelOf.get(track);
        Track so = label == null ? null : byLabel.get(label);
        if (so == null) {
            byLabel.put(track, new Track(track, frame, frame, parents.getOrDefault(track, 0)));
            labelOf.put(track, track);
            return track;
        }
        if (so.last() < frame - 1) {
            int next = fresh(frame, so.id());
            labelOf.put(track, next);
            return next;
        }
        byLabel.put(so.id(), new Track(so.id(), so.first(), frame, so.parent()));
        return so.id();
    }

    /// A parent that was never found, or not before its child, is none; one that went on after a gap is what it was
    /// last.
    List<Track> tracks() {
        return byLabel.values().stream().map(this::withParent).toList();
    }

    private Track withParent(Track t) {
        Track direct = byLabel.get(t.parent());
        Track later = byLabel.get(labelOf.getOrDefault(t.parent(), 0));
        int parent = 0;
        if (later != null && later.last() < t.first()) {
            parent = later.id();
        } else if (direct != null && direct.last() < t.first()) {
            parent = direct.id();
        }
        return new Track(t.id(), t.first(), t.last(), parent);
    }

    void write(Path folder) {
        TrackTable.write(folder.resolve("res_track.txt"), tracks());
    }
}
