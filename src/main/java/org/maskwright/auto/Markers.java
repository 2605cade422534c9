package org.maskwright.auto;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.maskwright.Cancel;
import org.maskwright.label.Distance;
import org.maskwright.label.LabelImages;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;
import org.maskwright.label.TrackId;
import org.maskwright.sam.Candidate;
import org.maskwright.sam.Embedding;
import org.maskwright.sam.Proposal;
import org.maskwright.sam.Sam;

/// Masks at the markers of a tracking truth: each `man_track` marker becomes a click at its deepest point, and the
/// mask carries the marker's number as its track. Where a mask takes in other markers, those become clicks that
/// say "not this".
public final class Markers {
    private Markers() {}

    /// A click for each marker of a frame.
    ///
    /// @param ids row by row, 0 outside
    public static SortedMap<TrackId, Prompt.Click> clicks(int width, int height, int[] ids) {
        var out = new TreeMap<TrackId, Prompt.Click>();
        LabelImages.masks(width, height, ids)
                .forEach((id, spot) -> Distance.deepest(spot)
                        .ifPresent(d -> out.put(new TrackId(id), new Prompt.Click(d.x(), d.y(), true))));
        return out;
    }

    /// One mask for each marker, where the network sees anything there. Disjoint: the more confident keeps what two
    /// would have. Tensor thread.
    public static SortedMap<TrackId, Proposal> masks(
            Sam sam, Embedding embedding, SortedMap<TrackId, Prompt.Click> clicks, Cancel cancel) {
        var found = new TreeMap<TrackId, Proposal>();
        clicks.forEach((track, click) -> {
            Proposal p = ask(sam, embedding, List.of(click), cancel);
            var others = clicks.entrySet().stream()
                    .filter(e -> !e.getKey().equals(track) && isOn(p.mask(), e.getValue()))
                    .map(e -> new Prompt.Click(e.getValue().x(), e.getValue().y(), false))
                    .toList();
            if (!others.isEmpty()) {
                var prompts = new ArrayList<Prompt>(List.of(click));
                prompts.addAll(others);
                found.put(track, ask(sam, embedding, prompts, cancel));
            } else {
                found.put(track, p);
            }
        });
        return disjoint(found);
    }

    private static Proposal ask(Sam sam, Embedding embedding, List<Prompt> prompts, Cancel cancel) {
        Candidate c = sam.predict(embedding, prompts, null, cancel).getFirst();
        return new Proposal(c.mask(), c.predictedIou(), c.predictedIou(), c.stability(), prompts);
    }

    private static boolean isOn(Mask mask, Prompt.Click click) {
        return mask.contains((int) Math.round(click.x()), (int) Math.round(click.y()));
    }

    private static SortedMap<TrackId, Proposal> disjoint(SortedMap<TrackId, Proposal> found) {
        var out = new TreeMap<TrackId, Proposal>();
        found.entrySet().stream()
                .sorted(Map.Entry.comparingByValue((a, b) -> Float.compare(b.confidence(), a.confidence())))
                .forEach(e -> {
                    Mask rest = e.getValue().mask();
                    for (Proposal taken : out.values()) {
                        rest = rest.intersection(taken.mask()) == 0 ? rest : rest.minus(taken.mask());
                    }
                    if (!rest.isEmpty()) {
                        out.put(e.getKey(), Suppress.withMask(e.getValue(), rest));
                    }
                });
        return out;
    }
}
