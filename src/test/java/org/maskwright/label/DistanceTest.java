package org.maskwright.label;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DistanceTest {
    @Test
    void equalsTheNearestOfAllPixelsOutside() {
        RandomMasks.check(120, (random, seed) -> {
            int w = 1 + random.nextInt(20);
            int h = 1 + random.nextInt(20);
            boolean[] cells = RandomMasks.cells(random, w, h);
            for (boolean border : new boolean[] {true, false}) {
                assertThat(Distance.squared(w, h, cells, border)).isEqualTo(bruteForce(w, h, cells, border));
            }
        });
    }

    private static int[] bruteForce(int w, int h, boolean[] cells, boolean border) {
        int[] out = new int[w * h];
        for (int i = 0; i < out.length; i++) {
            int best = Distance.INFINITE;
            for (int y = -1; y <= h; y++) {
                for (int x = -1; x <= w; x++) {
                    boolean beyond = x < 0 || y < 0 || x == w || y == h;
                    if (beyond ? border : !cells[y * w + x]) {
                        int dx = x - i % w;
                        int dy = y - i / w;
                        best = Math.min(best, dx * dx + dy * dy);
                    }
                }
            }
            out[i] = best;
        }
        return out;
    }

    @Test
    void theDeepestPointIsTheFirstInRowMajorOrderAmongEquals() {
        assertThat(Distance.deepest(Mask.EMPTY)).isEmpty();
        assertThat(Distance.deepest(Mask.ofRuns(7, 5, 6))).contains(new Distance.Deepest(5, 7, 1));
        // A 4 x 4 square at (2, 3) has four centres at depth 2.
        assertThat(Distance.deepest(Mask.of(2, 3, 4, 4, i -> true))).contains(new Distance.Deepest(3, 4, 4));
    }

    @Test
    void theImagesBorderCountsAsOutside() {
        // Filling a 9 x 5 image, the object is deepest in the middle row, first where the short sides are no nearer.
        assertThat(Distance.deepest(Mask.of(9, 5, i -> true))).contains(new Distance.Deepest(2, 2, 9));
    }
}
