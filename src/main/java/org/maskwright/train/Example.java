package org.maskwright.train;

import java.util.ArrayList;
import java.util.List;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;

/// A picture with its instance ids, as training draws crops from it: samples in their contrast window
/// as bytes, interleaved, with coarser copies for crops that shrink.
final class Example {
    /// Objects smaller than this are not asked for.
    static final int LEAST_AREA = 25;

    /// The id of pixels of which nothing is known: nothing is learnt from them.
    static final int IGNORED = -1;

    private final List<Level> levels = new ArrayList<>();
    private final int width;
    private final int height;
    private final boolean colour;
    private final int[] ids;
    private final List<Item> items;

    /// One resolution: each level halves the one before. Samples interleaved, `channels` a pixel.
    record Level(int width, int height, int channels, Samples samples) {}

    /// Bytes, unsigned.
    static final class Samples {
        private final byte[] bytes;

        Samples(byte[] bytes) {
            this.bytes = bytes;
        }

        int at(int i) {
            return bytes[i] & 0xFF;
        }
    }

    /// An object of at least [#LEAST_AREA] pixels: id, area and centroid in pixels.
    record Item(int id, int area, double centreX, double centreY) {
        /// The diameter of the disc of the same area.
        double diameter() {
            return Math.sqrt(4 * area / Math.PI);
        }
    }

    /// @param ids row-major instance ids, 0 outside, [#IGNORED] where that is not known; not copied
    Example(Raster raster, Contrast contrast, int[] ids) {
        width = raster.width();
        height = raster.height();
        if (ids.length != width * height) {
            throw new IllegalArgumentException(ids.length + " ids for " + raster);
        }
        this.ids = ids;
        colour = raster.channels() >= 3;
        int channels = colour ? 3 : 1;
        byte[] bytes = new byte[width * height * channels];
        for (int c = 0; c < channels; c++) {
            float[] plane = raster.channel(c);
            for (int i = 0; i < plane.length; i++) {
                bytes[i * channels + c] = (byte) Math.round(255 * contrast.unit(plane[i]));
            }
        }
        levels.add(new Level(width, height, channels, new Samples(bytes)));
        items = measure();
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    boolean colour() {
        return colour;
    }

    int id(int x, int y) {
        return ids[y * width + x];
    }

    List<Item> items() {
        return items;
    }

    /// The resolution at which `factor` source pixels a target pixel come down to less than 2.
    synchronized Level level(double factor) {
        int wanted = Math.max(0, (int) Math.floor(Math.log(factor) / Math.log(2)));
        while (levels.size() <= wanted
                && levels.getLast().width() > 16
                && levels.getLast().height() > 16) {
            levels.add(halve(levels.getLast()));
        }
        return levels.get(Math.min(wanted, levels.size() - 1));
    }

    private static Level halve(Level l) {
        int w = l.width() / 2;
        int h = l.height() / 2;
        int c = l.channels();
        byte[] out = new byte[w * h * c];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                for (int k = 0; k < c; k++) {
                    int i = (2 * y * l.width() + 2 * x) * c + k;
                    int below = i + l.width() * c;
                    int sum = l.samples().at(i)
                            + l.samples().at(i + c)
                            + l.samples().at(below)
                            + l.samples().at(below + c);
                    out[(y * w + x) * c + k] = (byte) ((sum + 2) / 4);
                }
            }
        }
        return new Level(w, h, c, new Samples(out));
    }

    private List<Item> measure() {
        int max = 0;
        for (int id : ids) {
            max = Math.max(max, id);
        }
        long[] area = new long[max + 1];
        double[] sumX = new double[max + 1];
        double[] sumY = new double[max + 1];
        for (int i = 0; i < ids.length; i++) {
            int id = Math.max(0, ids[i]);
            area[id]++;
            sumX[id] += i % width;
            int row = i / width;
            sumY[id] += row;
        }
        var out = new ArrayList<Item>();
        for (int id = 1; id <= max; id++) {
            if (area[id] >= LEAST_AREA) {
                out.add(new Item(id, (int) area[id], sumX[id] / area[id], sumY[id] / area[id]));
            }
        }
        return List.copyOf(out);
    }
}
