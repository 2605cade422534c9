package org.maskwright.formats;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.maskwright.Cancel;
import org.maskwright.formats.CtcFiles.Kind;

/// Says what is wrong with folders of the Cell Tracking Challenge: names, digits, bit depth, channels,
/// sizes, missing frames, and the rules of track tables. Goes by the strictest of the readers that
/// people use.
public final class Validator {
    private static final Pattern LABELS = Pattern.compile("(\\d{2,})_(GT|ST|RES)");
    private static final String RESULT_TABLE = "res_track.txt";
    private static final String MARKER_TABLE = "man_track.txt";

    private final List<Finding> findings = new ArrayList<>();
    private final Cancel cancel;

    private Validator(Cancel cancel) {
        this.cancel = cancel;
    }

    /// What files of the challenge a folder holds.
    private enum Holds {
        /// `SEG` and `TRA`, in `NN_GT` or `NN_ST`.
        REFERENCE("NN_GT"),
        RESULTS("NN_RES"),
        SEGMENTATION("NN_GT/SEG"),
        MARKERS("NN_GT/TRA");

        private final String usual;

        Holds(String usual) {
            this.usual = usual;
        }
    }

    /// A folder to check.
    ///
    /// @param raw where its raw frames are, if it can be told
    private record Place(Path folder, Holds holds, Optional<Path> raw) {}

    /// True when a folder is `NN_GT`, `NN_ST` or `NN_RES`, holds one of them, or holds files that are called as in one,
    /// whatever it is called itself.
    public static boolean isChallenge(Path folder) {
        return !places(folder).isEmpty();
    }

    /// Checks `NN_GT`, `NN_ST` or `NN_RES`, all of them in a data set folder, or a folder of another name by what its
    /// files are called. The raw frames are looked for beside them, in `NN`; without these, sizes and numbers need
    /// only agree with each other.
    ///
    /// @return findings in the order of folders, frames and lines; none when all is well
    public static List<Finding> check(Path folder, Cancel cancel) {
        var validator = new Validator(cancel);
        List<Place> places = places(folder);
        if (places.isEmpty()) {
            validator.findings.add(Finding.error(folder, "nothing"));
        }
        places.forEach(validator::labels);
        return List.copyOf(validator.findings);
    }

    private static List<Place> places(Path folder) {
        return named(folder).map(List::of).orElseGet(() -> {
            List<Place> inside = CtcFiles.list(folder).stream()
                    .map(Validator::named)
                    .flatMap(Optional::stream)
                    .toList();
            return inside.isEmpty() ? byFiles(folder).stream().toList() : inside;
        });
    }

    /// A folder that is called as the challenge has it.
    private static Optional<Place> named(Path folder) {
        Path whole = folder.toAbsolutePath().normalize();
        Matcher m = LABELS.matcher(CtcFiles.name(whole));
        if (!m.matches() || !Files.isDirectory(folder)) {
            return Optional.empty();
        }
        Holds holds = m.group(2).equals("RES") ? Holds.RESULTS : Holds.REFERENCE;
        return Optional.of(new Place(folder, holds, Optional.of(whole.resolveSibling(m.group(1)))));
    }

    /// A folder of any other name, by what is in it.
    private static Optional<Place> byFiles(Path folder) {
        Path parent = folder.toAbsolutePath().normalize().getParent();
        Optional<Path> raw =
                Optional.ofNullable(parent).flatMap(Validator::named).flatMap(Place::raw);
        return holds(folder).map(h -> new Place(folder, h, raw));
    }

    private static Optional<Holds> holds(Path folder) {
        if (holds(folder, Kind.RESULT) || Files.exists(folder.resolve(RESULT_TABLE))) {
            return Optional.of(Holds.RESULTS);
        }
        if (holds(folder, Kind.TRA) || Files.exists(folder.resolve(MARKER_TABLE))) {
            return Optional.of(Holds.MARKERS);
        }
        if (holds(folder, Kind.SEG)) {
            return Optional.of(Holds.SEGMENTATION);
        }
        return holds(folder.resolve("SEG"), Kind.SEG) || holds(folder.resolve("TRA"), Kind.TRA)
                ? Optional.of(Holds.REFERENCE)
                : Optional.empty();
    }

    private static boolean holds(Path folder, Kind kind) {
        return !CtcFiles.frames(folder, kind).isEmpty()
                || (kind == Kind.SEG && !CtcFiles.slices(folder).isEmpty());
    }

    private void labels(Place place) {
        Path folder = place.folder();
        if (named(folder).isEmpty() && place.raw().isEmpty()) {
            findings.add(Finding.warning(folder, "folder", place.holds().usual));
        }
        SortedMap<Integer, Path> raw =
                place.raw().map(r -> CtcFiles.frames(r, Kind.RAW)).orElseGet(Collections::emptySortedMap);
        switch (place.holds()) {
            case RESULTS -> tracking(folder, Kind.RESULT, folder.resolve(RESULT_TABLE), raw);
            case MARKERS -> tracking(folder, Kind.TRA, folder.resolve(MARKER_TABLE), raw);
            case SEGMENTATION -> segmentation(folder, raw);
            case REFERENCE -> reference(folder, raw);
        }
    }

    private void reference(Path folder, SortedMap<Integer, Path> raw) {
        Path seg = folder.resolve("SEG");
        Path tra = folder.resolve("TRA");
        if (!Files.isDirectory(seg) && !Files.isDirectory(tra)) {
            findings.add(Finding.error(folder, "nothing"));
        }
        if (Files.isDirectory(seg)) {
            segmentation(seg, raw);
        }
        if (Files.isDirectory(tra)) {
            tracking(tra, Kind.TRA, tra.resolve(MARKER_TABLE), raw);
        }
    }

