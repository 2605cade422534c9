package org.maskwright.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClickScoresTest {
    @Test
    void meansAreOverObjectsAndUnreachedTargetsCostAllClicks() {
        var scores = new ClickScores(
                List.of(
                        new ClickScores.Scored("a", 1, 100, List.of(0.5, 0.9), 0.8),
                        new ClickScores.Scored("b", 1, 900, List.of(0.7, 0.7), 0.6)),
                2);
        Map<String, Object> report = scores.report();
        assertThat(report.get("objects")).isEqualTo(2);
        assertThat(report.get("iou_at")).isEqualTo(Map.of("1", 0.6, "2", 0.8));
        assertThat(report.get("box_iou")).isEqualTo(0.7);
        assertThat(report.get("noc")).isEqualTo(Map.of("0.80", 2.0, "0.85", 2.0, "0.90", 2.0));
        assertThat(report.get("failed")).isEqualTo(Map.of("0.80", 0.5, "0.85", 0.5, "0.90", 0.5));
    }
}
