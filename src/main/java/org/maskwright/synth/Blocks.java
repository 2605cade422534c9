package org.maskwright.synth;

/// The traces of a lossy codec: cosine coefficients of 8 x 8 blocks rounded, the high ones more coarsely.
final class Blocks {
    private static final int N = 8;

    private Blocks() {}

    static void quantise(Plane plane, float quantum) {
        float[] basis = basis();
        float[] block = new float[N * N];
        for (int y = 0; y < plane.height; y += N) {
            for (int x = 0; x < plane.width; x += N) {
                for (int i = 0; i < N * N; i++) {
                    int sx = Math.min(plane.width - 1, x + i % N);
                    int sy = Math.min(plane.height - 1, y + i / N);
                    block[i] = plane.at[sy * plane.width + sx];
                }
                float[] coefficients = transform(transform(block, basis, false), basis, false);
                for (int i = 0; i < N * N; i++) {
                    float step = quantum * (1 + 0.6f * (i % N + i / N));
                    coefficients[i] = Math.round(coefficients[i] / step) * step;
                }
                float[] back = transform(transform(coefficients, basis, true), basis, true);
                for (int i = 0; i < N * N; i++) {
                    if (x + i % N < plane.width && y + i / N < plane.height) {
                        plane.at[(y + i / N) * plane.width + x + i % N] = back[i];
                    }
                }
            }
        }
    }

    /// Orthonormal: row k is the cosine of frequency k.
    private static float[] basis() {
        float[] b = new float[N * N];
        for (int k = 0; k < N; k++) {
            for (int i = 0; i < N; i++) {
                b[k * N + i] = (float) (StrictMath.sqrt((k == 0 ? 1.0 : 2.0) / N)
                        * StrictMath.cos(StrictMath.PI * k * (2 * i + 1) / (2.0 * N)));
            }
        }
        return b;
    }

    /// Along the rows, the result transposed: twice gives both directions.
    private static float[] transform(float[] in, float[] basis, boolean inverse) {
        float[] out = new float[N * N];
        for (int row = 0; row < N; row++) {
            for (int k = 0; k < N; k++) {
                float sum = 0;
                for (int i = 0; i < N; i++) {
                    sum += in[row * N + i] * (inverse ? basis[i * N + k] : basis[k * N + i]);
                }
                out[k * N + row] = sum;
            }
        }
        return out;
    }
}
