package org.maskwright.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.maskwright.sam.PromptToken;

class PromptSimulatorTest {
    private static final int SIDE = 64;
    private static final double PITCH = 2;

    private static boolean[] bar(int left, int right) {
        boolean[] out = new boolean[SIDE * SIDE];
        for (int y = 30; y < 36; y++) {
            for (int x = left; x < right; x++) {
                out[y * SIDE + x] = true;
            }
        }
        return out;
    }

    private static boolean isIn(boolean[] region, PromptToken t) {
        int x = (int) Math.round((t.x() - 0.5) / PITCH);
        int y = (int) Math.round((t.y() - 0.5) / PITCH);
        return region[y * SIDE + x];
    }

    @Test
    void aStrokeStaysInsideAndIsNoLongerThanTheApplicationsOwn() {
        boolean[] object = bar(10, 50);
        int longest = 0;
        for (int seed = 0; seed < 50; seed++) {
            List<PromptToken> stroke = new PromptSimulator(new SplittableRandom(seed)).firstStroke(object, SIDE, PITCH);
            assertThat(stroke).hasSizeBetween(1, 8).allMatch(t -> isIn(object, t));
            assertThat(stroke).allMatch(t -> t.kind() == PromptToken.Kind.POSITIVE);
            longest = Math.max(longest, stroke.size());
        }
        assertThat(longest).isGreaterThan(4);
    }

    @Test
    void aSinglePixelIsAStrokeOfOneClick() {
        boolean[] object = new boolean[SIDE * SIDE];
        object[0] = true;
        assertThat(new PromptSimulator(new SplittableRandom(1)).firstStroke(object, SIDE, PITCH))
                .hasSize(1);
    }

    @Test
    void correctionsLieInTheErrorWhetherClickOrStroke() {
        boolean[] truth = bar(10, 30);
        boolean[] answer = bar(10, 60);
        boolean[] extra = bar(30, 60);
        int strokes = 0;
        for (int seed = 0; seed < 80; seed++) {
            List<PromptToken> given =
                    new PromptSimulator(new SplittableRandom(seed)).correctionOrStroke(truth, answer, SIDE, PITCH);
            assertThat(given).allMatch(t -> t.kind() == PromptToken.Kind.NEGATIVE && isIn(extra, t));
            strokes += given.size() > 1 ? 1 : 0;
        }
        assertThat(strokes).isBetween(3, 25);
    }

    @Test
    void anAnswerWithoutErrorGetsAClickInsideIt() {
        boolean[] truth = bar(10, 30);
        assertThat(new PromptSimulator(new SplittableRandom(2)).correctionOrStroke(truth, truth, SIDE, PITCH))
                .singleElement()
                .satisfies(t -> assertThat(isIn(truth, t)).isTrue());
    }
}
