package org.maskwright.ui.model;

import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.label.Bounds;
import org.maskwright.label.Mask;

/// Small pictures of single objects.
final class Crops {
    /// Large enough for a row at 200 % scaling.
    private static final int SIDE = 108;

    /// How much of the surroundings is seen, as a share of the object's longer side.
    private static final double MARGIN = 0.3;

    private Crops() {}

    /// A square about a mask with its fill and outline, each pixel the nearest one of the picture.
    static Thumbnail of(Picture picture, Mask mask, int rgb) {
        Bounds b = mask.bounds();
        double side = Math.max(8, Math.max(b.width(), b.height()) * (1 + 2 * MARGIN));
        double left = (b.left() + b.right() - side) / 2;
        double top = (b.top() + b.bottom() - side) / 2;
        double scale = side / SIDE;
        int[] argb = new int[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int px = (int) Math.floor(left + (x + 0.5) * scale);
                int py = (int) Math.floor(top + (y + 0.5) * scale);
                int under = shown(picture, px, py);
                boolean in = mask.contains(px, py);
                argb[y * SIDE + x] = 0xFF000000
                        | (in ? isEdge(mask, left, top, scale, x, y) ? rgb : mixed(under, rgb, 0.24) : under);
            }
        }
        return new Thumbnail(SIDE, SIDE, argb);
    }

    /// Within two pixels of the crop of something that is not the mask.
    private static boolean isEdge(Mask mask, double left, double top, double scale, int x, int y) {
        for (int[] d : new int[][] {{-2, 0}, {2, 0}, {0, -2}, {0, 2}}) {
            int px = (int) Math.floor(left + (x + d[0] + 0.5) * scale);
            int py = (int) Math.floor(top + (y + d[1] + 0.5) * scale);
            if (!mask.contains(px, py)) {
                return true;
            }
        }
        return false;
    }

    private static int shown(Picture picture, int x, int y) {
        Raster raster = picture.raster();
        if (x < 0 || y < 0 || x >= raster.width() || y >= raster.height()) {
            return 0x232529;
        }
        Contrast window = picture.contrast();
        if (raster.channels() == 3 && picture.channel() < 0) {
            return grey(window, raster, 0, x, y) << 16
                    | grey(window, raster, 1, x, y) << 8
                    | grey(window, raster, 2, x, y);
        }
        return 0x010101 * grey(window, raster, Math.max(0, picture.channel()), x, y);
    }

    private static int grey(Contrast window, Raster raster, int channel, int x, int y) {
        return Math.round(255 * window.unit(raster.sample(channel, x, y)));
    }

    private static int mixed(int under, int over, double share) {
        int out = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = (under >> shift) & 0xFF;
            int b = (over >> shift) & 0xFF;
            out |= (int) Math.round(a + share * (b - a)) << shift;
        }
        return out;
    }
}
