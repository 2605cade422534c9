package org.maskwright.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.maskwright.Problem;
import org.maskwright.formats.CtcFiles;
import org.maskwright.formats.CtcFiles.Kind;
import org.maskwright.formats.LabelFiles;
import org.maskwright.formats.TrackTable;
import org.maskwright.image.Images;
import org.maskwright.image.LabelImage;
import org.maskwright.label.Track;
import org.maskwright.metrics.Aogm;
import org.maskwright.metrics.Biological;
import org.maskwright.metrics.FieldOfInterest;
import org.maskwright.metrics.InstanceScores;
import org.maskwright.metrics.Overlap;
import org.maskwright.metrics.Seg;
import org.maskwright.metrics.TrackingFrames;

/// Reads a reference and a result frame by frame and lets the metrics count. Both are sequences of
/// the Cell Tracking Challenge (`NN_GT`, `NN_RES`), or both are folders of label images of equal names.
final class Evaluation {
    private static final Overlap NOTHING = Overlap.of(new int[0], new int[0]);

    private final Set<Metric> asked;
    private final int band;
    private final Set<Path> missing = new LinkedHashSet<>();
    private final InstanceScores instances = new InstanceScores();
    private final Seg seg = new Seg();
    private int pairs;
    private @Nullable TrackingFrames markers;
    private @Nullable List<Track> reference;
    private @Nullable List<Track> result;

    private Evaluation(Set<Metric> asked, int band) {
        this.asked = asked;
        this.band = band;
    }

    /// @param band objects wholly in a band of so many pixels along the border are left out on both sides
    static EvaluationResult of(Path reference, Path result, Set<Metric> asked, int band) {
        for (Path folder : List.of(reference, result)) {
            if (!Files.isDirectory(folder)) {
                throw new Problem("image.missing", folder.toString());
            }
        }
        var evaluation = new Evaluation(asked, band);
        boolean isSequence = Files.isDirectory(reference.resolve("SEG")) || Files.isDirectory(reference.resolve("TRA"));
        if (isSequence) {
            evaluation.sequence(reference, result);
        } else {
            evaluation.folders(reference, result);
        }
        if (evaluation.pairs == 0) {
            throw new Problem("app.nothing-to-compare", reference.toString(), result.toString());
        }
        return evaluation.toResult();
    }

    private boolean asksAny(List<Metric> metrics) {
        return metrics.stream().anyMatch(asked::contains);
    }

    private void sequence(Path truth, Path results) {
        SortedMap<Integer, Path> masks = CtcFiles.frames(results, Kind.RESULT);
        if (asked.contains(Metric.SEG) || asksAny(Metric.OF_INSTANCES)) {
            segmentation(truth.resolve("SEG"), masks, results);
        }
        if (asksAny(Metric.OF_GRAPHS)) {
            tracking(truth.resolve("TRA"), masks, results);
        }
    }

    private void segmentation(Path folder, SortedMap<Integer, Path> masks, Path results) {
        CtcFiles.frames(folder, Kind.SEG).forEach((frame, file) -> {
            Overlap overlap = overlap(file, LabelFiles.read(file), masks.get(frame), results, -1);
            seg.add(overlap);
            instances.add(overlap);
        });
        // In a single slice not all objects need be segmented, so it says nothing about what was found beyond.
        CtcFiles.slices(folder)
                .forEach((frame, slices) -> slices.forEach(
                        (z, file) -> seg.add(overlap(file, LabelFiles.read(file), masks.get(frame), results, z))));
    }

    private void tracking(Path folder, SortedMap<Integer, Path> masks, Path results) {
        SortedMap<Integer, Path> files = CtcFiles.frames(folder, Kind.TRA);
        if (files.isEmpty()) {
            return;
        }
        var frames = new TrackingFrames();
        for (int t = 0; t <= files.lastKey(); t++) {
            Path file = files.get(t);
            frames.add(file == null ? NOTHING : overlap(file, LabelFiles.read(file), masks.get(t), results, -1));
        }
        markers = frames;
        reference = table(folder.resolve("man_track.txt"));
        result = table(results.resolve("res_track.txt"));
    }

    private static @Nullable List<Track> table(Path file) {
        return Files.exists(file) ? TrackTable.read(file) : null;
    }

