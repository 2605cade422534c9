package org.maskwright.label;

import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/// Seeded property tests: runs a check on many random masks and names the seed of the one that fails.
final class RandomMasks {
    private RandomMasks() {}

    static void check(int times, BiConsumer<Random, Integer> property) {
        for (int seed = 0; seed < times; seed++) {
            try {
                property.accept(new Random(seed), seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    /// Pixels of any density, or overlapping blobs.
    static boolean[] cells(Random random, int width, int height) {
        boolean[] cells = new boolean[width * height];
        if (random.nextBoolean()) {
            double density = random.nextDouble();
            IntStream.range(0, cells.length).forEach(i -> cells[i] = random.nextDouble() < density);
            return cells;
        }
        for (int blob = random.nextInt(5); blob >= 0; blob--) {
            int cx = random.nextInt(width);
            int cy = random.nextInt(height);
            int r = random.nextInt(1 + Math.min(width, height) / 2);
            boolean value = random.nextInt(4) > 0;
            for (int i = 0; i < cells.length; i++) {
                int dx = i % width - cx;
                int dy = i / width - cy;
                if (dx * dx + dy * dy <= r * r) {
                    cells[i] = value;
                }
            }
        }
        return cells;
    }

    static Mask mask(Random random, int width, int height) {
        boolean[] cells = cells(random, width, height);
        return Mask.of(width, height, i -> cells[i]);
    }

    static boolean[] cells(Mask mask, int width, int height) {
        boolean[] cells = new boolean[width * height];
        mask.forEachRun((y, x0, x1) -> {
            for (int x = x0; x < x1; x++) {
                cells[y * width + x] = true;
            }
        });
        return cells;
    }
}
