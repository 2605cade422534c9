package org.maskwright.ui.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.maskwright.label.Mask;
import org.maskwright.label.Outline;

class OffsetTest {
    @Test
    void itRunsOutsideAtTheDistanceAsked() {
        Mask disc = Mask.of(81, 81, i -> Math.hypot(i % 81 - 40, i / 81 - 40) <= 30.5);
        float[] ring = Outline.of(disc).getFirst().outer().edgeMidpoints();
        float[] around = Offset.outside(ring, 5);
        assertThat(around.length).isGreaterThan(60);
        for (int i = 0; i < around.length; i += 2) {
            assertThat(Math.hypot(around[i] - 40, around[i + 1] - 40)).isCloseTo(35.5, within(0.8));
        }
    }

    @Test
    void inANotchItDoesNotComeNearTheLineAgain() {
        Mask notched = Mask.of(
                60,
                60,
                i -> i % 60 > 10
                        && i % 60 < 50
                        && i / 60 > 10
                        && i / 60 < 50
                        && !(i % 60 > 27 && i % 60 < 33 && i / 60 < 40));
        float[] ring = Outline.of(notched).getFirst().outer().edgeMidpoints();
        float[] around = Offset.outside(ring, 5);
        for (int i = 0; i < around.length; i += 2) {
            for (int j = 0; j < ring.length; j += 2) {
                assertThat(Math.hypot(around[i] - ring[j], around[i + 1] - ring[j + 1]))
                        .isGreaterThan(4.2);
            }
        }
    }
}
