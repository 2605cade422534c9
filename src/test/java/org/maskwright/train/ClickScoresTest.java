package org.maskwright.train;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClickScoresTest {
    @Test
    void meansAreOverObjectsAndUnreachedTargetsCostAllClicks() {
        var scores = new ClickScores(
                List.of(
                        new ClickScores.Scored("a", 1, 100, List.of(0.5, 0.9), 0.8, List.of()),
                        new ClickScores.Scored("b", 1, 900, List.of(0.7, 0.7), 0.6, List.of())),
                2);
        Map<String, Object> report = scores.report();
        assertThat(report.get("objects")).isEqualTo(2);
        assertThat(report.get("iou_at")).isEqualTo(Map.of("1", 0.6, "2", 0.8));
        assertThat(report.get("box_iou")).isEqualTo(0.7);
        assertThat(report.get("noc")).isEqualTo(Map.of("0.80", 2.0, "0.85", 2.0, "0.90", 2.0));
        assertThat(report.get("failed")).isEqualTo(Map.of("0.80", 0.5, "0.85", 0.5, "0.90", 0.5));
    }

    @Test
    void theErrorOfPredictionsIsSaidByKindOfQuestionAndBySize() {
        var guesses = List.of(
                new ClickScores.Guess(1, 0, 0.9, 0.8),
                new ClickScores.Guess(1, 1, 0.5, 0.1),
                new ClickScores.Guess(2, 0, 0.9, 0.95),
                new ClickScores.Guess(0, 0, 1.0, 0.7));
        var scores = new ClickScores(List.of(new ClickScores.Scored("a", 1, 100, List.of(0.8), 0.7, guesses)), 1);
        var calibration = (Map<?, ?>) requireNonNull(scores.report().get("calibration"));
        assertThat((Double) calibration.get("first_mask")).isCloseTo(0.1, within(1e-9));
        assertThat((Double) calibration.get("all_masks")).isCloseTo(0.25, within(1e-9));
        assertThat((Double) calibration.get("corrected")).isCloseTo(0.05, within(1e-9));
        assertThat((Double) calibration.get("box")).isCloseTo(0.3, within(1e-9));
        assertThat((List<?>) calibration.get("curve"))
                .singleElement()
                .asString()
                .contains("masks=1", "real=0.8");
        var row = (Map<?, ?>)
                requireNonNull((List<?>) scores.report().get("by_size")).getFirst();
        assertThat((Double) row.get("calibration_error")).isCloseTo(0.1, within(1e-9));
    }

    @Test
    void whatWasNotAskedHasNoError() {
        var scores = new ClickScores(List.of(new ClickScores.Scored("a", 1, 100, List.of(0.8), 0.7, List.of())), 1);
        assertThat((Map<?, ?>) scores.report().get("calibration"))
                .extracting("box")
                .isNull();
    }
}
