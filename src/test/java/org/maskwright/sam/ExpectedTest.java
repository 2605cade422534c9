package org.maskwright.sam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;

class ExpectedTest {
    private static final double[] SCALES = {1, 0.5};

    private static Expected.Answer square(int level, int left, int side) {
        Mask mask = Mask.of(left, 0, side, side, i -> true);
        var axis = Axis.of(4, 0, 1);
        var candidate = new Candidate(mask, 0.7f, 0.7f, new LowResLogits(axis, axis, new float[16]));
        return new Expected.Answer(level, candidate, 0.8f, new Prompt.Click(left, 0, true));
    }

    private static List<Proposal> proposals(List<Expected.Answer> answers) {
        return new Expected(1000, 200, SCALES, answers).proposals();
    }

    private static float confidence(List<Proposal> of, int left) {
        return of.stream()
                .filter(p -> p.mask().bounds().left() == left)
                .findFirst()
                .orElseThrow()
                .confidence();
    }

    @Test
    void whatAnotherScaleFoundTooIsBelievedMore() {
        var found = proposals(List.of(square(0, 0, 60), square(1, 0, 60), square(0, 100, 60), square(1, 130, 60)));
        assertThat(confidence(found, 0)).isGreaterThan(confidence(found, 100) + 0.05f);
        assertThat(found).isSortedAccordingTo((a, b) -> Float.compare(b.confidence(), a.confidence()));
    }

    @Test
    void anObjectThatOneScaleAloneCanShowIsNotInDoubtForThat() {
        float lone = confidence(proposals(List.of(square(0, 0, 30))), 0);
        float missed = confidence(proposals(List.of(square(0, 0, 60))), 0);
        assertThat(lone).isGreaterThan(missed);
    }

    @Test
    void whatIsNotOfTheSizeOfTheOthersIsDoubted() {
        var answers = new ArrayList<Expected.Answer>();
        IntStream.range(0, 5).forEach(i -> {
            answers.add(square(0, 100 * i, 60));
            answers.add(square(1, 100 * i, 60));
        });
        answers.add(square(0, 600, 15));
        var found = proposals(answers);
        assertThat(confidence(found, 600)).isLessThan(confidence(found, 0) - 0.1f);
        assertThat(confidence(proposals(List.of(square(0, 600, 15))), 600)).isGreaterThan(confidence(found, 600));
    }

    @Test
    void nothingFoundIsNotAnError() {
        assertThat(proposals(List.of())).isEmpty();
    }
}
