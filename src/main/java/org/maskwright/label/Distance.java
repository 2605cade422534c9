package org.maskwright.label;

import java.util.Optional;

/// The exact Euclidean distance transform in squared integers, so that depths compare without
/// rounding. Two passes, linear in the number of pixels: A. Meijster, J. B. T. M. Roerdink,
/// W. H. Hesselink, "A general algorithm for computing distance transforms in linear time" (2000).
public final class Distance {
    /// The squared distance where there is no outside at all.
    public static final int INFINITE = Integer.MAX_VALUE;

    private Distance() {}

    /// The interior point of a mask that lies farthest from anything that is not the mask.
    ///
    /// @param squared the squared distance to the nearest pixel outside, at least 1
    public record Deepest(int x, int y, int squared) {}

    /// The deepest point of a mask, the first in row-major order among equals; nothing for an empty
    /// mask. All that is not the mask is outside, and so is what lies beyond the image's border.
    public static Optional<Deepest> deepest(Mask mask) {
        if (mask.isEmpty()) {
            return Optional.empty();
        }
        Grid grid = Grid.of(mask, 0);
        int[] depth = squared(grid.width(), grid.height(), grid.cells(), true);
        int best = 0;
        for (int i = 1; i < depth.length; i++) {
            if (depth[i] > depth[best]) {
                best = i;
            }
        }
        return Optional.of(
                new Deepest(grid.left() + best % grid.width(), grid.top() + best / grid.width(), depth[best]));
    }

    /// For each pixel that is inside, the squared distance between its centre and that of the nearest
    /// pixel outside; 0 for those outside; [#INFINITE] when there is no outside.
    ///
    /// @param inside row-major, `width` x `height`
    /// @param borderIsOutside whether a ring of pixels around the raster counts as outside
    public static int[] squared(int width, int height, boolean[] inside, boolean borderIsOutside) {
        if (inside.length != width * height) {
            throw new IllegalArgumentException(inside.length + " cells for " + width + " x " + height);
        }
        int far = width + height + 2;
        int[] column = columns(width, height, inside, borderIsOutside ? 0 : far, far);
        int[] out = new int[inside.length];
        var envelope = new Envelope(width, borderIsOutside, far);
        for (int y = 0; y < height; y++) {
            envelope.row(column, y * width, out);
        }
        return out;
    }

    /// Vertical distances, at most `far`; beyond the upper and lower border they start from `border`.
    private static int[] columns(int width, int height, boolean[] inside, int border, int far) {
        int[] g = new int[inside.length];
        for (int x = 0; x < width; x++) {
            int d = border;
            for (int y = 0; y < height; y++) {
                int i = y * width + x;
                d = inside[i] ? Math.min(d + 1, far) : 0;
                g[i] = d;
            }
            d = border;
            for (int y = height - 1; y >= 0; y--) {
                int i = y * width + x;
                d = inside[i] ? Math.min(d + 1, far) : 0;
                g[i] = Math.min(g[i], d);
            }
        }
        return g;
    }

    /// The lower envelope of the parabolas (x - u)^2 + g(u)^2 along one row.
    private static final class Envelope {
        private final int width;
        private final boolean border;
        private final int far;
        private final int[] site;
        private final int[] start;

        Envelope(int width, boolean border, int far) {
            this.width = width;
            this.border = border;
            this.far = far;
            site = new int[width + 2];
            start = new int[width + 2];
        }

        void row(int[] g, int row, int[] out) {
            int first = border ? -1 : 0;
            int end = border ? width + 1 : width;
            int q = -1;
            for (int u = first; u < end; u++) {
                int gu = height(g, row, u);
                while (q >= 0 && value(g, row, site[q], start[q]) > value(g, row, u, start[q])) {
                    q--;
                }
                if (q < 0) {
                    q = 0;
                    site[0] = u;
                    start[0] = first;
                } else {
                    int v = site[q];
                    long gv = height(g, row, v);
                    long cut = ((long) u * u - (long) v * v + (long) gu * gu - gv * gv);
                    long from = 1 + Math.floorDiv(cut, 2L * (u - v));
                    if (from < end) {
                        q++;
                        site[q] = u;
                        start[q] = (int) from;
                    }
                }
            }
            for (int x = width - 1; x >= 0; x--) {
                while (start[q] > x) {
                    q--;
                }
                long d = value(g, row, site[q], x);
                out[row + x] = !border && height(g, row, site[q]) >= far ? INFINITE : (int) d;
            }
        }

        private int height(int[] g, int row, int u) {
            return u < 0 || u >= width ? 0 : g[row + u];
        }

        private long value(int[] g, int row, int u, int x) {
            long h = height(g, row, u);
            return (long) (x - u) * (x - u) + h * h;
        }
    }
}
