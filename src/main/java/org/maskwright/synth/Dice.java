package org.maskwright.synth;

import java.util.SplittableRandom;

/// Random draws from one seed; the same on every machine. Not thread-safe.
final class Dice {
    private static final float SUM_MEAN = 4 * 32_767.5f;
    private static final float SUM_DEVIATION = 37_837.2f;
    private final SplittableRandom random;

    Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    /// The dice of a part (a cell, a frame) of what `seed` stands for.
    static Dice of(long seed, long part) {
        return new Dice(seed * 0x9E3779B97F4A7C15L + part * 0xD1B54A32D192ED03L + 1);
    }

    float uniform(double low, double high) {
        return (float) (low + (high - low) * random.nextDouble());
    }

    /// Uniform in the logarithm.
    float logUniform(double low, double high) {
        return (float) (low * StrictMath.pow(high / low, random.nextDouble()));
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    float angle() {
        return uniform(0, 2 * StrictMath.PI);
    }

    float sign() {
        return random.nextBoolean() ? 1 : -1;
    }

    long seed() {
        return random.nextLong();
    }

    /// Normal with deviation 1, cut at 3.5: a sum of four uniform numbers, fast and the same everywhere.
    float gauss() {
        long bits = random.nextLong();
        long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
        return (sum - SUM_MEAN) / SUM_DEVIATION;
    }
}
