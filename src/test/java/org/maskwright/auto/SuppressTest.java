package org.maskwright.auto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.maskwright.label.Mask;
import org.maskwright.sam.Proposal;

class SuppressTest {
    static Proposal square(int left, int top, int side, float confidence) {
        Mask mask = Mask.of(left, top, side, side, i -> true);
        return new Proposal(mask, confidence, confidence, confidence, List.of());
    }

    @Test
    void theMoreConfidentOfTwoStays() {
        var kept = Suppress.of(List.of(square(0, 0, 10, 0.7f), square(1, 1, 10, 0.9f)), 0);
        assertThat(kept).containsExactly(square(1, 1, 10, 0.9f));
    }

    @Test
    void whatLiesWithinAnotherGoes() {
        var kept = Suppress.of(List.of(square(0, 0, 30, 0.9f), square(5, 5, 6, 0.8f)), 0);
        assertThat(kept).containsExactly(square(0, 0, 30, 0.9f));
    }

    @Test
    void aLargeOneOverSeveralConfidentOnesGoes() {
        var kept = Suppress.of(List.of(square(0, 0, 10, 0.9f), square(12, 0, 10, 0.85f), square(0, 0, 22, 0.8f)), 0);
        assertThat(kept).containsExactly(square(0, 0, 10, 0.9f), square(12, 0, 10, 0.85f));
    }

    @Test
    void neighboursThatTouchShareNoPixel() {
        var kept = Suppress.of(List.of(square(0, 0, 10, 0.9f), square(9, 0, 10, 0.8f)), 0);
        assertThat(kept).hasSize(2);
        assertThat(kept.get(0).mask().intersection(kept.get(1).mask())).isZero();
        assertThat(kept.get(1).mask().area()).isEqualTo(90);
    }

    @Test
    void holesAreFilled() {
        Mask ring = Mask.of(0, 0, 10, 10, i -> i % 10 < 3 || i % 10 > 6 || i / 10 < 3 || i / 10 > 6);
        var kept = Suppress.of(List.of(new Proposal(ring, 0.9f, 0.9f, 0.9f, List.of())), 0);
        assertThat(kept.getFirst().mask().area()).isEqualTo(100);
    }

    @Test
    void whatIsNotConfidentGoes() {
        assertThat(Suppress.of(List.of(square(0, 0, 10, 0.5f), square(20, 0, 10, 0.6f)), 0.55f))
                .containsExactly(square(20, 0, 10, 0.6f));
    }
}
