package org.maskwright.ui.canvas;

import java.util.Arrays;
import java.util.List;
import org.maskwright.image.Region;
import org.maskwright.label.Mask;

/// Fills masks: from their runs while pixels are small, along their outlines when pixels are large enough
/// that the corners of their squares would stand out of the outline.
final class Filler {
    private long[] crossings = new long[256];
    private int count;

    /// A screen pixel belongs to the mask when its centre lies in a pixel of the mask.
    void runs(Pixels out, Region clip, Viewport v, Mask mask, int rgb, int opacity) {
        double zoom = v.zoom();
        mask.forEachRun((y, x0, x1) -> {
            int top = Math.max(clip.y(), (int) Math.ceil(v.top() + y * zoom - 0.5));
            int bottom = Math.min(clip.bottom(), (int) Math.ceil(v.top() + (y + 1) * zoom - 0.5));
            if (top >= bottom) {
                return;
            }
            int left = Math.max(clip.x(), (int) Math.ceil(v.left() + x0 * zoom - 0.5));
            int right = Math.min(clip.right(), (int) Math.ceil(v.left() + x1 * zoom - 0.5));
            if (left < right) {
                for (int r = top; r < bottom; r++) {
                    out.blend(r, left, right, rgb, opacity);
                }
            }
        });
    }

    /// Inside by the even-odd rule; rings of x, y pairs in image coordinates.
    void inside(Pixels out, Region clip, Viewport v, List<float[]> rings, int rgb, int opacity) {
        count = 0;
        for (float[] ring : rings) {
            for (int i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
                edge(
                        clip,
                        v.toScreenX(ring[j]),
                        v.toScreenY(ring[j + 1]),
                        v.toScreenX(ring[i]),
                        v.toScreenY(ring[i + 1]));
            }
        }
        Arrays.sort(crossings, 0, count);
        for (int i = 0; i + 1 < count; i += 2) {
            int left = (int) crossings[i];
            int right = (int) crossings[i + 1];
            if (left < right) {
                out.blend((int) (crossings[i] >> 32), left, right, rgb, opacity);
            }
        }
    }

    /// The crossings of an edge with the middles of the pixel rows, each as row and first column to its
    /// right.
    private void edge(Region clip, double x0, double y0, double x1, double y1) {
        int from = Math.max(clip.y(), (int) Math.ceil(Math.min(y0, y1) - 0.5));
        int to = Math.min(clip.bottom(), (int) Math.ceil(Math.max(y0, y1) - 0.5));
        for (int row = from; row < to; row++) {
            double x = x0 + (row + 0.5 - y0) / (y1 - y0) * (x1 - x0);
            int column = Math.clamp((int) Math.ceil(x - 0.5), clip.x(), clip.right());
            if (count == crossings.length) {
                crossings = Arrays.copyOf(crossings, 2 * count);
            }
            crossings[count++] = ((long) row << 32) | column;
        }
    }
}
