package org.maskwright.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.label.Mask;
import org.maskwright.train.TrainingSet.LabelledFrame;

class HoldOutTest {
    private static LabelledFrame frame(int index, int objects, Random random) {
        var masks = new ArrayList<Mask>();
        for (int i = 0; i < objects; i++) {
            masks.add(Mask.of(random.nextInt(900), random.nextInt(500), 8, 8, p -> true));
        }
        return new LabelledFrame(index, () -> Raster.ofBytes(1, 1, 1, new byte[1]), () -> Contrast.NONE, masks);
    }

    @Test
    void wholeNeighbouringFramesAreHeldOut() {
        for (int seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            var frames = new ArrayList<LabelledFrame>();
            int count = 3 + random.nextInt(8);
            for (int i = 0; i < count; i++) {
                frames.add(frame(2 * i, 7 + random.nextInt(10), random));
            }
            var set = new TrainingSet(frames);

            HoldOut parts = HoldOut.of(set, seed);

            var held = new HashSet<>(parts.held().frames());
            assertThat(parts.held().objects()).isGreaterThanOrEqualTo(HoldOut.LEAST_HELD);
            assertThat(held).doesNotContainAnyElementsOf(parts.train().frames());
            assertThat(held.size() + parts.train().frames().size()).isEqualTo(count);
            List<Integer> at =
                    parts.held().frames().stream().map(LabelledFrame::index).toList();
            assertThat(at.getLast() - at.getFirst()).isEqualTo(2 * (at.size() - 1));
            assertThat(parts.held().objects() / (double) set.objects()).isBetween(0.1, 0.5);
            assertThat(HoldOut.of(set, seed)).isEqualTo(parts);
        }
    }

    @Test
    void withFewFramesAConnectedQuarterIsHeldOut() {
        for (int seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            var set = new TrainingSet(List.of(frame(0, 30, random), frame(1, 4, random)));

            HoldOut parts = HoldOut.of(set, seed);

            assertThat(parts.held().objects()).isBetween(HoldOut.LEAST_HELD, 15);
            assertThat(parts.held().objects() + parts.train().objects()).isEqualTo(34);
            // One strip from one end: no object that is learnt from lies between those held out and that end.
            double[] held = middles(parts.held().frames().getFirst());
            double[] train = middles(parts.train().frames().getFirst());
            boolean first = max(held) <= min(train);
            boolean last = min(held) >= max(train);
            assertThat(first || last).isTrue();
        }
    }

    private static double[] middles(LabelledFrame f) {
        return f.masks().stream()
                .mapToDouble(m -> m.bounds().left() + m.bounds().right())
                .toArray();
    }

    private static double max(double[] v) {
        return java.util.Arrays.stream(v).max().orElseThrow();
    }

    private static double min(double[] v) {
        return java.util.Arrays.stream(v).min().orElseThrow();
    }

    private static LabelledFrame picture(int index, long seed, int objects) {
        var random = new Random(seed);
        byte[] pixels = new byte[96 * 96];
        for (int i = 0; i < pixels.length; i++) {
            int row = i / 96 / 12;
            pixels[i] = (byte) (new Random(seed * 1000 + row * 8L + i % 96 / 12).nextInt(200) + random.nextInt(20));
        }
        return new LabelledFrame(
                index,
                () -> Raster.ofBytes(96, 96, 1, pixels),
                () -> Contrast.NONE,
                frame(index, objects, random).masks());
    }

    @Test
    void neighboursOfASeriesThatLookAlikeAreNotLearntFromBesideHeldOutOnes() {
        var frames = new ArrayList<LabelledFrame>();
        for (int i = 0; i < 12; i++) {
            // Two frames each of six fields.
            frames.add(picture(i, i / 2, 8));
        }
        for (int seed = 0; seed < 10; seed++) {
            HoldOut parts = HoldOut.of(new TrainingSet(frames), seed);
            var likeness = new Likeness();
            for (LabelledFrame held : parts.held().frames()) {
                assertThat(parts.train().frames()).noneMatch(f -> likeness.isAlike(f, held));
            }
            assertThat(parts.train().objects()).isGreaterThan(40);
        }
    }

    @Test
    void aSeriesOfOneFieldIsCutAtTheSamePlaceInAllFrames() {
        List<LabelledFrame> frames =
                List.of(picture(0, 5, 12), picture(1, 5, 14), picture(2, 5, 12), picture(3, 5, 12));
        for (int seed = 0; seed < 10; seed++) {
            HoldOut parts = HoldOut.of(new TrainingSet(frames), seed);
            double[] held = middles(parts.held().frames().getFirst());
            for (LabelledFrame f : parts.train().frames()) {
                double[] train = middles(f);
                assertThat(max(held) <= min(train) || min(held) >= max(train)).isTrue();
            }
        }
    }

    @Test
    void fewObjectsMakeNoRound() {
        var set = new TrainingSet(List.of(frame(0, HoldOut.LEAST_OBJECTS - 1, new Random(1))));
        assertThatIllegalArgumentException().isThrownBy(() -> HoldOut.of(set, 1));
    }

    @Test
    void aFrameWithAlmostEverythingIsCutInstead() {
        var random = new Random(2);
        var set = new TrainingSet(List.of(frame(0, 1, random), frame(1, 40, random), frame(2, 1, random)));
        HoldOut parts = HoldOut.of(set, 2);
        assertThat(parts.train().objects()).isGreaterThan(20);
        assertThat(parts.held().objects()).isGreaterThanOrEqualTo(HoldOut.LEAST_HELD);
    }
}
