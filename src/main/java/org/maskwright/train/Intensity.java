package org.maskwright.train;

import java.util.random.RandomGenerator;

/// Random changes of intensities that a microscope, a stain or an export could have made.
final class Intensity {
    private Intensity() {}

    /// @param pixels rows, columns, 3 channels, 0 to 1; changed in place and kept in that range
    static void vary(float[] pixels, int size, boolean colour, RandomGenerator r) {
        if (colour && r.nextInt(5) == 0) {
            toGrey(pixels);
        }
        if (r.nextInt(colour ? 12 : 6) == 0) {
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = 1 - pixels[i];
            }
        }
        float gamma = (float) Math.exp(r.nextGaussian() * 0.3);
        float gain = (float) Math.exp(r.nextGaussian() * 0.2);
        float shift = (float) (r.nextGaussian() * 0.06);
        float[] tint = {1, 1, 1};
        if (colour && r.nextBoolean()) {
            tint = new float[] {tone(r, 0.12), tone(r, 0.12), tone(r, 0.12)};
        } else if (!colour && r.nextInt(16) == 0) {
            tint = new float[] {r.nextFloat(), r.nextFloat(), r.nextFloat()};
            tint[r.nextInt(3)] = 1;
        }
        for (int i = 0; i < pixels.length; i++) {
            float v = (float) Math.pow(Math.max(pixels[i], 0), gamma) * gain * tint[i % 3] + shift;
            pixels[i] = v;
        }
        if (r.nextInt(4) == 0) {
            blur(pixels, size, 1 + r.nextInt(3));
        }
        if (r.nextInt(5) < 2) {
            noise(pixels, (float) (Math.abs(r.nextGaussian()) * 0.04), r.nextInt(3) == 0 && colour, r);
        }
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = Math.clamp(pixels[i], 0f, 1f);
        }
    }

    private static float tone(RandomGenerator r, double spread) {
        return (float) Math.exp(r.nextGaussian() * spread);
    }

    private static void toGrey(float[] p) {
        for (int i = 0; i < p.length; i += 3) {
            float g = 0.299f * p[i] + 0.587f * p[i + 1] + 0.114f * p[i + 2];
            p[i] = g;
            p[i + 1] = g;
            p[i + 2] = g;
        }
    }

    private static void noise(float[] p, float sigma, boolean perChannel, RandomGenerator r) {
        for (int i = 0; i < p.length; i += 3) {
            float n = (float) r.nextGaussian() * sigma;
            p[i] += n;
            p[i + 1] += perChannel ? (float) r.nextGaussian() * sigma : n;
            p[i + 2] += perChannel ? (float) r.nextGaussian() * sigma : n;
        }
    }

    /// Passes of a (1, 2, 1) filter along rows and columns.
    private static void blur(float[] p, int size, int passes) {
        for (int pass = 0; pass < passes; pass++) {
            for (int k = 0; k < 3; k++) {
                for (int line = 0; line < size; line++) {
                    smooth(p, line * size * 3 + k, 3, size);
                }
                for (int line = 0; line < size; line++) {
                    smooth(p, line * 3 + k, 3 * size, size);
                }
            }
        }
    }

    private static void smooth(float[] p, int from, int step, int n) {
        float before = p[from];
        for (int i = 0; i < n; i++) {
            int at = from + i * step;
            float here = p[at];
            float after = i < n - 1 ? p[at + step] : here;
            p[at] = (before + 2 * here + after) / 4;
            before = here;
        }
    }
}
