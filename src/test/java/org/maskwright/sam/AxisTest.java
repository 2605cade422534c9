package org.maskwright.sam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.maskwright.image.Region;
import org.maskwright.label.Mask;

/// Logits come to the image as the reference brings them: enlarged four times, cut, resized.
class AxisTest {
    @Test
    void masksAreThoseOfTheReferencesTwoInterpolations() {
        var random = new Random(5);
        for (int[] size : new int[][] {{768, 512}, {1024, 683}, {300, 431}, {1900, 1300}}) {
            Place place = Place.of(Region.of(size[0], size[1]));
            float[] logits = new float[256 * 256];
            for (int i = 0; i < logits.length; i++) {
                logits[i] = random.nextFloat(-3, 2);
            }
            Mask mask = new LowResLogits(place.across(), place.down(), logits).mask(size[0], size[1]);
            float[] large = resized(logits, 256, 256, 256, 1024, 1024);
            float[] full = resized(large, 1024, place.columns(), place.rows(), size[0], size[1]);
            int differ = 0;
            int inside = 0;
            for (int i = 0; i < full.length; i++) {
                inside += full[i] > 0 ? 1 : 0;
                differ += full[i] > 0 != mask.contains(i % size[0], i / size[0]) ? 1 : 0;
            }
            assertThat(inside).isGreaterThan(1000);
            // Single precision may decide otherwise where a value is nearly zero.
            assertThat(differ).isLessThan(inside / 5000 + 4);
        }
    }

    @Test
    void logitsMoveToAnotherGridAndBack() {
        Axis coarse = Axis.of(64, -0.5, 4);
        Axis shifted = Axis.of(64, 63.5, 2);
        float[] ramp = new float[64 * 64];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = (float) coarse.middle(i % 64) - 100;
        }
        var logits = new LowResLogits(coarse, coarse, ramp);
        float[] moved = logits.on(shifted, shifted);
        for (int x = 0; x < 64; x++) {
            assertThat(moved[64 * 20 + x])
                    .isCloseTo((float) shifted.middle(x) - 100, org.assertj.core.data.Offset.offset(1e-3f));
        }
        assertThat(logits.on(coarse, coarse)).isSameAs(ramp);
    }

    /// Bilinear with aligned edges, of the first `w` x `h` of rows of `stride` values.
    private static float[] resized(float[] in, int stride, int w, int h, int newW, int newH) {
        float[] out = new float[newW * newH];
        for (int y = 0; y < newH; y++) {
            double v = Math.max(0, (y + 0.5) * h / newH - 0.5);
            int y0 = (int) v;
            int y1 = Math.min(h - 1, y0 + 1);
            for (int x = 0; x < newW; x++) {
                double u = Math.max(0, (x + 0.5) * w / newW - 0.5);
                int x0 = (int) u;
                int x1 = Math.min(w - 1, x0 + 1);
                double top = in[y0 * stride + x0] * (1 - u + x0) + in[y0 * stride + x1] * (u - x0);
                double low = in[y1 * stride + x0] * (1 - u + x0) + in[y1 * stride + x1] * (u - x0);
                out[y * newW + x] = (float) (top * (1 - v + y0) + low * (v - y0));
            }
        }
        return out;
    }
}
