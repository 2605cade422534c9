package org.maskwright.image;

import java.util.Arrays;
import org.maskwright.Cancel;

/// A sample of the finite sample values of an image or a series, sorted: what contrast windows and the
/// histogram on the screen are made from. At most [#MOST] values, spread evenly over at most
/// [#MOST_FRAMES] frames.
public final class Intensities {
    /// For a channel: all of them together.
    public static final int ALL_CHANNELS = -1;

    static final int MOST = 1 << 20;
    static final int MOST_FRAMES = 16;

    private final float[] sorted;

    private Intensities(float[] values, int count) {
        sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
    }

    /// Of one plane.
    public static Intensities of(Raster raster, int channel) {
        float[] out = new float[MOST];
        return new Intensities(out, collect(raster, channel, out, 0, MOST));
    }

    /// Of a series: frames and slices spread evenly over it, the first and the last among them.
    public static Intensities of(ImageStack stack, int channel, Cancel cancel) {
        int planes = stack.frames().size() * stack.depth();
        int taken = Math.min(planes, MOST_FRAMES);
        float[] out = new float[MOST];
        int count = 0;
        for (int i = 0; i < taken; i++) {
            cancel.check();
            int plane = taken == 1 ? planes / 2 : (int) ((long) i * (planes - 1) / (taken - 1));
            Raster raster = stack.read(plane / stack.depth(), plane % stack.depth());
            count = collect(raster, channel, out, count, MOST / taken);
        }
        return new Intensities(out, count);
    }

    private static int collect(Raster raster, int channel, float[] out, int from, int most) {
        int first = channel == ALL_CHANNELS ? 0 : channel;
        int last = channel == ALL_CHANNELS ? raster.channels() - 1 : channel;
        long all = (long) raster.width() * raster.height() * (last - first + 1);
        // An odd step that no width divides into stripes.
        long step = Math.max(1, (all + most - 1) / most) | 1;
        int to = from;
        for (long i = 0; i < all && to < from + most; i += step) {
            int inPlane = (int) (i % ((long) raster.width() * raster.height()));
            int c = first + (int) (i / ((long) raster.width() * raster.height()));
            float v = raster.sample(c, inPlane % raster.width(), inPlane / raster.width());
            if (Float.isFinite(v)) {
                out[to++] = v;
            }
        }
        return to;
    }

    public boolean isEmpty() {
        return sorted.length == 0;
    }

    public float min() {
        return quantile(0);
    }

    public float max() {
        return quantile(1);
    }

    /// The value that a share `q` (0 to 1) of all values does not exceed; 0 when there are none.
    public float quantile(double q) {
        return isEmpty() ? 0 : sorted[(int) Math.round(q * (sorted.length - 1))];
    }

    /// How many values fall into each of `bins` equal parts of `from` to `to`; those outside are left out.
    public int[] histogram(float from, float to, int bins) {
        if (!(to > from) || bins < 1) {
            throw new IllegalArgumentException(bins + " bins from " + from + " to " + to);
        }
        int[] out = new int[bins];
        for (float v : sorted) {
            if (v >= from && v <= to) {
                out[Math.min(bins - 1, (int) ((v - from) / (to - from) * bins))]++;
            }
        }
        return out;
    }
}
