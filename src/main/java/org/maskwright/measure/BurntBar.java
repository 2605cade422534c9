package org.maskwright.measure;

import java.util.Arrays;
import java.util.Optional;
import org.maskwright.image.Raster;
import org.maskwright.image.Region;

/// Finds the ends of a scale bar that is burnt into a picture, near a level or upright line that a hand drew along it:
/// a run of samples of nearly one value, which ends on both sides with a clear step.
public final class BurntBar {
    /// How far the hand may be off, in pixels and as a share of what it drew.
    private static final int SLACK = 8;

    private static final double SLACK_SHARE = 0.15;

    /// Rows beside the drawn one that are tried too.
    private static final int BESIDE = 3;

    /// Samples of a bar differ by at most this share of the range around it: compression leaves its traces.
    private static final double ALIKE = 0.12;

    /// At its ends the picture changes by at least this share.
    private static final double STEP = 0.25;

    private BurntBar() {}

    /// From one end of the bar to the other, in image coordinates: the edges of its outermost pixels, finer where an
    /// end is blurred.
    ///
    /// @param level true for a bar from left to right, false for one from top to bottom
    /// @param across where the line lies: y of a level one, x of an upright one
    public record Span(boolean level, double from, double to, double across) {}

    /// @param from where the line begins, x of a level one, y of an upright one; less than `to`
    /// @return nothing where there is no such bar
    public static Optional<Span> along(Raster raster, boolean level, double from, double to, double across) {
        int length = level ? raster.width() : raster.height();
        int rows = level ? raster.height() : raster.width();
        int slack = (int) Math.max(SLACK, (to - from) * SLACK_SHARE);
        int first = Math.max(0, (int) Math.round(from) - slack);
        int last = Math.min(length - 1, (int) Math.round(to) + slack);
        int row = (int) Math.round(across);
        if (last - first < 4 || row < 0 || row >= rows) {
            return Optional.empty();
        }
        int top = Math.max(0, row - BESIDE);
        float[][] lines = lines(raster, level, first, last - first + 1, top, Math.min(rows - 1, row + BESIDE));
        double range = range(lines);
        for (int off = 0; off <= BESIDE; off++) {
            for (int r : off == 0 ? new int[] {row} : new int[] {row - off, row + off}) {
                if (r >= top && r - top < lines.length) {
                    Optional<double[]> ends = ends(lines[r - top], from - first, to - first, slack, range);
                    if (ends.isPresent()) {
                        double[] e = ends.get();
                        return Optional.of(new Span(level, first + e[0], first + e[1], r));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /// The mean of all channels along each row (or column).
    private static float[][] lines(Raster raster, boolean level, int first, int n, int top, int bottom) {
        float[][] out = new float[bottom - top + 1][n];
        float[] samples = new float[n];
        for (int r = top; r <= bottom; r++) {
            var region = level ? new Region(first, r, n, 1) : new Region(r, first, 1, n);
            for (int c = 0; c < raster.channels(); c++) {
                raster.copy(region, c, samples);
                for (int i = 0; i < n; i++) {
                    out[r - top][i] += samples[i] / raster.channels();
                }
            }
        }
        return out;
    }

    private static double range(float[][] lines) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (float[] line : lines) {
            for (float v : line) {
                least = Math.min(least, v);
                most = Math.max(most, v);
            }
        }
        return most - least;
    }

    private static Optional<double[]> ends(float[] v, double from, double to, int slack, double range) {
        int quarter = (int) ((to - from) / 4);
        int a = Math.clamp((int) Math.round(from) + quarter, 0, v.length - 1);
        int b = Math.clamp((int) Math.round(to) - quarter, a, v.length - 1);
        float[] core = Arrays.copyOfRange(v, a, b + 1);
        double bar = Background.median(core, core.length);
        double alike = ALIKE * range;
        if (!(range > 0) || core[0] < bar - alike || core[core.length - 1] > bar + alike) {
            return Optional.empty();
        }
        int l = a;
        while (l > 0 && Math.abs(v[l - 1] - bar) <= alike) {
            l--;
        }
        int r = b;
        while (r < v.length - 1 && Math.abs(v[r + 1] - bar) <= alike) {
            r++;
        }
        boolean near = Math.abs(l - from) <= slack && Math.abs(r - to) <= slack;
        if (!near || l < 2 || r > v.length - 3) {
            return Optional.empty();
        }
        double left = blurred(v[l - 1], v[l - 2], bar);
        double right = blurred(v[r + 1], v[r + 2], bar);
        boolean stepped = Math.abs(v[l - 2] - bar) >= STEP * range && Math.abs(v[r + 2] - bar) >= STEP * range;
        return stepped ? Optional.of(new double[] {l - 0.5 - left, r + 0.5 + right}) : Optional.empty();
    }

    /// How much of the pixel at the end belongs to the bar.
    private static double blurred(double end, double beyond, double bar) {
        return bar == beyond ? 0 : Math.clamp((end - beyond) / (bar - beyond), 0, 1);
    }
}
