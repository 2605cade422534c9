package org.maskwright.ui.model;

import org.maskwright.label.Bounds;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;

/// Where a click or a box lies with respect to a mask: the rule by which the hand needs no modes.
final class Place {
    private Place() {}

    /// On the mask, or nearer to it than half its own diameter (that of the circle of equal area).
    static boolean isNear(Mask mask, double x, double y) {
        return !mask.isEmpty() && distance(mask, x, y) < Math.sqrt(mask.area() / Math.PI);
    }

    /// A box that holds at least half of the mask is about that object.
    static boolean isAbout(Mask mask, Prompt.Box box) {
        int[] inside = new int[1];
        int left = (int) Math.ceil(box.x0());
        int right = (int) Math.floor(box.x1()) + 1;
        mask.forEachRun((y, x0, x1) -> {
            if (y >= box.y0() && y <= box.y1()) {
                inside[0] += Math.max(0, Math.min(x1, right) - Math.max(x0, left));
            }
        });
        return !mask.isEmpty() && 2L * inside[0] >= mask.area();
    }

    /// From a point to the nearest pixel centre of the mask; 0 inside a pixel.
    static double distance(Mask mask, double x, double y) {
        double[] least = {Double.POSITIVE_INFINITY};
        mask.forEachRun((row, x0, x1) -> {
            double dx = x < x0 - 0.5 ? x0 - x : x >= x1 - 0.5 ? x - (x1 - 1) : 0;
            double dy = Math.abs(y - row) <= 0.5 ? 0 : Math.abs(y - row);
            least[0] = Math.min(least[0], dx * dx + dy * dy);
        });
        return Math.sqrt(least[0]);
    }

    static boolean overlap(Bounds a, Bounds b) {
        return !a.intersect(b.left(), b.top(), b.right(), b.bottom()).isEmpty();
    }
}