    private void folders(Path truth, Path results) {
        Map<String, Path> byStem = new HashMap<>();
        Images.imagesIn(results).forEach(file -> byStem.put(stem(file), file));
        var frames = new TrackingFrames();
        for (Path file : Images.imagesIn(truth)) {
            Overlap overlap = overlap(file, LabelFiles.read(file), byStem.get(stem(file)), results, -1);
            seg.add(overlap);
            instances.add(overlap);
            frames.add(overlap);
        }
        markers = frames;
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /// @param slice the only page of the result to compare with, -1 for all
    private Overlap overlap(Path file, List<LabelImage> truth, @Nullable Path found, Path results, int slice) {
        if (found == null) {
            missing.add(results.resolve(file.getFileName()));
            int[] ids = ids(truth);
            return Overlap.of(ids, new int[ids.length]);
        }
        pairs++;
        List<LabelImage> labels = slice < 0 ? LabelFiles.read(found) : List.of(Images.readLabels(found, slice));
        if (labels.size() != truth.size()
                || labels.getFirst().width() != truth.getFirst().width()
                || labels.getFirst().height() != truth.getFirst().height()) {
            throw new Problem("app.sizes-differ", file.toString(), size(truth), found.toString(), size(labels));
        }
        return Overlap.of(ids(truth), ids(labels));
    }

    private static String size(List<LabelImage> slices) {
        LabelImage first = slices.getFirst();
        return first.width() + " x " + first.height() + (slices.size() > 1 ? " x " + slices.size() : "");
    }

    private int[] ids(List<LabelImage> slices) {
        LabelImage first = slices.getFirst();
        return FieldOfInterest.keep(join(slices), first.width(), first.height(), band);
    }

    private static int[] join(List<LabelImage> slices) {
        if (slices.size() == 1) {
            return slices.getFirst().ids();
        }
        int plane = slices.getFirst().width() * slices.getFirst().height();
        int[] out = new int[Math.multiplyExact(plane, slices.size())];
        for (int z = 0; z < slices.size(); z++) {
            System.arraycopy(slices.get(z).ids(), 0, out, z * plane, plane);
        }
        return out;
    }

    private EvaluationResult toResult() {
        var out = new EvaluationResult(asked, List.copyOf(missing));
        out.put(Metric.SEG, seg.value());
        var counts = new TreeMap<String, Integer>();
        if (asked.contains(Metric.SEG) || asksAny(Metric.OF_INSTANCES)) {
            counts.put("images", instances.images());
            counts.put("reference_objects", seg.references());
            counts.put("result_objects", instances.results());
            InstanceScores.Counts half = instances.counts(0);
            counts.put("TP_50", half.truePositives());
            counts.put("FP_50", half.falsePositives());
            counts.put("FN_50", half.falseNegatives());
        }
        counts.put("missing_in_result", missing.size());
        counts.put("border", band);
        if (asksAny(Metric.OF_GRAPHS)) {
            graphs(out, counts);
        }
        out.put(instances);
        out.counts(counts);
        return out;
    }

    /// What needs tables is not defined where there is none.
    private void graphs(EvaluationResult out, Map<String, Integer> counts) {
        if (markers == null) {
            return;
        }
        if (reference == null || result == null) {
            out.put(Metric.DET, Aogm.of(markers, List.of(), List.of()).det());
            return;
        }
        Aogm aogm = Aogm.of(markers, reference, result);
        out.put(Metric.DET, aogm.det());
        out.put(Metric.TRA, aogm.tra());
        out.put(Metric.LNK, aogm.lnk());
        counts.put("AOGM_NS", aogm.ns());
        counts.put("AOGM_FN", aogm.fn());
        counts.put("AOGM_FP", aogm.fp());
        counts.put("AOGM_ED", aogm.ed());
        counts.put("AOGM_EA", aogm.ea());
        counts.put("AOGM_EC", aogm.ec());
        counts.put("markers", aogm.vertices());
        counts.put("links", aogm.edges());
        var tracks = new Biological(markers, reference, result);
        out.put(Metric.CT, tracks.completeTracks());
        out.put(Metric.TF, tracks.trackFractions());
        out.putDivisions(tracks);
    }
}
