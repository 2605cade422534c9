package org.maskwright.metrics;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// The AP family over a set of images, counts pooled: AP at an IoU threshold is TP / (TP + FP + FN)
/// with an optimal one-to-one matching (what the Data Science Bowl 2018, StarDist and Cellpose call
/// average precision; not the ranked AP of COCO). Also the F1 score, and the mean over images of the
/// foreground's IoU. Takes images one at a time and keeps only counts.
public final class InstanceScores {
    /// 0.50, 0.55, ..., 0.95.
    public static final List<Double> THRESHOLDS =
            IntStream.rangeClosed(10, 19).mapToObj(i -> i / 20.0).toList();

    private final int[] matched = new int[THRESHOLDS.size()];
    private int images;
    private int references;
    private int results;
    private int foregrounds;
    private double foregroundIou;

    /// Pooled counts at one threshold.
    public record Counts(int truePositives, int falsePositives, int falseNegatives) {
        /// TP / (TP + FP + FN); empty when there is no object at all.
        public OptionalDouble averagePrecision() {
            return ratio(truePositives, truePositives + falsePositives + falseNegatives);
        }

        /// 2 TP / (2 TP + FP + FN); empty when there is no object at all.
        public OptionalDouble f1() {
            return ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
        }

        private static OptionalDouble ratio(int part, int whole) {
            return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
        }
    }

    public void add(Overlap overlap) {
        images++;
        references += overlap.reference().size();
        results += overlap.result().size();
        for (int t = 0; t < matched.length; t++) {
            matched[t] += Matching.at(overlap, THRESHOLDS.get(t)).size();
        }
        if (overlap.foreground() > 0) {
            foregrounds++;
            foregroundIou += (double) overlap.common() / overlap.foreground();
        }
    }

    /// Counts at `THRESHOLDS.get(index)`.
    public Counts counts(int index) {
        return new Counts(matched[index], results - matched[index], references - matched[index]);
    }

    /// The mean of AP over all thresholds.
    public OptionalDouble meanAveragePrecision() {
        return IntStream.range(0, matched.length)
                .mapToObj(t -> counts(t).averagePrecision())
                .flatMapToDouble(ap -> ap.isPresent() ? DoubleStream.of(ap.getAsDouble()) : DoubleStream.empty())
                .average();
    }

    /// Mean over images of |both foregrounds| / |either|; images without any object in either are left out.
    public OptionalDouble meanForegroundIou() {
        return foregrounds == 0 ? OptionalDouble.empty() : OptionalDouble.of(foregroundIou / foregrounds);
    }

    public int images() {
        return images;
    }

    public int references() {
        return references;
    }

    public int results() {
        return results;
    }
}
