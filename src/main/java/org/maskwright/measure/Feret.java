package org.maskwright.measure;

import java.util.ArrayList;
import java.util.List;
import org.maskwright.label.Mask;

/// Caliper diameters over the convex hull of a mask's pixel corners. (Stretching keeps a hull a hull, so it is found
/// in whole pixels and measured in units.)
record Feret(double max, double min) {
    private record Corner(int x, int y) {}

    /// @param w width of a pixel
    /// @param h height of a pixel
    static Feret of(Mask mask, double w, double h) {
        List<Corner> hull = hull(corners(mask));
        double max = 0;
        double min = Double.POSITIVE_INFINITY;
        for (int i = 0; i < hull.size(); i++) {
            Corner a = hull.get(i);
            Corner b = hull.get((i + 1) % hull.size());
            double width = 0;
            for (Corner c : hull) {
                max = Math.max(max, Math.hypot((c.x - a.x) * w, (c.y - a.y) * h));
                width = Math.max(width, turn(a, b, c) * w * h / Math.hypot((b.x - a.x) * w, (b.y - a.y) * h));
            }
            min = Math.min(min, width);
        }
        return new Feret(max, min);
    }

    /// The outermost corners of each row, in order of y and then x.
    private static List<Corner> corners(Mask mask) {
        int top = mask.bounds().top();
        int rows = mask.bounds().height() + 1;
        int[] left = new int[rows];
        int[] right = new int[rows];
        java.util.Arrays.fill(left, Integer.MAX_VALUE);
        java.util.Arrays.fill(right, Integer.MIN_VALUE);
        mask.forEachRun((y, x0, x1) -> {
            for (int edge = y - top; edge <= y - top + 1; edge++) {
                left[edge] = Math.min(left[edge], x0);
                right[edge] = Math.max(right[edge], x1);
            }
        });
        List<Corner> out = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            if (left[row] < right[row]) {
                out.add(new Corner(left[row], row));
                out.add(new Corner(right[row], row));
            }
        }
        return out;
    }

    /// Andrew's monotone chain, over points sorted by y and then x.
    private static List<Corner> hull(List<Corner> sorted) {
        List<Corner> lower = chain(sorted);
        List<Corner> upper = chain(sorted.reversed());
        lower.removeLast();
        upper.removeLast();
        lower.addAll(upper);
        return lower;
    }

    private static List<Corner> chain(List<Corner> points) {
        List<Corner> out = new ArrayList<>();
        for (Corner p : points) {
            while (out.size() >= 2 && turn(out.get(out.size() - 2), out.getLast(), p) <= 0) {
                out.removeLast();
            }
            out.add(p);
        }
        return out;
    }

    private static long turn(Corner a, Corner b, Corner c) {
        return (long) (b.x - a.x) * (c.y - a.y) - (long) (b.y - a.y) * (c.x - a.x);
    }
}
