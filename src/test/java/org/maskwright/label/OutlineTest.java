package org.maskwright.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.maskwright.label.Components.Connectivity;

class OutlineTest {
    @Test
    void fillingTheOutlinesGivesTheMaskBack() {
        RandomMasks.check(150, (random, seed) -> {
            Mask mask = RandomMasks.mask(random, 21, 18);
            List<Outline> outlines = Outline.of(mask);
            assertThat(outlines).hasSameSizeAs(Components.of(mask, Connectivity.FOUR));
            Mask all = Mask.EMPTY;
            for (Outline outline : outlines) {
                List<double[]> rings = new ArrayList<>();
                rings.add(corners(outline.outer()));
                outline.holes().forEach(hole -> rings.add(corners(hole)));
                Mask part = Shapes.polygons(rings);
                long area = outline.outer().doubleArea();
                for (Outline.Ring hole : outline.holes()) {
                    assertThat(hole.doubleArea()).isNegative();
                    area += hole.doubleArea();
                }
                assertThat(area).isEqualTo(2L * part.area());
                assertThat(all.intersection(part)).isZero();
                all = all.or(part);
            }
            assertThat(all).isEqualTo(mask);
        });
    }

    private static double[] corners(Outline.Ring ring) {
        double[] xy = new double[2 * ring.size()];
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < ring.size(); i++) {
            xy[2 * i] = ring.x(i) - 0.5;
            xy[2 * i + 1] = ring.y(i) - 0.5;
            assertThat(seen.add(((long) ring.x(i) << 32) + ring.y(i)))
                    .as("simple")
                    .isTrue();
        }
        return xy;
    }

    @Test
    void aPixelIsASquareAndItsPaintedLineADiamond() {
        Outline outline = Outline.of(Mask.ofRuns(3, 2, 3)).getFirst();
        assertThat(outline.outer()).hasToString("Ring[2, 3, 3, 3, 3, 4, 2, 4]");
        assertThat(outline.outer().edgeMidpoints()).containsExactlyInAnyOrder(2, 2.5f, 2.5f, 3, 2, 3.5f, 1.5f, 3);
    }

    @Test
    void cornersThatOnlyTouchMakeTwoOutlinesAndTwoHoles() {
        assertThat(Outline.of(Mask.ofRuns(0, 0, 1, 1, 1, 2))).hasSize(2);
        Mask twoHoles = Mask.of(4, 4, i -> i != 5 && i != 10);
        assertThat(Outline.of(twoHoles).getFirst().holes()).hasSize(2);
    }
}
