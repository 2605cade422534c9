package org.maskwright.label;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Masks from what a hand draws. Points are x, y pairs in image pixels, the centre of the first pixel
/// at (0, 0), fractions allowed. Results may reach beyond the image: clip them.
public final class Shapes {
    /// The smallest brush: its disc holds at least one pixel centre wherever it stands.
    public static final double LEAST_RADIUS = Math.sqrt(0.5);

    private Shapes() {}

    /// The pixels whose centres lie within `radius` of a polyline; one point makes a disc.
    public static Mask brush(double[] xy, double radius) {
        requirePairs(xy);
        double r = Math.max(radius, LEAST_RADIUS);
        var spans = new Spans();
        if (xy.length == 2) {
            capsule(xy[0], xy[1], xy[0], xy[1], r, spans);
        }
        for (int i = 2; i < xy.length; i += 2) {
            capsule(xy[i - 2], xy[i - 1], xy[i], xy[i + 1], r, spans);
        }
        return spans.toMask();
    }

    /// The pixels whose centres lie inside a closed polygon by the even-odd rule; the last point joins
    /// the first. A centre on a left or upper edge is inside, on a right or lower one outside.
    public static Mask polygon(double[] xy) {
        requirePairs(xy);
        return polygons(List.of(xy));
    }

    /// Several closed rings at once by the even-odd rule, so that rings within rings are holes.
    public static Mask polygons(List<double[]> rings) {
        double top = Double.POSITIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (double[] ring : rings) {
            requirePairs(ring);
            for (int i = 1; i < ring.length; i += 2) {
                top = Math.min(top, ring[i]);
                bottom = Math.max(bottom, ring[i]);
            }
        }
        var spans = new Spans();
        List<Double> crossings = new ArrayList<>();
        for (int y = (int) Math.ceil(top); y < bottom; y++) {
            crossings.clear();
            for (double[] ring : rings) {
                crossings(ring, y, crossings);
            }
            crossings.sort(null);
            for (int i = 0; i + 1 < crossings.size(); i += 2) {
                spans.add(y, (int) Math.ceil(crossings.get(i)), (int) Math.ceil(crossings.get(i + 1)));
            }
        }
        return spans.toMask();
    }

    private static void crossings(double[] ring, int y, List<Double> into) {
        for (int i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
            double ya = ring[j + 1];
            double yb = ring[i + 1];
            if (ya <= y != yb <= y) {
                into.add(ring[j] + (y - ya) / (yb - ya) * (ring[i] - ring[j]));
            }
        }
    }

    /// The points within r of a segment: convex, so that each row is one span, from the least to the
    /// greatest x of its two discs and of the strip between them.
    private static void capsule(double ax, double ay, double bx, double by, double r, Spans spans) {
        double dx = bx - ax;
        double dy = by - ay;
        double length = Math.hypot(dx, dy);
        double nx = length == 0 ? 0 : -dy / length * r;
        double ny = length == 0 ? 0 : dx / length * r;
        double[] strip = {ax + nx, ay + ny, bx + nx, by + ny, bx - nx, by - ny, ax - nx, ay - ny};
        int bottom = (int) Math.floor(Math.max(ay, by) + r);
        for (int y = (int) Math.ceil(Math.min(ay, by) - r); y <= bottom; y++) {
            double[] span = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
            disc(ax, ay, r, y, span);
            disc(bx, by, r, y, span);
            for (int i = 0, j = 6; i < 8; j = i, i += 2) {
                double ya = strip[j + 1];
                double yb = strip[i + 1];
                if (ya != yb && Math.min(ya, yb) <= y && y <= Math.max(ya, yb)) {
                    widen(span, strip[j] + (y - ya) / (yb - ya) * (strip[i] - strip[j]));
                }
            }
            spans.add(y, (int) Math.ceil(span[0] - 1e-9), (int) Math.floor(span[1] + 1e-9) + 1);
        }
    }

    private static void disc(double cx, double cy, double r, int y, double[] span) {
        double h = r * r - (y - cy) * (y - cy);
        if (h >= 0) {
            widen(span, cx - Math.sqrt(h));
            widen(span, cx + Math.sqrt(h));
        }
    }

    private static void widen(double[] span, double x) {
        span[0] = Math.min(span[0], x);
        span[1] = Math.max(span[1], x);
    }

    private static void requirePairs(double[] xy) {
        if (xy.length < 2 || xy.length % 2 != 0) {
            throw new IllegalArgumentException(xy.length + " coordinates are not pairs");
        }
        for (double v : xy) {
            if (!(Math.abs(v) < 1e7)) {
                throw new IllegalArgumentException("coordinate " + v);
            }
        }
    }

    /// Runs in any order, overlapping as they like.
    private static final class Spans {
        private long[] starts = new long[64];
        private int[] ends = new int[64];
        private int n;

        void add(int y, int x0, int x1) {
            if (x0 >= x1) {
                return;
            }
            if (n == starts.length) {
                starts = Arrays.copyOf(starts, 2 * n);
                ends = Arrays.copyOf(ends, 2 * n);
            }
            starts[n] = ((long) y << 32) + x0;
            ends[n++] = x1;
        }

        Mask toMask() {
            Integer[] order = new Integer[n];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, (a, b) -> Long.compare(starts[a], starts[b]));
            var out = new RunBuilder();
            int row = Integer.MIN_VALUE;
            int reached = Integer.MIN_VALUE;
            for (int i : order) {
                int x0 = (int) starts[i];
                int y = (int) ((starts[i] - x0) >> 32);
                if (y != row) {
                    row = y;
                    reached = Integer.MIN_VALUE;
                }
                int from = Math.max(x0, reached);
                if (from < ends[i]) {
                    out.add(y, from, ends[i]);
                    reached = ends[i];
                }
            }
            return out.build();
        }
    }
}
