package org.maskwright.auto.doubt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.maskwright.label.Mask;
import org.maskwright.measure.Shape;

/// How the objects of one frame stand out among each other in size and in shape: distance from the median in robust
/// standard deviations (median absolute deviation times 1.4826; F. R. Hampel 1974).
public final class Outliers {
    /// Among fewer there is no "usual".
    static final int LEAST = 5;

    /// Objects of a kind differ by so much at least, in natural logarithms of the area and in circularity.
    private static final double LEAST_SPREAD_OF_SIZE = 0.2;

    private static final double LEAST_SPREAD_OF_SHAPE = 0.06;

    private Outliers() {}

    /// One object among the others.
    ///
    /// @param times its area over the median area
    /// @param size how far its logarithm lies from the others', above or below
    /// @param round its circularity
    /// @param usualRound the median of that
    /// @param shape how much less round than the others it is; 0 for one that is rounder
    public record Deviation(double times, double size, double round, double usualRound, double shape) {
        static final Deviation NONE = new Deviation(1, 0, Double.NaN, Double.NaN, 0);
    }

    /// One for each mask, in order; none is empty.
    public static List<Deviation> of(Collection<Mask> masks) {
        if (masks.size() < LEAST) {
            return masks.stream().map(m -> Deviation.NONE).toList();
        }
        double[] size = masks.stream().mapToDouble(m -> Math.log(m.area())).toArray();
        double[] round =
                masks.stream().mapToDouble(m -> Shape.of(m).circularity()).toArray();
        double usualSize = median(size);
        double usualRound = median(round);
        double sizes = Math.max(LEAST_SPREAD_OF_SIZE, spread(size, usualSize));
        double shapes = Math.max(LEAST_SPREAD_OF_SHAPE, spread(round, usualRound));
        var out = new ArrayList<Deviation>();
        for (int i = 0; i < size.length; i++) {
            out.add(new Deviation(
                    Math.exp(size[i] - usualSize),
                    Math.abs(size[i] - usualSize) / sizes,
                    round[i],
                    usualRound,
                    Math.max(0, usualRound - round[i]) / shapes));
        }
        return out;
    }

    private static double spread(double[] values, double about) {
        return 1.4826
                * median(Arrays.stream(values).map(v -> Math.abs(v - about)).toArray());
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }
}
