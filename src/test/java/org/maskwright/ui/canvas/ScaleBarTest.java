package org.maskwright.ui.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.maskwright.image.Calibration;

class ScaleBarTest {
    @ParameterizedTest
    @CsvSource({
        "0.65, 1.75, 20, 53.85",
        "0.65, 1, 50, 76.92",
        "0.65, 4, 10, 61.54",
        "0.1, 0.3, 20, 60",
        "1, 96, 1, 96",
        "0.005, 2, 0.2, 80",
        "2.5, 0.02, 10000, 80"
    })
    void theLongestOfOneTwoAndFiveThatFits(double pixel, double zoom, String length, double width) {
        ScaleBar bar = ScaleBar.of(new Calibration(pixel, "µm"), zoom, 96);
        assertThat(bar.words()).isEqualTo(length + "\u202Fµm");
        assertThat(bar.width()).isCloseTo(width, within(0.01)).isLessThanOrEqualTo(96.0001);
    }

    @Test
    void withoutAPixelSizeItCountsPixels() {
        assertThat(ScaleBar.of(Calibration.NONE, 1.75, 96).words()).isEqualTo("50\u202Fpx");
    }
}
