package org.maskwright.image;

/// A small picture of a frame for a list, ready for a screen: opaque ARGB, row by row.
public final class Thumbnail {
    private final int width;
    private final int height;
    private final int[] argb;

    private Thumbnail(int width, int height, int[] argb) {
        this.width = width;
        this.height = height;
        this.argb = argb;
    }

    /// The middle of the image, as much as the shape allows, averaged down through the contrast window.
    ///
    /// @param channel which channel to show in grey; ignored for colour
    public static Thumbnail of(Raster raster, Contrast contrast, boolean colour, int channel, int width, int height) {
        double scale = Math.min((double) raster.width() / width, (double) raster.height() / height);
        double left = (raster.width() - width * scale) / 2;
        double top = (raster.height() - height * scale) / 2;
        int[] argb = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int x0 = clamp(left + x * scale, raster.width());
                int y0 = clamp(top + y * scale, raster.height());
                int x1 = Math.max(x0 + 1, clamp(left + (x + 1) * scale, raster.width()));
                int y1 = Math.max(y0 + 1, clamp(top + (y + 1) * scale, raster.height()));
                int pixel = 0xFF;
                for (int c = 0; c < 3; c++) {
                    int from = colour && raster.channels() >= 3 ? c : channel;
                    pixel = (pixel << 8) | Math.round(255 * contrast.unit(mean(raster, from, x0, y0, x1, y1)));
                }
                argb[y * width + x] = pixel;
            }
        }
        return new Thumbnail(width, height, argb);
    }

    private static int clamp(double at, int size) {
        return Math.clamp((long) Math.floor(at), 0, size - 1);
    }

    private static float mean(Raster raster, int channel, int x0, int y0, int x1, int y1) {
        // Eight by eight samples of a pixel's patch are as good as all of them, and quick on large images.
        int dx = Math.max(1, (x1 - x0) / 8);
        int dy = Math.max(1, (y1 - y0) / 8);
        float sum = 0;
        int n = 0;
        for (int y = y0; y < y1; y += dy) {
            for (int x = x0; x < x1; x += dx) {
                sum += raster.sample(channel, x, y);
                n++;
            }
        }
        return sum / n;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /// A copy of the pixels.
    public int[] argb() {
        return argb.clone();
    }
}
