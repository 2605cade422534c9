package org.maskwright.image;

import java.lang.reflect.Array;
import java.util.Arrays;

/// One plane of pixels with one or more channels, immutable. Samples are planar (channel, row,
/// column), held as unsigned 8-bit, unsigned 16-bit or float; the array is private and never shared.
/// Not AWT, not a tensor.
public final class Raster {
    private final int width;
    private final int height;
    private final int channels;
    private final SampleType type;
    private final Object samples;

    private Raster(int width, int height, int channels, SampleType type, Object samples, int length) {
        if (width < 1 || height < 1 || channels < 1) {
            throw new IllegalArgumentException("size " + width + " x " + height + " x " + channels);
        }
        if (Math.multiplyExact(Math.multiplyExact(width, height), channels) != length) {
            throw new IllegalArgumentException(length + " samples for " + width + " x " + height + " x " + channels);
        }
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.type = type;
        this.samples = samples;
    }

    /// Takes over `planar` (channel, row, column); the caller must not keep it.
    public static Raster ofBytes(int width, int height, int channels, byte[] planar) {
        return new Raster(width, height, channels, SampleType.UINT8, planar, planar.length);
    }

    /// Takes over `planar` (channel, row, column), unsigned; the caller must not keep it.
    public static Raster ofShorts(int width, int height, int channels, short[] planar) {
        return new Raster(width, height, channels, SampleType.UINT16, planar, planar.length);
    }

    /// Takes over `planar` (channel, row, column); the caller must not keep it.
    public static Raster ofFloats(int width, int height, int channels, float[] planar) {
        return new Raster(width, height, channels, SampleType.FLOAT32, planar, planar.length);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public int channels() {
        return channels;
    }

    public SampleType type() {
        return type;
    }

    public Region bounds() {
        return Region.of(width, height);
    }

    /// One sample as stored.
    public float sample(int channel, int x, int y) {
        int i = (channel * height + y) * width + x;
        return switch (samples) {
            case byte[] b -> b[i] & 0xFF;
            case short[] s -> s[i] & 0xFFFF;
            case float[] f -> f[i];
            default -> throw new IllegalStateException();
        };
    }

    /// Copies one channel of a region that lies inside the image, row by row, into `into` from index 0.
    public void copy(Region region, int channel, float[] into) {
        if (!region.equals(region.intersect(bounds())) || channel < 0 || channel >= channels) {
            throw new IllegalArgumentException(region + " channel " + channel + " of " + this);
        }
        for (int y = 0; y < region.height(); y++) {
            int from = (channel * height + region.y() + y) * width + region.x();
            int to = y * region.width();
            switch (samples) {
                case byte[] b -> {
                    for (int x = 0; x < region.width(); x++) {
                        into[to + x] = b[from + x] & 0xFF;
                    }
                }
                case short[] s -> {
                    for (int x = 0; x < region.width(); x++) {
                        into[to + x] = s[from + x] & 0xFFFF;
                    }
                }
                case float[] f -> System.arraycopy(f, from, into, to, region.width());
                default -> throw new IllegalStateException();
            }
        }
    }

    /// One whole channel as floats, row-major.
    public float[] channel(int channel) {
        float[] out = new float[width * height];
        copy(bounds(), channel, out);
        return out;
    }

    /// The first channels alone.
    Raster first(int count) {
        if (count == channels) {
            return this;
        }
        int n = width * height * count;
        return switch (samples) {
            case byte[] b -> ofBytes(width, height, count, Arrays.copyOf(b, n));
            case short[] s -> ofShorts(width, height, count, Arrays.copyOf(s, n));
            case float[] f -> ofFloats(width, height, count, Arrays.copyOf(f, n));
            default -> throw new IllegalStateException();
        };
    }

    /// All channels of rasters of one size and type, in order.
    static Raster join(Raster... parts) {
        Raster a = parts[0];
        int count = 0;
        for (Raster p : parts) {
            if (p.width != a.width || p.height != a.height || p.type != a.type) {
                throw new IllegalArgumentException(p + " beside " + a);
            }
            count += p.channels;
        }
        int n = a.width * a.height;
        Object all = Array.newInstance(a.samples.getClass().getComponentType(), Math.multiplyExact(n, count));
        int at = 0;
        for (Raster p : parts) {
            System.arraycopy(p.samples, 0, all, at, n * p.channels);
            at += n * p.channels;
        }
        return new Raster(a.width, a.height, count, a.type, all, n * count);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Raster r
                && r.width == width
                && r.height == height
                && r.channels == channels
                && Arrays.deepEquals(new Object[] {samples}, new Object[] {r.samples});
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(new Object[] {samples}) * 31 + width;
    }

    @Override
    public String toString() {
        return "Raster[" + width + " x " + height + " x " + channels + " " + type + "]";
    }
}
