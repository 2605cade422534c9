package org.maskwright.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.maskwright.label.Mask;

class AsideTest {
    private static final Mask SQUARE = Mask.of(40, 40, 20, 20, i -> true);
    private static final double DIAMETER = Math.sqrt(4 * 400 / Math.PI);

    @Test
    void masksThatAllLieToOneSideAreFarAside() {
        var aside = new Aside();
        for (int i = 0; i < 8; i++) {
            aside.add(SQUARE, SQUARE.translate(-6, 0));
        }
        assertThat(aside.least()).isEqualTo(6 / DIAMETER, within(1e-9));
    }

    @Test
    void wrongAnswersOnAllSidesAreNot() {
        var aside = new Aside();
        for (int i = 0; i < 8; i++) {
            aside.add(SQUARE, SQUARE.translate(i % 2 == 0 ? 30 : -14, i % 3 == 0 ? -20 : 15));
        }
        assertThat(aside.least()).isZero();
    }

    @Test
    void whatIsOfAnotherSizeIsOfSomethingElse() {
        var aside = new Aside();
        for (int i = 0; i < 8; i++) {
            aside.add(SQUARE, Mask.of(60, 40, 40, 40, p -> true));
        }
        assertThat(aside.least()).isZero();
    }

    @Test
    void withoutAnswersNothingIsKnown() {
        var aside = new Aside();
        aside.add(SQUARE, Mask.EMPTY);
        aside.add(SQUARE, SQUARE.translate(9, 9));
        assertThat(aside.least()).isZero();
    }
}
