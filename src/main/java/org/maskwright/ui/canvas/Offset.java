package org.maskwright.ui.canvas;

import java.util.Arrays;

/// A line that runs beside a closed one at an even distance.
final class Offset {
    /// How many points the direction of the line is averaged over, on each side.
    private static final int SMOOTH = 3;

    private Offset() {}

    /// The ring at `distance` outside a clockwise one (inside for the other way round). The direction is
    /// that of a stretch of line as long as the distance, so that single pixels do not show; where the line
    /// bends inwards, points that would come too near to it again are left out.
    static float[] outside(float[] ring, double distance) {
        int n = ring.length / 2;
        int step = Math.max(1, (int) Math.round(distance / SMOOTH));
        int span = Math.max(1, Math.min(n / 8, (int) Math.round(distance)));
        float[] out = new float[2 * (n / step + 1)];
        int k = 0;
        for (int i = 0; i < n; i += step) {
            int a = 2 * Math.floorMod(i - span, n);
            int b = 2 * Math.floorMod(i + span, n);
            double dx = ring[b] - ring[a];
            double dy = ring[b + 1] - ring[a + 1];
            double length = Math.hypot(dx, dy);
            if (length == 0) {
                continue;
            }
            double x = ring[2 * i] + dy / length * distance;
            double y = ring[2 * i + 1] - dx / length * distance;
            if (isClear(ring, x, y, distance * 0.85)) {
                out[k++] = (float) x;
                out[k++] = (float) y;
            }
        }
        return Arrays.copyOf(out, k);
    }

    private static boolean isClear(float[] ring, double x, double y, double distance) {
        for (int i = 0; i < ring.length; i += 2) {
            double dx = ring[i] - x;
            double dy = ring[i + 1] - y;
            if (dx * dx + dy * dy < distance * distance) {
                return false;
            }
        }
        return true;
    }
}
