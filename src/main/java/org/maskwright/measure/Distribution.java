package org.maskwright.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/// How often a number falls into each of some bins of equal width, and what is said of it in short.
///
/// @param from lower edge of the first bin, a multiple of the width
/// @param width of a bin: 1, 2 or 5 times a power of ten
/// @param counts for each bin; its upper edge belongs to the next, but that of the last to itself
/// @param deviation standard deviation of the sample (n - 1), 0 for one number
public record Distribution(
        double from, double width, List<Integer> counts, double mean, double median, double deviation) {
    private static final int MOST_BINS = 60;

    /// Bins finer than this share of a value would only show how numbers are rounded.
    private static final double FINEST = 1e-9;

    public Distribution {
        counts = List.copyOf(counts);
    }

    /// Bins by the rule of D. Freedman and P. Diaconis (1981), twice the interquartile range over the cube root of the
    /// number, of which a width that reads well takes a half to five quarters; at most 60. Empty when no value is a
    /// finite number.
    public static Optional<Distribution> of(DoubleStream values) {
        double[] v = values.filter(Double::isFinite).sorted().toArray();
        if (v.length == 0) {
            return Optional.empty();
        }
        double range = v[v.length - 1] - v[0];
        double wanted = 2 * (quantile(v, 0.75) - quantile(v, 0.25)) / Math.cbrt(v.length);
        double usual = range > 0 ? range / 10 : Math.abs(v[0]) / 10;
        double least = Math.max(range / MOST_BINS, Math.abs(v[v.length - 1]) * FINEST);
        double width = step(Math.max((wanted > 0 ? wanted : usual) / 2, least));
        double from = Math.floor(v[0] / width) * width;
        int bins = Math.max(1, (int) Math.ceil((v[v.length - 1] - from) / width));
        Integer[] counts = Collections.nCopies(bins, 0).toArray(Integer[]::new);
        for (double x : v) {
            counts[Math.clamp((long) ((x - from) / width), 0, bins - 1)]++;
        }
        double mean = Arrays.stream(v).sum() / v.length;
        double squares = Arrays.stream(v).map(x -> (x - mean) * (x - mean)).sum();
        return Optional.of(new Distribution(
                from,
                width,
                new ArrayList<>(Arrays.asList(counts)),
                mean,
                quantile(v, 0.5),
                Math.sqrt(squares / Math.max(1, v.length - 1))));
    }

    /// How many numbers there are.
    public int size() {
        return counts.stream().mapToInt(Integer::intValue).sum();
    }

    /// Upper edge of the last bin.
    public double to() {
        return from + width * counts.size();
    }

    /// Between the two nearest, by their distance (R's type 7).
    private static double quantile(double[] sorted, double q) {
        double at = q * (sorted.length - 1);
        int i = (int) at;
        double next = sorted[Math.min(i + 1, sorted.length - 1)];
        return sorted[i] + (at - i) * (next - sorted[i]);
    }

    /// The next of 1, 2 and 5 times a power of ten, for bins and for ticks; 1 for nothing.
    public static double step(double least) {
        if (!(least > 0)) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        double share = least / power;
        return power * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10);
    }
}
