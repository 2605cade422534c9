package org.maskwright.formats;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.image.ImageStack;
import org.maskwright.image.Images;
import org.maskwright.image.LabelImage;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.LabelColours;
import org.maskwright.label.LabelImages;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.label.Provenance;
import org.maskwright.label.Track;
import org.maskwright.label.TrackId;
import org.maskwright.project.Edit;
import org.maskwright.project.FrameEntry;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;

/// Finds the labels that lie beside images and turns them into edits: instances and ids from `NN_GT/SEG`, tracks
/// from `NN_GT/TRA` by overlap, proposals from `NN_ST/SEG`; one mask a file from the Data Science Bowl; label
/// images of equal names from `labels`.
final class LabelsBeside {
    private final Project empty;
    private final Instant when;
    private final Cancel cancel;
    private final List<Problem> notes = new ArrayList<>();
    private final Map<Plane, Labels> planes = new TreeMap<>();
    private final Map<TrackId, Integer> colours = new HashMap<>();
    private final Map<List<Integer>, TrackId> own = new HashMap<>();
    private final Set<Integer> complete = new HashSet<>();
    private final SortedMap<Integer, Path> markers;
    private final List<Track> tracks;
    private int lastTrack;

    LabelsBeside(Path source, ImageStack stack, Project empty, Instant when, Cancel cancel) {
        this.empty = empty;
        this.when = when;
        this.cancel = cancel;
        boolean sequence = Files.isDirectory(source) && Images.isSequence(source);
        Path truth = sequence ? source.resolveSibling(CtcFiles.name(source) + "_GT") : source;
        Path tra = truth.resolve("TRA");
        markers = sequence ? CtcFiles.frames(tra, CtcFiles.Kind.TRA) : new TreeMap<>();
        Path table = tra.resolve("man_track.txt");
        tracks = sequence && Files.isRegularFile(table) ? TrackTable.read(table) : List.of();
        lastTrack = tracks.stream().mapToInt(Track::id).max().orElse(markers.isEmpty() ? 0 : InstanceId.MAX);
        if (sequence) {
            challenge(truth.resolve("SEG"), Instance.State.ACCEPTED);
            challenge(source.resolveSibling(CtcFiles.name(source) + "_ST").resolve("SEG"), Instance.State.PROPOSED);
        } else {
            for (FrameEntry frame : empty.frames()) {
                beside(frame, stack.files(frame.index()).getFirst());
            }
        }
    }

    List<Problem> notes() {
        return List.copyOf(notes);
    }

    /// One group for each frame that has labels, then the parents of the tracks.
    List<Edit> edits() {
        var edits = new ArrayList<Edit>();
        for (FrameEntry f : empty.frames()) {
            var group = new ArrayList<Edit>();
            planes.forEach((plane, labels) -> {
                if (plane.frame() == f.index()) {
                    labels.instances().forEach(i -> group.add(new Edit.Add(plane, i)));
                }
            });
            if (complete.contains(f.index())) {
                group.add(new Edit.SetComplete(f.index(), true));
            }
            if (!group.isEmpty()) {
                edits.add(new Edit.Group(Edit.Deed.IMPORT, group));
            }
        }
        List<Edit> parents = tracks.stream()
                .filter(t -> t.id() > 0 && t.parent() > 0)
                .<Edit>map(t -> new Edit.SetParent(new TrackId(t.id()), null, new TrackId(t.parent())))
                .toList();
        if (!parents.isEmpty()) {
            edits.add(new Edit.Group(Edit.Deed.TRACK, parents));
        }
        return edits;
    }

    private void challenge(Path seg, Instance.State state) {
        CtcFiles.frames(seg, CtcFiles.Kind.SEG).forEach((number, file) -> {
            Optional<FrameEntry> frame = frame(number, file);
            if (frame.isEmpty() || complete.contains(frame.get().index())) {
                return; // beside the whole truth, silver has nothing to propose
            }
            List<LabelImage> pages = LabelFiles.read(file);
            for (int z = 0; z < pages.size(); z++) {
                if (fits(file, z)) {
                    add(new Plane(frame.get().index(), z), file, masks(pages.get(z), frame.get(), file), state);
                }
            }
            if (state == Instance.State.ACCEPTED) {
                complete.add(frame.get().index());
            }
        });
        CtcFiles.slices(seg)
                .forEach((number, slices) -> slices.forEach((z, file) -> {
                    Optional<FrameEntry> frame = frame(number, file);
                    if (frame.isPresent() && fits(file, z)) {
                        LabelImage image = Images.readLabels(file);
                        add(new Plane(frame.get().index(), z), file, masks(image, frame.get(), file), state);
                    }
                }));
    }

    private Optional<FrameEntry> frame(int number, Path file) {
        cancel.check();
        Optional<FrameEntry> frame = empty.frameNumbered(number);
        if (frame.isEmpty()) {
            notes.add(new Problem("formats.noFrame", CtcFiles.name(file)));
        }
        return frame;
    }

