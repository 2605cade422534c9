package org.maskwright.sam;

import java.util.stream.IntStream;

/// Resizing of 8-bit pictures: bilinear with a triangle filter that widens when shrinking, columns
/// first, then rows, rounded to 8 bits after each, as the reference's preprocessing does through PIL.
final class Resize {
    private Resize() {}

    /// @param pixels rows, columns, channels interleaved, unsigned
    /// @return the same layout at the new size
    static byte[] apply(byte[] pixels, int width, int height, int channels, int newWidth, int newHeight) {
        byte[] wide = newWidth == width ? pixels : columns(pixels, width, height, channels, newWidth);
        return newHeight == height ? wide : rows(wide, newWidth, height, channels, newHeight);
    }

    private static byte[] columns(byte[] in, int width, int height, int c, int newWidth) {
        Taps[] taps = Taps.of(width, newWidth);
        byte[] out = new byte[newWidth * height * c];
        IntStream.range(0, height).parallel().forEach(y -> {
            for (int x = 0; x < newWidth; x++) {
                Taps t = taps[x];
                for (int k = 0; k < c; k++) {
                    float sum = 0.5f;
                    int at = (y * width + t.first) * c + k;
                    for (float w : t.weights) {
                        sum += w * (in[at] & 0xFF);
                        at += c;
                    }
                    out[(y * newWidth + x) * c + k] = (byte) Math.clamp((int) sum, 0, 255);
                }
            }
        });
        return out;
    }

    private static byte[] rows(byte[] in, int width, int height, int c, int newHeight) {
        Taps[] taps = Taps.of(height, newHeight);
        int stride = width * c;
        byte[] out = new byte[newHeight * stride];
        IntStream.range(0, newHeight).parallel().forEach(y -> {
            Taps t = taps[y];
            for (int x = 0; x < stride; x++) {
                float sum = 0.5f;
                int at = t.first * stride + x;
                for (float w : t.weights) {
                    sum += w * (in[at] & 0xFF);
                    at += stride;
                }
                out[y * stride + x] = (byte) Math.clamp((int) sum, 0, 255);
            }
        });
        return out;
    }

    /// Which source samples make one target sample, and with what weights.
    private static final class Taps {
        final int first;
        final float[] weights;

        private Taps(int first, float[] weights) {
            this.first = first;
            this.weights = weights;
        }

        static Taps[] of(int size, int newSize) {
            double scale = size / (double) newSize;
            double reach = Math.max(scale, 1);
            Taps[] out = new Taps[newSize];
            for (int i = 0; i < newSize; i++) {
                double centre = (i + 0.5) * scale;
                int first = Math.max(0, (int) (centre - reach + 0.5));
                int end = Math.min(size, (int) (centre + reach + 0.5));
                double[] w = new double[end - first];
                double sum = 0;
                for (int j = 0; j < w.length; j++) {
                    w[j] = Math.max(0, 1 - Math.abs((first + j + 0.5 - centre) / reach));
                    sum += w[j];
                }
                float[] weights = new float[w.length];
                for (int j = 0; j < w.length; j++) {
                    weights[j] = (float) (w[j] / sum);
                }
                out[i] = new Taps(first, weights);
            }
            return out;
        }
    }
}
