package org.maskwright.ui.model;

import java.util.function.IntUnaryOperator;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.label.Bounds;
import org.maskwright.label.Instance;
import org.maskwright.label.Labels;

/// A small picture: row-major pixels 0xAARRGGBB, opaque. Not an image of a toolkit. The pixels are not copied: they are
/// written once, when it is made.
@SuppressWarnings("ArrayRecordComponent")
public record Thumbnail(int width, int height, int[] argb) {
    /// Large enough for the frames strip at 200 % scaling.
    public static final int WIDTH = 144;
    public static final int HEIGHT = 108;

    /// The middle of the raster in the ratio of the strip, each pixel the mean of those it stands for, in the window.
    /// Three channels are red, green and blue; of others the first is shown. Accepted
    /// labels lie over it half transparent.
    ///
    /// @param colours from a slot of the palette to 0xRRGGBB
    public static Thumbnail of(Picture picture, Labels labels, IntUnaryOperator colours) {
        Raster raster = picture.raster();
        Contrast contrast = picture.contrast();
        int channel = picture.channel();
        double scale = Math.min((double) raster.width() / WIDTH, (double) raster.height() / HEIGHT);
        double left = (raster.width() - WIDTH * scale) / 2;
        double top = (raster.height() - HEIGHT * scale) / 2;
        boolean colour = raster.channels() == 3 && channel < 0;
        int[] argb = new int[WIDTH * HEIGHT];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int rgb = 0;
                for (int c = 0; c < 3; c++) {
                    if (c == 0 || colour) {
                        rgb = (rgb << 8)
                                | mean(
                                        raster,
                                        colour ? c : Math.max(0, channel),
                                        left + x * scale,
                                        top + y * scale,
                                        scale,
                                        contrast);
                    } else {
                        rgb = (rgb << 8) | (rgb & 0xFF);
                    }
                }
                argb[y * WIDTH + x] = 0xFF000000 | rgb;
            }
        }
        for (Instance i : labels.instances()) {
            if (i.isAccepted()) {
                paint(i, colours.applyAsInt(i.colour()), left, top, scale, argb);
            }
        }
        return new Thumbnail(WIDTH, HEIGHT, argb);
    }

    private static void paint(Instance instance, int rgb, double left, double top, double scale, int[] argb) {
        Bounds b = instance.mask().bounds();
        int x0 = (int) Math.max(0, (b.left() - left) / scale);
        int x1 = (int) Math.min(WIDTH - 1.0, (b.right() - left) / scale);
        int y0 = (int) Math.max(0, (b.top() - top) / scale);
        int y1 = (int) Math.min(HEIGHT - 1.0, (b.bottom() - top) / scale);
        for (int y = y0; y <= y1; y++) {
            for (int x = x0; x <= x1; x++) {
                if (instance.mask().contains((int) (left + (x + 0.5) * scale), (int) (top + (y + 0.5) * scale))) {
                    int p = y * WIDTH + x;
                    argb[p] = 0xFF000000 | (((argb[p] & 0xFEFEFE) + (rgb & 0xFEFEFE)) >> 1);
                }
            }
        }
    }

    private static int mean(Raster raster, int channel, double x, double y, double scale, Contrast contrast) {
        int x0 = (int) x;
        int y0 = (int) y;
        int x1 = Math.min(raster.width(), Math.max(x0 + 1, (int) (x + scale)));
        int y1 = Math.min(raster.height(), Math.max(y0 + 1, (int) (y + scale)));
        double sum = 0;
        for (int j = y0; j < y1; j++) {
            for (int i = x0; i < x1; i++) {
                sum += contrast.unit(raster.sample(channel, i, j));
            }
        }
        return (int) Math.round(255 * sum / ((x1 - x0) * (y1 - y0)));
    }
}
