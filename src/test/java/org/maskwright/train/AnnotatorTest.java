package org.maskwright.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;

class AnnotatorTest {
    private static final Mask SQUARE = Mask.of(10, 10, i -> i % 10 >= 2 && i % 10 < 7 && i / 10 >= 2 && i / 10 < 7);

    @Test
    void theFirstClickIsAtTheDeepestPoint() {
        assertThat(Annotator.nextClick(SQUARE, Mask.EMPTY)).contains(new Prompt.Click(4, 4, true));
    }

    @Test
    void theGreaterErrorIsClickedNext() {
        Mask left = Mask.of(10, 10, i -> i % 10 < 2 && i / 10 < 9);
        Mask tooMuch = SQUARE.or(left);
        assertThat(Annotator.nextClick(SQUARE, tooMuch))
                .hasValueSatisfying(p -> assertThat(p)
                        .isInstanceOfSatisfying(
                                Prompt.Click.class,
                                c -> assertThat(c.positive()).isFalse()));
    }

    @Test
    void thereIsNoClickWhenNothingIsWrong() {
        assertThat(Annotator.nextClick(SQUARE, SQUARE)).isEmpty();
    }

    @Test
    void theBorderOfTheImageCountsAsOutside() {
        Mask corner = Mask.of(10, 10, i -> i % 10 < 5 && i / 10 < 5);
        assertThat(Annotator.nextClick(corner, Mask.EMPTY)).contains(new Prompt.Click(2, 2, true));
    }

    @Test
    void whatClicksLeaveIsPaintedAndWipedUntilItIsEnough() {
        Mask beside = SQUARE.translate(3, 3);
        Mask painted = Annotator.paint(SQUARE, beside, 0.8);
        assertThat(painted.iou(SQUARE)).isGreaterThanOrEqualTo(0.8).isLessThan(1);
        assertThat(painted.minus(beside.or(SQUARE)).isEmpty()).isTrue();
        assertThat(Annotator.paint(SQUARE, SQUARE, 0.8)).isEqualTo(SQUARE);
        assertThat(Annotator.paint(SQUARE, Mask.EMPTY, 1)).isEqualTo(SQUARE);
    }

    @Test
    void everyCallGetsAllClicksSoFar() {
        var asked = new ArrayList<List<Prompt>>();
        var annotator = new Annotator((prompts, previous) -> {
            asked.add(List.copyOf(prompts));
            return List.of();
        });
        Annotator.Session session = annotator.click(SQUARE, 3, 2);
        assertThat(session.iou()).containsExactly(0.0, 0.0, 0.0);
        assertThat(asked).extracting(List::size).containsExactly(1, 2, 3);
    }
}
