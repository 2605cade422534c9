package org.maskwright.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContrastsTest {
    @Test
    void cutsAThousandthAtEachEnd() {
        float[] v = new float[10_000];
        for (int i = 0; i < v.length; i++) {
            v[i] = i;
        }
        var window = Contrasts.window(Raster.ofFloats(100, 100, 1, v), false);
        assertThat(window).isEqualTo(new Contrast(10, 9989));
    }

    @Test
    void aConstantImageHasAWindow() {
        assertThat(Contrasts.window(Raster.ofShorts(2, 2, 1, new short[] {7, 7, 7, 7}), false))
                .isEqualTo(new Contrast(7, 8));
        float huge = 3e30f;
        var window = Contrasts.window(Raster.ofFloats(1, 1, 1, new float[] {huge}), false);
        assertThat(window.high()).isGreaterThan(huge);
    }

    @Test
    void oneBrightPixelAmongBlackOnesIsSeen() {
        byte[] b = new byte[100 * 100];
        b[77] = (byte) 200;
        assertThat(Contrasts.window(Raster.ofBytes(100, 100, 1, b), false)).isEqualTo(new Contrast(0, 200));
    }

    @Test
    void whatIsNotANumberDoesNotCount() {
        float[] v = {Float.NaN, Float.POSITIVE_INFINITY, 1, 3, Float.NEGATIVE_INFINITY};
        assertThat(Contrasts.window(Raster.ofFloats(5, 1, 1, v), false)).isEqualTo(new Contrast(1, 3));
        float[] none = {Float.NaN};
        assertThat(Contrasts.window(Raster.ofFloats(1, 1, 1, none), false)).isEqualTo(new Contrast(0, 1));
    }

    @Test
    void colourIsLeftAloneUnlessItIsFaint() {
        byte[] full = {0, (byte) 255, 10, 20, 30, (byte) 200};
        assertThat(Contrasts.window(Raster.ofBytes(2, 1, 3, full), true)).isEqualTo(Contrast.NONE);
        byte[] faint = {10, 20, 10, 20, 30, 15};
        assertThat(Contrasts.window(Raster.ofBytes(2, 1, 3, faint), true)).isEqualTo(new Contrast(10, 30));
    }

    @Test
    void histogramCountsWhatLiesInside() {
        var values = Intensities.of(Raster.ofBytes(4, 1, 1, new byte[] {0, 1, 2, 9}), 0);
        assertThat(values.histogram(0, 4, 2)).containsExactly(2, 1);
        assertThat(values.max()).isEqualTo(9);
    }

    @Test
    void thumbnailsShowTheMiddleThroughTheWindow() {
        var raster = Raster.ofBytes(4, 2, 1, new byte[] {9, 0, 100, 9, 9, 0, 100, 9});
        var thumbnail = Thumbnail.of(raster, new Contrast(0, 100), false, 0, 2, 2);
        assertThat(thumbnail.argb()).containsExactly(0xFF000000, 0xFFFFFFFF, 0xFF000000, 0xFFFFFFFF);
    }
}
