package org.maskwright.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MaskTest {
    private static final int W = 23;
    private static final int H = 17;

    @Test
    void pixelsSurviveTheWayToRunsAndBack() {
        RandomMasks.check(200, (random, seed) -> {
            boolean[] cells = RandomMasks.cells(random, W, H);
            Mask mask = Mask.of(W, H, i -> cells[i]);
            assertThat(RandomMasks.cells(mask, W, H)).isEqualTo(cells);
            assertThat(Mask.ofRuns(mask.runs())).isEqualTo(mask).hasSameHashCodeAs(mask);
            int area = 0;
            for (int i = 0; i < cells.length; i++) {
                assertThat(mask.contains(i % W, i / W)).isEqualTo(cells[i]);
                area += cells[i] ? 1 : 0;
            }
            assertThat(mask.area()).isEqualTo(area);
            assertThat(mask.contains(-1, 0)).isFalse();
            assertThat(mask.contains(W, H)).isFalse();
        });
    }

    @Test
    void algebraIsThatOfSets() {
        RandomMasks.check(200, (random, seed) -> {
            boolean[] a = RandomMasks.cells(random, W, H);
            boolean[] b = RandomMasks.cells(random, W, H);
            Mask ma = Mask.of(W, H, i -> a[i]);
            Mask mb = Mask.of(W, H, i -> b[i]);
            assertThat(ma.or(mb)).isEqualTo(Mask.of(W, H, i -> a[i] || b[i]));
            assertThat(ma.and(mb)).isEqualTo(Mask.of(W, H, i -> a[i] && b[i]));
            assertThat(ma.minus(mb)).isEqualTo(Mask.of(W, H, i -> a[i] && !b[i]));
            int both = ma.and(mb).area();
            int any = ma.or(mb).area();
            assertThat(ma.intersection(mb)).isEqualTo(both);
            assertThat(ma.iou(mb)).isEqualTo(any == 0 ? 1 : (double) both / any);
        });
    }

    @Test
    void boundsAreTight() {
        RandomMasks.check(100, (random, seed) -> {
            Mask mask = RandomMasks.mask(random, W, H);
            Bounds b = mask.bounds();
            assertThat(b.isEmpty()).isEqualTo(mask.isEmpty());
            if (!mask.isEmpty()) {
                assertThat(mask.and(Mask.of(b.left(), b.top(), b.width(), b.height(), i -> true)))
                        .isEqualTo(mask);
                assertThat(touches(mask, b.left(), b.top(), 1, b.height())).isTrue();
                assertThat(touches(mask, b.right() - 1, b.top(), 1, b.height())).isTrue();
                assertThat(touches(mask, b.left(), b.top(), b.width(), 1)).isTrue();
                assertThat(touches(mask, b.left(), b.bottom() - 1, b.width(), 1))
                        .isTrue();
            }
        });
    }

    private static boolean touches(Mask mask, int left, int top, int width, int height) {
        return mask.intersection(Mask.of(left, top, width, height, i -> true)) > 0;
    }

    @Test
    void translationMovesEveryPixelAndClippingCutsAtTheBorder() {
        RandomMasks.check(200, (random, seed) -> {
            boolean[] cells = RandomMasks.cells(random, W, H);
            Mask mask = Mask.of(W, H, i -> cells[i]);
            int dx = random.nextInt(41) - 20;
            int dy = random.nextInt(41) - 20;
            Mask moved = mask.translate(dx, dy);
            assertThat(moved).isEqualTo(Mask.of(dx, dy, W, H, i -> cells[i]));
            assertThat(moved.translate(-dx, -dy)).isEqualTo(mask);
            assertThat(moved.clip(W, H)).isEqualTo(Mask.of(W, H, i -> {
                int x = i % W - dx;
                int y = i / W - dy;
                return x >= 0 && x < W && y >= 0 && y < H && cells[y * W + x];
            }));
        });
    }

    @Test
    void runsMustBeInOrder() {
        assertThat(Mask.ofRuns(0, 0, 2, 0, 2, 3)).isEqualTo(Mask.ofRuns(0, 0, 3));
        assertThat(Mask.ofRuns()).isEqualTo(Mask.EMPTY);
        assertThatIllegalArgumentException().isThrownBy(() -> Mask.ofRuns(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Mask.ofRuns(0, 2, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> Mask.ofRuns(1, 0, 2, 0, 0, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> Mask.ofRuns(0, 0, 3, 0, 2, 4));
    }
}
