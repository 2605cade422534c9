package org.maskwright.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.Point;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShapesTest {
    @Test
    void aBrushStrokeIsAllThatLiesWithinItsRadius() {
        RandomMasks.check(80, (random, seed) -> {
            double[] xy = random.doubles(2L * (1 + random.nextInt(4)), 0, 30).toArray();
            double r = 0.8 + 5 * random.nextDouble();
            Mask stroke = Shapes.brush(xy, r);
            for (int y = -8; y < 40; y++) {
                for (int x = -8; x < 40; x++) {
                    double d = Math.hypot(x - xy[0], y - xy[1]);
                    for (int i = 2; i < xy.length; i += 2) {
                        d = Math.min(d, Line2D.ptSegDist(xy[i - 2], xy[i - 1], xy[i], xy[i + 1], x, y));
                    }
                    if (Math.abs(d - r) > 1e-6) {
                        assertThat(stroke.contains(x, y)).as("%d, %d", x, y).isEqualTo(d < r);
                    }
                }
            }
        });
    }

    @Test
    void theSmallestBrushStillMarksAPixel() {
        assertThat(Shapes.brush(new double[] {2.5, 3.5}, 0).area()).isPositive();
        assertThat(Shapes.brush(new double[] {2, 3}, 0)).isEqualTo(Mask.ofRuns(3, 2, 3));
    }

    @Test
    void aPolygonHoldsThePixelCentresInsideIt() {
        RandomMasks.check(80, (random, seed) -> {
            double[] xy = random.doubles(2L * (3 + random.nextInt(6)), 0, 30).toArray();
            var path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
            path.moveTo(xy[0], xy[1]);
            for (int i = 2; i < xy.length; i += 2) {
                path.lineTo(xy[i], xy[i + 1]);
            }
            path.closePath();
            assertThat(Shapes.polygon(xy)).isEqualTo(Mask.of(31, 31, i -> path.contains(new Point(i % 31, i / 31))));
        });
    }

    @Test
    void ringsWithinRingsAreHoles() {
        double[] outer = {-0.5, -0.5, 4.5, -0.5, 4.5, 4.5, -0.5, 4.5};
        double[] inner = {1.5, 1.5, 2.5, 1.5, 2.5, 2.5, 1.5, 2.5};
        assertThat(Shapes.polygons(List.of(outer, inner)))
                .isEqualTo(Mask.of(5, 5, i -> true).minus(Mask.ofRuns(2, 2, 3)));
    }

    @Test
    void badPointsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Shapes.brush(new double[] {1}, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> Shapes.polygon(new double[] {1, Double.NaN}));
    }

    @Test
    void aLineAcrossSplitsAMaskAndLosesNoPixel() {
        RandomMasks.check(60, (random, seed) -> {
            Mask disc = Shapes.brush(new double[] {20, 20}, 8 + 4 * random.nextDouble());
            double a = random.nextDouble() * Math.PI;
            double[] line = {
                20 - 16 * Math.cos(a), 20 - 16 * Math.sin(a), 20, 20, 20 + 16 * Math.cos(a), 20 + 16 * Math.sin(a)
            };
            List<Mask> parts = Split.along(disc, line);
            assertThat(parts).hasSize(2);
            assertThat(parts.get(0).intersection(parts.get(1))).isZero();
            assertThat(parts.get(0).or(parts.get(1))).isEqualTo(disc);
            assertThat((double) parts.get(1).area() / parts.get(0).area()).isGreaterThan(0.7);
        });
    }

    @Test
    void aLineThatDoesNotPartLeavesTheMask() {
        Mask disc = Shapes.brush(new double[] {20, 20}, 8);
        assertThat(Split.along(disc, new double[] {20, 20, 40, 20})).containsExactly(disc);
        assertThat(Split.along(disc, new double[] {0, 0, 5, 0})).containsExactly(disc);
        Mask withSpeck = disc.or(Mask.ofRuns(40, 40, 41));
        List<Mask> parts = Split.along(withSpeck, new double[] {17, 0, 17, 39});
        assertThat(parts).hasSize(2);
        assertThat(parts.get(0).contains(40, 40)).isTrue();
        assertThat(parts.get(0).or(parts.get(1))).isEqualTo(withSpeck);
    }
}
