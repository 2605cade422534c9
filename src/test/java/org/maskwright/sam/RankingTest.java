package org.maskwright.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {
    private static final int SIDE = 16;

    /// A square of logits of +-5 around the middle of a grid that covers 32 image pixels.
    private static LowResLogits square(int side, double pixelsPerLogit, double left) {
        int n = (int) (SIDE * 2 / pixelsPerLogit);
        float[] values = new float[n * n];
        for (int i = 0; i < values.length; i++) {
            double x = (i % n + 0.5) * pixelsPerLogit - SIDE;
            int row = i / n;
            double y = (row + 0.5) * pixelsPerLogit - SIDE;
            values[i] = Math.max(Math.abs(x), Math.abs(y)) < side / 2.0 ? 5 : -5;
        }
        return new LowResLogits(Axis.of(n, left, pixelsPerLogit), Axis.of(n, 0, pixelsPerLogit), values);
    }

    @Test
    void masksOfDifferentGridsAreComparedWhereTheyLie() {
        LowResLogits fine = square(12, 1, 0);
        assertThat(Agreement.acrossGrids(fine, square(12, 2, 0))).isCloseTo(1, within(0.1));
        assertThat(Agreement.acrossGrids(square(12, 2, 0), fine)).isCloseTo(1, within(0.1));
        assertThat(Agreement.acrossGrids(fine, square(24, 2, 0))).isCloseTo(0.25, within(0.1));
        assertThat(Agreement.acrossGrids(fine, square(12, 2, 100))).isZero();
    }

    @Test
    void aMaskThatOthersFoundTooComesBeforeALoneOneThatThinksBetterOfItself() {
        var lone = new Ranking.Answer(0, square(24, 1, 0), 0.85f);
        var shared = new Ranking.Answer(0, square(12, 1, 0), 0.8f);
        var again = new Ranking.Answer(0, square(12, 1, 0), 0.7f);
        var coarse = new Ranking.Answer(1, square(12, 2, 0), 0.5f);
        List<Ranking.Ranked> ranked = Ranking.of(List.of(lone, shared, again, coarse));
        assertThat(ranked.getFirst().logits()).isSameAs(shared.logits());
        assertThat(ranked.getLast().logits()).isSameAs(lone.logits());
    }

    @Test
    void theExpectedIouGrowsWithTheScoreAndStaysBetweenZeroAndOne() {
        float before = -1;
        for (float predicted : new float[] {0, 0.3f, 0.6f, 0.8f, 0.95f, 1}) {
            float iou = Ranking.of(List.of(new Ranking.Answer(0, square(12, 1, 0), predicted)))
                    .getFirst()
                    .iou();
            assertThat(iou).isBetween(0f, 1f).isGreaterThan(before);
            before = iou;
        }
    }

    @Test
    void nothingFoundIsNotAnError() {
        assertThat(Ranking.of(List.of(new Ranking.Answer(0, square(0, 1, 0), 0))))
                .singleElement()
                .satisfies(r -> assertThat(r.iou()).isBetween(0f, 0.6f));
    }
}
