package org.maskwright.label;

import java.util.Arrays;
import java.util.function.IntPredicate;

/// A set of pixels as horizontal runs, immutable; equality by value. Runs are stored as triples
/// (y, x0, x1) with x1 exclusive, in row order, disjoint and not touching within a row. Set
/// operations work straight on the runs.
public final class Mask {
    public static final Mask EMPTY = new Mask(new int[0]);

    private final int[] runs;
    private final Bounds bounds;
    private final int area;

    private Mask(int[] runs) {
        this.runs = runs;
        int l = Integer.MAX_VALUE;
        int r = Integer.MIN_VALUE;
        int a = 0;
        for (int i = 0; i < runs.length; i += 3) {
            l = Math.min(l, runs[i + 1]);
            r = Math.max(r, runs[i + 2]);
            a += runs[i + 2] - runs[i + 1];
        }
        area = a;
        bounds = runs.length == 0 ? Bounds.EMPTY : new Bounds(l, runs[0], r, runs[runs.length - 3] + 1);
    }

    /// The pixels of a `width` x `height` raster (row-major index) that `inside` holds for.
    public static Mask of(int width, int height, IntPredicate inside) {
        return of(0, 0, width, height, inside);
    }

    /// The same for a raster whose first pixel lies at (left, top) of the image.
    public static Mask of(int left, int top, int width, int height, IntPredicate inside) {
        var b = new RunBuilder();
        for (int y = 0; y < height; y++) {
            int row = y * width;
            int start = -1;
            for (int x = 0; x < width; x++) {
                boolean in = inside.test(row + x);
                if (in && start < 0) {
                    start = x;
                } else if (!in && start >= 0) {
                    b.add(top + y, left + start, left + x);
                    start = -1;
                }
            }
            if (start >= 0) {
                b.add(top + y, left + start, left + width);
            }
        }
        return b.build();
    }

    /// From runs (y, x0, x1) in row order; touching runs of a row are joined.
    ///
    /// @throws IllegalArgumentException when they are out of order, empty or overlap
    public static Mask ofRuns(int... runs) {
        if (runs.length % 3 != 0) {
            throw new IllegalArgumentException("runs come in threes");
        }
        var b = new RunBuilder();
        for (int i = 0; i < runs.length; i += 3) {
            b.add(runs[i], runs[i + 1], runs[i + 2]);
        }
        return b.build();
    }

    static Mask adopt(int[] canonicalRuns) {
        return canonicalRuns.length == 0 ? EMPTY : new Mask(canonicalRuns);
    }

    /// A copy of the runs: (y, x0, x1) triples, x1 exclusive.
    public int[] runs() {
        return runs.clone();
    }

    public int area() {
        return area;
    }

    public Bounds bounds() {
        return bounds;
    }

    public boolean isEmpty() {
        return area == 0;
    }

    public boolean contains(int x, int y) {
        if (y < bounds.top() || y >= bounds.bottom() || x < bounds.left() || x >= bounds.right()) {
            return false;
        }
        int lo = 0;
        int hi = runs.length / 3 - 1;
        while (lo <= hi) {
            int mid = (lo + hi) >>> 1;
            int ry = runs[3 * mid];
            if (ry < y || (ry == y && runs[3 * mid + 2] <= x)) {
                lo = mid + 1;
            } else if (ry > y || runs[3 * mid + 1] > x) {
                hi = mid - 1;
            } else {
                return true;
            }
        }
        return false;
    }

    /// Receives one run: row, first column, one past the last column.
    @FunctionalInterface
    public interface RunVisitor {
        void run(int y, int x0, int x1);
    }

    public void forEachRun(RunVisitor visitor) {
        for (int i = 0; i < runs.length; i += 3) {
            visitor.run(runs[i], runs[i + 1], runs[i + 2]);
        }
    }

    public Mask or(Mask o) {
        return RunAlgebra.combine(runs, o.runs, (a, b) -> a || b);
    }

    public Mask and(Mask o) {
        return RunAlgebra.combine(runs, o.runs, (a, b) -> a && b);
    }

    public Mask minus(Mask o) {
        return RunAlgebra.combine(runs, o.runs, (a, b) -> a && !b);
    }

    /// Number of common pixels, without building a mask.
    public int intersection(Mask o) {
        if (bounds.intersect(o.bounds.left(), o.bounds.top(), o.bounds.right(), o.bounds.bottom())
                .isEmpty()) {
            return 0;
        }
        return RunAlgebra.intersection(runs, o.runs);
    }

    /// Intersection over union; 1 when both are empty.
    public double iou(Mask o) {
        int both = intersection(o);
        int any = area + o.area - both;
        return any == 0 ? 1 : (double) both / any;
    }

    /// The part inside [0, width) x [0, height).
    public Mask clip(int width, int height) {
        if (bounds.equals(bounds.intersect(0, 0, width, height))) {
            return this;
        }
        var b = new RunBuilder();
        forEachRun((y, x0, x1) -> {
            if (y >= 0 && y < height && Math.max(0, x0) < Math.min(width, x1)) {
                b.add(y, Math.max(0, x0), Math.min(width, x1));
            }
        });
        return b.build();
    }

    public Mask translate(int dx, int dy) {
        int[] out = runs.clone();
        for (int i = 0; i < out.length; i += 3) {
            out[i] += dy;
            out[i + 1] += dx;
            out[i + 2] += dx;
        }
        return adopt(out);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Mask m && Arrays.equals(runs, m.runs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(runs);
    }

    @Override
    public String toString() {
        return "Mask[" + area + " px, " + bounds + "]";
    }
}
