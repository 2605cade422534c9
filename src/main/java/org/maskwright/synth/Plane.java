package org.maskwright.synth;

import java.util.Arrays;

/// A working image of floats, row-major.
final class Plane {
    private static final float LONGEST_KERNEL = 2.2f;
    final int width;
    final int height;
    final float[] at;

    Plane(int width, int height) {
        this.width = width;
        this.height = height;
        at = new float[width * height];
    }

    Plane fill(float value) {
        Arrays.fill(at, value);
        return this;
    }

    Plane copy() {
        var p = new Plane(width, height);
        System.arraycopy(at, 0, p.at, 0, at.length);
        return p;
    }

    /// Gaussian blur in place, edges repeated: a true kernel when narrow, else three running means.
    void blur(float sigma) {
        if (sigma < 0.25f) {
            return;
        }
        if (sigma < LONGEST_KERNEL) {
            float[] kernel = kernel(sigma);
            rows(line -> convolve(line, kernel));
            columns(kernel);
            return;
        }
        int radius = Math.max(1, Math.round((float) Math.sqrt(4 * sigma * sigma + 1) / 2 - 0.5f));
        for (int pass = 0; pass < 3; pass++) {
            rows(line -> box(line, radius));
            boxColumns(radius);
        }
    }

    private static float[] kernel(float sigma) {
        int r = (int) Math.ceil(2.7 * sigma);
        float[] k = new float[2 * r + 1];
        float sum = 0;
        for (int i = -r; i <= r; i++) {
            k[i + r] = (float) StrictMath.exp(-0.5 * i * i / (sigma * sigma));
            sum += k[i + r];
        }
        for (int i = 0; i < k.length; i++) {
            k[i] /= sum;
        }
        return k;
    }

    @FunctionalInterface
    private interface LineFilter {
        float[] apply(float[] line);
    }

    private void rows(LineFilter filter) {
        float[] line = new float[width];
        for (int y = 0; y < height; y++) {
            System.arraycopy(at, y * width, line, 0, width);
            System.arraycopy(filter.apply(line), 0, at, y * width, width);
        }
    }

    private static float[] convolve(float[] line, float[] kernel) {
        int r = kernel.length / 2;
        int n = line.length;
        float[] padded = new float[n + 2 * r];
        Arrays.fill(padded, 0, r, line[0]);
        System.arraycopy(line, 0, padded, r, n);
        Arrays.fill(padded, n + r, n + 2 * r, line[n - 1]);
        float[] out = new float[n];
        for (int k = 0; k < kernel.length; k++) {
            float weight = kernel[k];
            for (int x = 0; x < n; x++) {
                out[x] += weight * padded[x + k];
            }
        }
        return out;
    }

    private void columns(float[] kernel) {
        int r = kernel.length / 2;
        float[] from = at.clone();
        Arrays.fill(at, 0);
        for (int y = 0; y < height; y++) {
            for (int k = 0; k < kernel.length; k++) {
                int source = Math.clamp(y + k - r, 0, height - 1) * width;
                float weight = kernel[k];
                int target = y * width;
                for (int x = 0; x < width; x++) {
                    at[target + x] += weight * from[source + x];
                }
            }
        }
    }

    private static float[] box(float[] line, int radius) {
        int n = line.length;
        float[] out = new float[n];
        double sum = 0;
        for (int k = -radius; k <= radius; k++) {
            sum += line[Math.clamp(k, 0, n - 1)];
        }
        for (int x = 0; x < n; x++) {
            out[x] = (float) (sum / (2 * radius + 1));
            sum += line[Math.min(n - 1, x + radius + 1)] - line[Math.max(0, x - radius)];
        }
        return out;
    }

    private void boxColumns(int radius) {
        float[] from = at.clone();
        double[] sum = new double[width];
        for (int k = -radius; k <= radius; k++) {
            addRow(sum, from, k, 1);
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                at[y * width + x] = (float) (sum[x] / (2 * radius + 1));
            }
            addRow(sum, from, y + radius + 1, 1);
            addRow(sum, from, y - radius, -1);
        }
    }

    private void addRow(double[] sum, float[] from, int y, int sign) {
        int row = Math.clamp(y, 0, height - 1) * width;
        for (int x = 0; x < width; x++) {
            sum[x] += sign * from[row + x];
        }
    }
}
