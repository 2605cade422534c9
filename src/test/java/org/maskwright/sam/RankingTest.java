package org.maskwright.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.maskwright.label.Mask;

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
        var lone = new Ranking.Answer(0, 2, square(24, 1, 0), 0.85f);
        var shared = new Ranking.Answer(0, 2, square(12, 1, 0), 0.8f);
        var again = new Ranking.Answer(0, 2, square(12, 1, 0), 0.7f);
        var coarse = new Ranking.Answer(1, 1, square(12, 2, 0), 0.5f);
        List<Ranking.Ranked> ranked = Ranking.of(List.of(lone, shared, again, coarse), TypicalSize.UNKNOWN, true);
        assertThat(ranked.getFirst().logits()).isSameAs(shared.logits());
        assertThat(ranked.getLast().logits()).isSameAs(lone.logits());
    }

    private static Mask mask(LowResLogits logits) {
        return logits.mask(2 * SIDE, 2 * SIDE);
    }

    @Test
    void whatMeansTheSameObjectHasASayInTheOutlineOfTheFirst() {
        var first = new Ranking.Answer(0, 2, square(12, 1, 0), 0.95f);
        var second = new Ranking.Answer(0, 2, square(16, 1, 0), 0.84f);
        var third = new Ranking.Answer(1, 1, square(16, 2, 0), 0.84f);
        var other = new Ranking.Answer(1, 1, square(2, 2, 0), 0.84f);
        var answers = List.of(first, second, third, other);
        Ranking.Ranked top = Ranking.of(answers, TypicalSize.UNKNOWN, true).getFirst();
        assertThat(top.logits()).isSameAs(first.logits());
        assertThat(mask(top.outline())).isEqualTo(mask(second.logits()));
        Ranking.Ranked corrected =
                Ranking.of(answers, TypicalSize.UNKNOWN, false).getFirst();
        assertThat(corrected.outline()).isSameAs(first.logits());
    }

    @Test
    void aSmallerWindowHasNoSayBeyondItsEdge() {
        LowResLogits large = square(24, 1, 0);
        LowResLogits aside = square(24, 1, 20);
        assertThat(mask(large.blend(List.of(aside), List.of(3.0)))).satisfies(m -> {
            assertThat(m.contains(10, 16)).isTrue();
            assertThat(m.contains(21, 16)).isFalse();
        });
    }

    @Test
    void theExpectedIouGrowsWithTheScoreAndStaysBetweenZeroAndOne() {
        float before = -1;
        for (float predicted : new float[] {0, 0.3f, 0.6f, 0.8f, 0.95f, 1}) {
            float iou = Ranking.of(
                            List.of(new Ranking.Answer(0, 2, square(12, 1, 0), predicted)), TypicalSize.UNKNOWN, true)
                    .getFirst()
                    .iou();
            assertThat(iou).isBetween(0f, 1f).isGreaterThan(before);
            before = iou;
        }
    }

    @Test
    void nothingFoundIsNotAnError() {
        assertThat(Ranking.of(List.of(new Ranking.Answer(0, 2, square(0, 1, 0), 0)), TypicalSize.UNKNOWN, true))
                .singleElement()
                .satisfies(r -> assertThat(r.iou()).isBetween(0f, 0.6f));
    }

    @Test
    void theExpectedIouIsMonotoneOverAllScores() {
        float before = -1;
        for (float predicted = -1; predicted <= 2; predicted += 0.01f) {
            float iou = Ranking.of(
                            List.of(new Ranking.Answer(0, 2, square(12, 1, 0), predicted)), TypicalSize.UNKNOWN, true)
                    .getFirst()
                    .iou();
            assertThat(iou).isBetween(0f, 1f).isGreaterThanOrEqualTo(before);
            before = iou;
        }
        assertThat(before).isEqualTo(1);
    }

    @Test
    void theScaleOfTheProjectsObjectsIsBelievedMoreAndTheExpectedIouStays() {
        var fine = new Ranking.Answer(0, 2, square(12, 1, 0), 0.8f);
        var coarse = new Ranking.Answer(1, 1, square(24, 2, 0), 0.79f);
        var answers = List.of(fine, coarse);
        Ranking.Ranked first = Ranking.of(answers, TypicalSize.UNKNOWN, true).getFirst();
        assertThat(first.logits()).isSameAs(fine.logits());
        List<Ranking.Ranked> large = Ranking.of(answers, new TypicalSize(20, 60), true);
        assertThat(large.getFirst().logits()).isSameAs(coarse.logits());
        assertThat(large.getLast().iou()).isEqualTo(first.iou());
        assertThat(Ranking.of(answers, new TypicalSize(20, 20), true).getFirst().logits())
                .isSameAs(fine.logits());
    }

    @Test
    void theTypicalSizeIsTheMedianAndGrowsSureWithTheObjects() {
        TypicalSize few = TypicalSize.of(List.of(314, 10_000, 1));
        assertThat(few.diameter()).isCloseTo(20, within(0.1));
        assertThat(TypicalSize.of(List.of())).isEqualTo(TypicalSize.UNKNOWN);
        TypicalSize many = new TypicalSize(100, few.diameter());
        assertThat(many.off(0.5)).isGreaterThan(few.off(0.5)).isGreaterThan(many.off(1));
        assertThat(many.off(2)).isZero();
        assertThat(TypicalSize.UNKNOWN.off(0.25)).isZero();
    }
}