    private boolean fits(Path file, int z) {
        if (z >= empty.depth()) {
            notes.add(new Problem("formats.noSlice", CtcFiles.name(file), z));
        }
        return z < empty.depth();
    }

    private void beside(FrameEntry frame, Path image) {
        cancel.check();
        Path folder = image.toAbsolutePath().getParent();
        if (folder == null || !CtcFiles.name(folder).equals("images")) {
            return;
        }
        List<Path> single = Images.imagesIn(folder.resolveSibling("masks"));
        if (!single.isEmpty()) {
            var masks = new TreeMap<Integer, Mask>();
            for (Path file : single) {
                whole(file, frame).ifPresent(mask -> masks.put(masks.size() + 1, mask));
            }
            add(Plane.of(frame.index()), single.getFirst(), masks, Instance.State.ACCEPTED);
            complete.add(frame.index()); // the layout's own promise: a mask for every nucleus
            return;
        }
        Path labels = folder.resolveSibling("labels").resolve(frame.name() + ".tif");
        if (Files.isRegularFile(labels)) {
            var masks = masks(Images.readLabels(labels), frame, labels);
            add(Plane.of(frame.index()), labels, masks, Instance.State.ACCEPTED);
        }
    }

    /// All that is not 0 in a file, as one mask.
    private Optional<Mask> whole(Path file, FrameEntry frame) {
        LabelImage image = Images.readLabels(file);
        requireSize(image, frame, file);
        Mask mask = Mask.of(image.width(), image.height(), i -> image.id(i % image.width(), i / image.width()) != 0);
        return mask.isEmpty() ? Optional.empty() : Optional.of(mask);
    }

    private static SortedMap<Integer, Mask> masks(LabelImage image, FrameEntry frame, Path file) {
        requireSize(image, frame, file);
        return LabelImages.masks(image.width(), image.height(), image.ids());
    }

    private static void requireSize(LabelImage image, FrameEntry frame, Path file) {
        if (image.width() != frame.width() || image.height() != frame.height()) {
            throw new Problem(
                    "formats.otherSize",
                    file.toString(),
                    image.width(),
                    image.height(),
                    frame.name(),
                    frame.width(),
                    frame.height());
        }
    }

    private void add(Plane plane, Path file, SortedMap<Integer, Mask> masks, Instance.State state) {
        Labels labels = planes.getOrDefault(plane, empty.labels(plane));
        Labels before = labels;
        Map<Integer, TrackId> byMarker = tracks(plane, masks);
        for (Map.Entry<Integer, Mask> e : masks.entrySet()) {
            Mask mask = e.getValue();
            if (e.getKey() > InstanceId.MAX) {
                throw new Problem("formats.largeId", file.toString(), e.getKey());
            }
            if (state == Instance.State.PROPOSED && isTaken(before, mask)) {
                continue;
            }
            var wanted = new InstanceId(e.getKey());
            InstanceId id = labels.find(wanted).isEmpty() ? wanted : labels.nextId();
            TrackId track = byMarker.getOrDefault(e.getKey(), ownTrack(plane.frame(), e.getKey(), state));
            Labels so = labels;
            int colour = colours.computeIfAbsent(track, _ -> LabelColours.choose(mask, id, so, false));
            labels = labels.with(new Instance(id, mask, track, state, colour, Provenance.imported(when)));
        }
        planes.put(plane, labels);
    }

    /// A track of its own; the same for all slices of an object.
    private TrackId ownTrack(int frame, int id, Instance.State state) {
        return own.computeIfAbsent(List.of(frame, id, state.ordinal()), _ -> new TrackId(++lastTrack));
    }

    /// Whether most of a proposal is accepted already.
    private static boolean isTaken(Labels accepted, Mask mask) {
        return accepted.instances().stream().anyMatch(i -> 2 * i.mask().intersection(mask) > mask.area());
    }

    /// The track of each mask that a marker lies in: the marker with the most common pixels; a marker goes to the
    /// mask that has most of it.
    private Map<Integer, TrackId> tracks(Plane plane, SortedMap<Integer, Mask> masks) {
        FrameEntry frame = empty.frames().get(plane.frame());
        Path file = markers.get(frame.number());
        if (file == null) {
            return Map.of();
        }
        List<LabelImage> pages = LabelFiles.read(file);
        if (plane.z() >= pages.size()) {
            return Map.of();
        }
        record Meeting(int id, int marker, int pixels) {}
        var meetings = new ArrayList<Meeting>();
        SortedMap<Integer, Mask> there = masks(pages.get(plane.z()), frame, file);
        masks.forEach((id, mask) -> there.forEach((marker, spot) -> {
            int pixels = mask.intersection(spot);
            if (pixels > 0) {
                meetings.add(new Meeting(id, marker, pixels));
            }
        }));
        meetings.sort((a, b) -> Integer.compare(b.pixels, a.pixels));
        var out = new HashMap<Integer, TrackId>();
        var given = new HashSet<Integer>();
        for (Meeting m : meetings) {
            if (!out.containsKey(m.id) && given.add(m.marker)) {
                out.put(m.id, new TrackId(m.marker));
            }
        }
        return out;
    }
}