    private void segmentation(Path folder, SortedMap<Integer, Path> raw) {
        SortedMap<Integer, Path> frames = CtcFiles.frames(folder, Kind.SEG);
        SortedMap<Integer, SortedMap<Integer, Path>> slices = CtcFiles.slices(folder);
        strangers(folder, List.of(Kind.SEG), "");
        digits(folder, Kind.SEG, frames, raw);
        var images = new ImageCheck(findings, raw.values().stream().findFirst());
        frames.forEach((frame, file) -> {
            cancel.check();
            inSequence(frame, file, raw);
            if (images.labels(file, false).filter(Set::isEmpty).isPresent()) {
                findings.add(Finding.warning(file, "empty"));
            }
        });
        slices.forEach((frame, files) -> files.forEach((z, file) -> {
            cancel.check();
            inSequence(frame, file, raw);
            if (images.labels(file, true).filter(Set::isEmpty).isPresent()) {
                findings.add(Finding.error(file, "emptySlice"));
            }
        }));
        if (frames.isEmpty() && slices.isEmpty()) {
            findings.add(Finding.error(folder, "noFrames", Kind.SEG.name(0, 3)));
        }
    }

    private void tracking(Path folder, Kind kind, Path table, SortedMap<Integer, Path> raw) {
        SortedMap<Integer, Path> frames = CtcFiles.frames(folder, kind);
        strangers(folder, List.of(kind), CtcFiles.name(table));
        digits(folder, kind, frames, raw);
        if (frames.isEmpty()) {
            findings.add(Finding.error(folder, "noFrames", kind.name(0, 3)));
            return;
        }
        missing(folder, kind, frames, raw);
        var images = new ImageCheck(findings, raw.values().stream().findFirst());
        var present = new TreeMap<Integer, Set<Integer>>();
        for (var entry : frames.entrySet()) {
            cancel.check();
            inSequence(entry.getKey(), entry.getValue(), raw);
            Optional<Set<Integer>> labels = images.labels(entry.getValue(), false);
            labels.ifPresent(l -> present.put(entry.getKey(), l));
            if (labels.filter(Set::isEmpty).isPresent()) {
                findings.add(Finding.warning(entry.getValue(), "empty"));
            }
        }
        if (present.values().stream().allMatch(Set::isEmpty)) {
            findings.add(Finding.error(folder, "allEmpty"));
        }
        if (Files.exists(table)) {
            new TrackCheck(table, frames.lastKey(), findings).check(present, frames);
        } else if (kind == Kind.TRA) {
            findings.add(Finding.error(table, "noTable"));
        } else {
            findings.add(Finding.warning(table, "noTable"));
        }
    }

    /// Files whose names mean nothing here. Those of images are errors: somebody meant them to be read.
    private void strangers(Path folder, List<Kind> kinds, String table) {
        for (Path file : CtcFiles.list(folder)) {
            String name = CtcFiles.name(file);
            boolean known = kinds.stream().anyMatch(k -> k.matcher(name).matches())
                    || name.equals(table)
                    || (kinds.contains(Kind.SEG) && CtcFiles.isSlice(name));
            if (!known) {
                boolean image = name.toLowerCase(Locale.ROOT).matches(".*\\.tiff?");
                findings.add(image ? Finding.error(file, "name") : Finding.warning(file, "name"));
            }
        }
    }

    /// All names have as many digits as the raw frames', at least three.
    private void digits(Path folder, Kind kind, SortedMap<Integer, Path> frames, SortedMap<Integer, Path> raw) {
        int wanted = raw.isEmpty() ? 0 : digits(raw.values().iterator().next(), Kind.RAW);
        for (Path file : frames.values()) {
            int digits = digits(file, kind);
            wanted = wanted == 0 ? Math.max(digits, 3) : wanted;
            if (digits != wanted) {
                findings.add(Finding.error(file, "digits", digits, wanted));
            }
        }
        long files = CtcFiles.list(folder).stream()
                .filter(f -> kind.matcher(CtcFiles.name(f)).matches())
                .count();
        if (files > frames.size()) {
            findings.add(Finding.error(folder, "sameNumber"));
        }
    }

    private static int digits(Path file, Kind kind) {
        Matcher m = kind.matcher(CtcFiles.name(file));
        return m.matches() ? m.group(1).length() : 0;
    }

    private void missing(Path folder, Kind kind, SortedMap<Integer, Path> frames, SortedMap<Integer, Path> raw) {
        int digits = digits(frames.values().iterator().next(), kind);
        if (!raw.isEmpty()) {
            raw.keySet().stream()
                    .filter(t -> !frames.containsKey(t))
                    .forEach(t -> findings.add(Finding.error(folder.resolve(kind.name(t, digits)), "missing")));
            return;
        }
        int next = 0;
        for (int t : frames.keySet()) {
            if (t != next) {
                findings.add(Finding.error(folder.resolve(kind.name(next, digits)), "gap", next, t - 1));
            }
            next = t + 1;
        }
    }

    private void inSequence(int frame, Path file, SortedMap<Integer, Path> raw) {
        if (!raw.isEmpty() && !raw.containsKey(frame)) {
            findings.add(Finding.error(file, "noRaw", frame));
        }
    }
}
