package org.maskwright.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.maskwright.image.Raster;

class BurntBarTest {
    private static final int W = 300;
    private static final int H = 120;

    /// Noise with a bar of 100 x 4 pixels from (40, 100).
    private static float[] picture(int bar, double noise) {
        var random = new Random(2);
        float[] v = new float[W * H];
        for (int i = 0; i < v.length; i++) {
            boolean in = i / W >= 100 && i / W < 104 && i % W >= 40 && i % W < 140;
            v[i] = (float) ((in ? bar : 90) + noise * random.nextGaussian());
        }
        return v;
    }

    @Test
    void theEndsOfABarAreFoundThoughTheHandWasOff() {
        for (int bar : new int[] {0, 255}) {
            Raster raster = Raster.ofFloats(W, H, 1, picture(bar, 2));
            for (double off = -6; off <= 6; off += 1.7) {
                var found = BurntBar.along(raster, true, 39.5 + off, 139.5 - off, 97.6 + Math.abs(off))
                        .orElseThrow();
                assertThat(found.from()).as("off by %s", off).isCloseTo(39.5, within(0.2));
                assertThat(found.to()).isCloseTo(139.5, within(0.2));
            }
        }
    }

    @Test
    void anUprightBarAndColourAreFoundToo() {
        float[] v = new float[H * W * 3];
        for (int i = 0; i < v.length; i++) {
            int p = i % (W * H);
            v[i] = p % W >= 20 && p % W < 24 && p / W >= 30 && p / W < 90 ? (i / (W * H) == 0 ? 250 : 0) : 200;
        }
        var found =
                BurntBar.along(Raster.ofFloats(W, H, 3, v), false, 27, 92, 22).orElseThrow();
        assertThat(found.to() - found.from()).isCloseTo(60, within(1e-6));
    }

    @Test
    void aBlurredEndCountsByItsShare() {
        float[] v = picture(250, 0);
        for (int y = 100; y < 104; y++) {
            v[y * W + 140] = 90 + 0.4f * 160;
        }
        var found =
                BurntBar.along(Raster.ofFloats(W, H, 1, v), true, 41, 138, 101).orElseThrow();
        assertThat(found.to() - found.from()).isCloseTo(100.4, within(1e-4));
    }

    @Test
    void whereThereIsNoBarTheLineStaysAsItWasDrawn() {
        Raster noise = Raster.ofFloats(W, H, 1, picture(250, 40));
        assertThat(BurntBar.along(noise, true, 40, 140, 40)).as("noise").isEmpty();
        Raster clean = Raster.ofFloats(W, H, 1, picture(250, 0));
        assertThat(BurntBar.along(clean, true, 40, 140, 60)).as("even ground").isEmpty();
        assertThat(BurntBar.along(clean, true, 60, 100, 101))
                .as("a part of the bar was meant")
                .isEmpty();
        assertThat(BurntBar.along(clean, true, -50, 400, 101))
                .as("over the borders")
                .isEmpty();
        assertThat(BurntBar.along(clean, true, 40, 140, -30)).as("outside").isEmpty();
        assertThat(BurntBar.along(Raster.ofFloats(1, 1, 1, new float[1]), true, 0, 1, 0))
                .isEmpty();
    }
}
