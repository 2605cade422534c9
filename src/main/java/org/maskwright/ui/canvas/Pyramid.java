package org.maskwright.ui.canvas;

import java.util.ArrayList;
import java.util.List;
import org.maskwright.image.Raster;
import org.maskwright.image.Region;

/// A raster and its halvings, each pixel the mean of two by two, so that a picture shown small costs no
/// more than one shown at its size and does not flicker. Immutable; halving reads the whole raster, so it
/// is done off the FX thread.
record Pyramid(List<Raster> levels) {
    private static final int SMALLEST = 256;

    Pyramid {
        levels = List.copyOf(levels);
    }

    /// The raster alone.
    static Pyramid flat(Raster raster) {
        return new Pyramid(List.of(raster));
    }

    static Pyramid of(Raster raster) {
        var levels = new ArrayList<Raster>();
        Raster r = raster;
        levels.add(r);
        while (Math.max(r.width(), r.height()) > SMALLEST) {
            r = half(r);
            levels.add(r);
        }
        return new Pyramid(levels);
    }

    Raster base() {
        return levels.getFirst();
    }

    /// The number of halvings that leaves at least one sample for each screen pixel at this zoom, as far as
    /// there are any.
    int levelFor(double zoom) {
        int level = 0;
        for (double z = zoom * 2; z <= 1 && level < levels.size() - 1; z *= 2) {
            level++;
        }
        return level;
    }

    private static Raster half(Raster r) {
        int w = (r.width() + 1) / 2;
        int h = (r.height() + 1) / 2;
        float[] out = new float[w * h * r.channels()];
        float[] rows = new float[r.width() * 2];
        for (int c = 0; c < r.channels(); c++) {
            for (int y = 0; y < h; y++) {
                int n = Math.min(2, r.height() - 2 * y);
                r.copy(new Region(0, 2 * y, r.width(), n), c, rows);
                int lower = n == 2 ? r.width() : 0;
                for (int x = 0; x < w; x++) {
                    int a = 2 * x;
                    int b = Math.min(a + 1, r.width() - 1);
                    out[(c * h + y) * w + x] = (rows[a] + rows[b] + rows[lower + a] + rows[lower + b]) / 4;
                }
            }
        }
        return switch (r.type()) {
            case UINT8 -> Raster.ofBytes(w, h, r.channels(), bytes(out));
            case UINT16 -> Raster.ofShorts(w, h, r.channels(), shorts(out));
            case FLOAT32 -> Raster.ofFloats(w, h, r.channels(), out);
        };
    }

    private static byte[] bytes(float[] v) {
        byte[] out = new byte[v.length];
        for (int i = 0; i < v.length; i++) {
            out[i] = (byte) (v[i] + 0.5f);
        }
        return out;
    }

    private static short[] shorts(float[] v) {
        short[] out = new short[v.length];
        for (int i = 0; i < v.length; i++) {
            out[i] = (short) (v[i] + 0.5f);
        }
        return out;
    }
}
