package org.maskwright.ui.canvas;

import java.util.Arrays;
import org.maskwright.image.Region;

/// A picture of premultiplied ARGB that painters write into. Colours come as 0xRRGGBB with an opacity of 0
/// to 256.
final class Pixels {
    static final int OPAQUE = 256;

    private final int width;
    private final int height;
    private final int[] argb;

    Pixels(int width, int height) {
        this.width = width;
        this.height = height;
        argb = new int[width * height];
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    Region bounds() {
        return Region.of(width, height);
    }

    /// The pixels themselves, row-major, for the toolkit and for painters that write whole rows.
    int[] array() {
        return argb;
    }

    int index(int x, int y) {
        return y * width + x;
    }

    void clear(Region r) {
        for (int y = r.y(); y < r.bottom(); y++) {
            Arrays.fill(argb, index(r.x(), y), index(r.right(), y), 0);
        }
    }

    /// Moves all pixels; those that come in from outside keep what was there.
    void scroll(int dx, int dy) {
        int n = width - Math.abs(dx);
        int from = Math.max(0, -dx);
        int to = Math.max(0, dx);
        for (int i = 0; i < height - Math.abs(dy); i++) {
            int y = dy > 0 ? height - 1 - i : i;
            System.arraycopy(argb, index(from, y - dy), argb, index(to, y), n);
        }
    }

    /// Lays a colour over one row from `x0` up to and without `x1`.
    void blend(int y, int x0, int x1, int rgb, int opacity) {
        int keep = OPAQUE - opacity;
        int even = even(rgb) * opacity;
        int odd = odd(rgb | 0xFF000000) * opacity;
        for (int i = index(x0, y), end = index(x1, y); i < end; i++) {
            argb[i] = over(argb[i], even, odd, keep);
        }
    }

    /// Lays a colour over one pixel.
    void blend(int index, int rgb, int opacity) {
        int even = even(rgb) * opacity;
        int odd = odd(rgb | 0xFF000000) * opacity;
        argb[index] = over(argb[index], even, odd, OPAQUE - opacity);
    }

    /// Two of the four parts at once, each with eight free bits above it.
    private static int over(int below, int even, int odd, int keep) {
        int e = (even + even(below) * keep) >>> 8;
        int o = odd + odd(below) * keep;
        return (e & 0x00FF00FF) | (o & 0xFF00FF00);
    }

    private static int even(int argb) {
        return argb & 0x00FF00FF;
    }

    private static int odd(int argb) {
        return (argb >>> 8) & 0x00FF00FF;
    }
}
