package org.maskwright.synth;

/// A random field that repeats far away: mean 0, deviation 1, features about one unit wide. Sampled at
/// scaled coordinates it is chromatin, amorphous carbon, tissue or uneven light.
final class Texture {
    private static final int SIDE = 128;
    private static final int MASK = SIDE - 1;
    private static final int BLUR = 2;
    private static final float STEPS_PER_UNIT = 6;
    private final float[] tile;

    Texture(Dice dice) {
        float[] t = new float[SIDE * SIDE];
        for (int i = 0; i < t.length; i++) {
            t[i] = dice.gauss();
        }
        for (int pass = 0; pass < 2; pass++) {
            t = boxAlong(boxAlong(t, 1), SIDE);
        }
        double sum = 0;
        double squares = 0;
        for (float v : t) {
            sum += v;
            squares += v * v;
        }
        float mean = (float) (sum / t.length);
        float scale = (float) (1 / Math.sqrt(squares / t.length - mean * mean));
        for (int i = 0; i < t.length; i++) {
            t[i] = (t[i] - mean) * scale;
        }
        tile = t;
    }

    private static float[] boxAlong(float[] from, int stride) {
        float[] to = new float[from.length];
        int across = stride == 1 ? SIDE : 1;
        for (int line = 0; line < SIDE; line++) {
            int base = line * across;
            float sum = 0;
            for (int k = -BLUR; k <= BLUR; k++) {
                sum += from[base + (k & MASK) * stride];
            }
            for (int i = 0; i < SIDE; i++) {
                to[base + i * stride] = sum;
                sum += from[base + (i + BLUR + 1 & MASK) * stride] - from[base + (i - BLUR & MASK) * stride];
            }
        }
        return to;
    }

    float at(float x, float y) {
        float u = x * STEPS_PER_UNIT;
        float v = y * STEPS_PER_UNIT;
        int i = (int) Math.floor(u);
        int j = (int) Math.floor(v);
        float fx = u - i;
        float fy = v - j;
        int top = (j & MASK) * SIDE;
        int bottom = (j + 1 & MASK) * SIDE;
        int left = i & MASK;
        int right = i + 1 & MASK;
        float a = tile[top + left] + fx * (tile[top + right] - tile[top + left]);
        float b = tile[bottom + left] + fx * (tile[bottom + right] - tile[bottom + left]);
        return a + fy * (b - a);
    }

    /// Three octaves: coarse with finer detail, deviation about 1.
    float clouds(float x, float y) {
        return 0.8f * at(x, y) + 0.5f * at(2.1f * x + 7, 2.1f * y + 3) + 0.3f * at(4.3f * x + 1, 4.3f * y + 9);
    }

    /// Thin dark-and-light ridges, 0 to 1, highest where the field crosses zero.
    float ridges(float x, float y) {
        return 1 / (1 + 6 * Math.abs(at(x, y)));
    }
}
