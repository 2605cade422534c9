package org.maskwright.ui.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.maskwright.label.Bounds;

class ViewportTest {
    @Test
    void screenAndImageCoordinatesGoRoundTrip() {
        long seed = 20_260_101;
        var random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            Viewport v = random(random);
            double x = random.nextDouble() * 900;
            double y = random.nextDouble() * 700;
            assertThat(v.toScreenX(v.toImageX(x)))
                    .as("seed %d, try %d", seed, i)
                    .isCloseTo(x, within(1e-8));
            assertThat(v.toScreenY(v.toImageY(y)))
                    .as("seed %d, try %d", seed, i)
                    .isCloseTo(y, within(1e-8));
        }
    }

    @Test
    void zoomingKeepsWhatLiesUnderThePointer() {
        var random = new Random(11);
        for (int i = 0; i < 500; i++) {
            Viewport v = Viewport.fit(800, 600, 1000, 700);
            double x = 200 + random.nextDouble() * 400;
            double y = 200 + random.nextDouble() * 200;
            Viewport zoomed = v.zoomedBy(1 + random.nextDouble() * 7, x, y);
            assertThat(zoomed.toImageX(x)).isCloseTo(v.toImageX(x), within(1e-6));
            assertThat(zoomed.toImageY(y)).isCloseTo(v.toImageY(y), within(1e-6));
        }
    }

    @Test
    void theCentreOfTheFirstPixelIsTheOrigin() {
        var v = new Viewport(100, 100, 10, 10, 10, 0, 0);
        assertThat(v.toImageX(5)).isZero();
        assertThat(v.toScreenX(0)).isEqualTo(5);
        assertThat(v.onImage(0, 0)).isTrue();
        assertThat(v.onImage(99.9, 99.9)).isTrue();
        assertThat(v.onImage(100, 50)).isFalse();
    }

    @Test
    void fitShowsTheWholeImageInTheMiddle() {
        Viewport v = Viewport.fit(800, 600, 1000, 500);
        assertThat(v.zoom()).isEqualTo(0.8);
        assertThat(v.left()).isZero();
        assertThat(v.top()).isEqualTo(100);
        assertThat(Viewport.fit(800, 600, 200, 100).zoom()).isEqualTo(4);
        assertThat(Viewport.fit(800, 600, 300, 200).zoom())
                .as("whole numbers above 2")
                .isEqualTo(2.0, within(0.7));
    }

    @Test
    void noPanLosesThePicture() {
        Viewport v = Viewport.fit(800, 600, 1000, 500);
        for (double d : new double[] {1e6, -1e6}) {
            Viewport far = v.panned(d, d);
            assertThat(far.left() + 1000 * far.zoom()).isGreaterThanOrEqualTo(48);
            assertThat(far.left()).isLessThanOrEqualTo(800 - 48);
            assertThat(far.top()).isLessThanOrEqualTo(600 - 48);
        }
    }

    @Test
    void aroundABoxItFillsItsShareOfTheCanvas() {
        Viewport v = Viewport.fit(800, 600, 1000, 500).around(new Bounds(100, 100, 180, 160), 0.25);
        assertThat(v.zoom()).isEqualTo(5, within(1e-9));
        assertThat(v.toScreenX(139.5)).isCloseTo(400, within(1e-9));
        assertThat(v.toScreenY(129.5)).isCloseTo(300, within(1e-9));
    }

    @Test
    void resizingLeavesThePictureWhereItIsOnTheScreen() {
        Viewport v = Viewport.fit(800, 600, 1000, 700).zoomedTo(3, 400, 300);
        Viewport r = v.resized(1000, 500, -120, 10);
        assertThat(r.toScreenX(500) - 120).isCloseTo(v.toScreenX(500), within(1e-9));
        assertThat(r.toScreenY(350) + 10).isCloseTo(v.toScreenY(350), within(1e-9));
        assertThat(Viewport.fit(800, 600, 1000, 700).isFit()).isTrue();
        assertThat(v.isFit()).isFalse();
    }

    @Test
    void showingPansNoFartherThanNeeded() {
        Viewport v = Viewport.fit(800, 600, 1000, 700).zoomedTo(4, 400, 300);
        assertThat(v.showing(v.toImageX(400), v.toImageY(300))).isEqualTo(v);
        Viewport moved = v.showing(0, 0);
        assertThat(moved.toScreenX(0)).isCloseTo(48, within(1e-9));
        assertThat(moved.toScreenY(0)).isCloseTo(48, within(1e-9));
    }

    private static Viewport random(Random r) {
        return new Viewport(
                900,
                700,
                1 + r.nextInt(5000),
                1 + r.nextInt(5000),
                Math.pow(2, r.nextDouble() * 12 - 6),
                r.nextDouble() * 4000 - 2000,
                r.nextDouble() * 4000 - 2000);
    }
}
