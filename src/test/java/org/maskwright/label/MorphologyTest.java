package org.maskwright.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.maskwright.label.Components.Connectivity;

class MorphologyTest {
    private static final int W = 24;
    private static final int H = 19;

    @Test
    void dilationAndErosionFollowTheDisc() {
        RandomMasks.check(60, (random, seed) -> {
            Mask mask = RandomMasks.mask(random, W, H);
            double r = random.nextInt(4) + random.nextInt(2) * 0.5;
            int margin = 5;
            Mask dilated = Morphology.dilate(mask, r);
            Mask eroded = Morphology.erode(mask, r);
            for (int y = -margin; y < H + margin; y++) {
                for (int x = -margin; x < W + margin; x++) {
                    boolean near = false;
                    boolean deep = true;
                    for (int dy = -margin; dy <= margin; dy++) {
                        for (int dx = -margin; dx <= margin; dx++) {
                            if (dx * dx + dy * dy <= r * r) {
                                boolean in = mask.contains(x + dx, y + dy);
                                near |= in;
                                deep &= in;
                            }
                        }
                    }
                    assertThat(dilated.contains(x, y)).isEqualTo(near);
                    assertThat(eroded.contains(x, y)).isEqualTo(deep);
                }
            }
        });
    }

    @Test
    void openingOnlyTakesAndClosingOnlyGives() {
        RandomMasks.check(60, (random, seed) -> {
            Mask mask = RandomMasks.mask(random, W, H);
            Mask opened = Morphology.open(mask, 2);
            Mask closed = Morphology.close(mask, 2);
            assertThat(opened.minus(mask)).isEqualTo(Mask.EMPTY);
            assertThat(mask.minus(closed)).isEqualTo(Mask.EMPTY);
            assertThat(Morphology.open(opened, 2)).isEqualTo(opened);
            assertThat(Morphology.close(closed, 2)).isEqualTo(closed);
        });
    }

    @Test
    void componentsAreThePiecesThatAFloodFillFinds() {
        RandomMasks.check(80, (random, seed) -> {
            Mask mask = RandomMasks.mask(random, W, H);
            for (Connectivity how : Connectivity.values()) {
                List<Mask> pieces = Components.of(mask, how);
                Mask all = Mask.EMPTY;
                for (Mask piece : pieces) {
                    assertThat(flood(mask, piece.runs()[1], piece.runs()[0], how))
                            .isEqualTo(piece);
                    assertThat(all.intersection(piece)).isZero();
                    all = all.or(piece);
                }
                assertThat(all).isEqualTo(mask);
            }
        });
    }

    private static Mask flood(Mask mask, int x, int y, Connectivity how) {
        Mask seen = Mask.ofRuns(y, x, x + 1);
        while (true) {
            Mask next =
                    Morphology.dilate(seen, how == Connectivity.FOUR ? 1 : 1.5).and(mask);
            if (next.equals(seen)) {
                return seen;
            }
            seen = next;
        }
    }

    @Test
    void holesAreFilledAndCounted() {
        // A frame of 5 x 5 with one pixel in the middle, and a hole open at a corner only.
        Mask frame = Mask.of(5, 5, i -> i % 5 == 0 || i % 5 == 4 || i / 5 == 0 || i / 5 == 4 || i == 12);
        assertThat(Morphology.fillHoles(frame)).isEqualTo(new Morphology.Filled(Mask.of(5, 5, i -> true), 1, 8));
        Mask cornerOpen = frame.minus(Mask.ofRuns(0, 0, 1));
        assertThat(Morphology.fillHoles(cornerOpen).holes()).isEqualTo(1);
        Mask edgeOpen = frame.minus(Mask.ofRuns(0, 2, 3));
        assertThat(Morphology.fillHoles(edgeOpen).holes()).isZero();
        assertThat(Morphology.fillHoles(Mask.EMPTY).holes()).isZero();
    }

    @Test
    void smallPiecesGoTheLargestStays() {
        Mask mask = Mask.ofRuns(0, 0, 3, 0, 10, 12, 5, 0, 1);
        assertThat(Morphology.dropPieces(mask, 2)).isEqualTo(Mask.ofRuns(0, 0, 3, 0, 10, 12));
        assertThat(Morphology.dropPieces(mask, 100)).isEqualTo(Mask.ofRuns(0, 0, 3));
    }

    @Test
    void smoothingTakesBurrsAndNotchesAndLeavesTheImagesBorderStraight() {
        Mask square = Mask.of(4, 4, 12, 12, i -> true);
        Mask burr = square.or(Mask.ofRuns(3, 9, 10));
        Mask notch = square.minus(Mask.ofRuns(4, 9, 10));
        assertThat(Morphology.smooth(burr, 1, 20, 20).contains(9, 3)).isFalse();
        assertThat(Morphology.smooth(notch, 1, 20, 20).contains(9, 4)).isTrue();
        Mask whole = Mask.of(20, 20, i -> true);
        assertThat(Morphology.smooth(whole, 2, 20, 20)).isEqualTo(whole);
        Mask half = Mask.of(20, 9, i -> true);
        assertThat(Morphology.smooth(half, 2, 20, 20)).isEqualTo(half);
        Mask thin = Mask.ofRuns(3, 2, 9);
        assertThat(Morphology.smooth(thin, 1, 20, 20)).isEqualTo(thin);
    }
}
