package org.maskwright.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.maskwright.label.Track;
import org.maskwright.metrics.Overlap.Pair;

class MetricsTest {
    private static double seg(int[] reference, int[] result) {
        var seg = new Seg();
        seg.add(Overlap.of(reference, result));
        return seg.value().orElseThrow();
    }

    @Test
    void segNeedsStrictlyMoreThanHalf() {
        int[] r = {1, 1, 1, 1, 0};
        assertThat(seg(r, new int[] {7, 7, 0, 0, 0})).isZero();
        assertThat(seg(r, new int[] {7, 7, 7, 0, 0})).isEqualTo(0.75);
        assertThat(seg(r, new int[] {7, 7, 7, 0, 7})).isEqualTo(0.6);
        assertThat(seg(r, new int[] {7, 7, 7, 7, 9})).isEqualTo(1);
    }

    @Test
    void segCountsAMergedObjectForEachReferenceAndIsUndefinedWithoutAny() {
        assertThat(seg(new int[] {1, 1, 2, 2}, new int[] {5, 5, 5, 5})).isEqualTo(0.5);
        var none = new Seg();
        none.add(Overlap.of(new int[] {0, 0}, new int[] {0, 3}));
        assertThat(none.value()).isEmpty();
    }

    @Test
    void imagesOfDifferentSizeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Overlap.of(new int[2], new int[3]));
    }

    @Test
    void overlapsEqualThoseCountedPixelByPixel() {
        for (int seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            int[] a = random.ints(200, 0, 5).map(i -> i * 20_000).toArray();
            int[] b = random.ints(200, 0, 6).toArray();
            Overlap overlap = Overlap.of(a, b);
            for (Pair p : overlap.pairs()) {
                int both = (int) IntStream.range(0, 200)
                        .filter(i -> a[i] == p.reference() && b[i] == p.result())
                        .count();
                int either = (int) IntStream.range(0, 200)
                        .filter(i -> a[i] == p.reference() || b[i] == p.result())
                        .count();
                assertThat(p.common()).isEqualTo(both);
                assertThat(p.iou()).isEqualTo((double) both / either);
            }
            assertThat(overlap.foreground()).isEqualTo((int)
                    IntStream.range(0, 200).filter(i -> a[i] != 0 || b[i] != 0).count());
            assertThat(overlap.common()).isEqualTo((int)
                    IntStream.range(0, 200).filter(i -> a[i] != 0 && b[i] != 0).count());
        }
    }

    @Test
    void matchingFindsTheMostPairs() {
        // Each half of 1 has IoU 0.5 with it; 6 also has 0.5 with 2. A greedy choice of (1, 6) would leave one pair.
        int[] reference = {1, 1, 2, 2, 2, 2};
        int[] result = {5, 6, 0, 0, 7, 7};
        assertThat(Matching.at(Overlap.of(reference, result), 0.5)).hasSize(2);
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            int[] a = random.ints(16, 0, 4).toArray();
            int[] b = random.ints(16, 0, 4).toArray();
            double t = random.nextDouble() * 0.5;
            Overlap overlap = Overlap.of(a, b);
            List<Pair> pairs = Matching.at(overlap, t);
            assertThat(pairs).as("seed %d", seed).hasSize(most(overlap, t, 1, new ArrayList<>()));
            assertThat(pairs.stream().map(Pair::result).distinct()).hasSameSizeAs(pairs);
            assertThat(pairs).allMatch(p -> p.iou() >= t);
        }
    }

    private static int most(Overlap overlap, double t, int reference, List<Integer> taken) {
        if (reference > 3) {
            return taken.size();
        }
        int best = most(overlap, t, reference + 1, taken);
        for (Pair p : overlap.pairs()) {
            if (p.reference() == reference && p.iou() >= t && !taken.contains(p.result())) {
                var more = new ArrayList<>(taken);
                more.add(p.result());
                best = Math.max(best, most(overlap, t, reference + 1, more));
            }
        }
        return best;
    }

    @Test
    void averagePrecisionPoolsCountsOverImages() {
        var scores = new InstanceScores();
        scores.add(Overlap.of(new int[] {1, 1, 2, 2, 0}, new int[] {3, 3, 4, 0, 0}));
        scores.add(Overlap.of(new int[] {0, 0, 0}, new int[] {0, 1, 1}));
        scores.add(Overlap.of(new int[] {0}, new int[] {0}));
        assertThat(scores.counts(0)).isEqualTo(new InstanceScores.Counts(2, 1, 0));
        assertThat(scores.counts(1)).isEqualTo(new InstanceScores.Counts(1, 2, 1));
        assertThat(scores.counts(0).averagePrecision()).hasValue(2 / 3.0);
        assertThat(scores.counts(0).f1()).hasValue(4 / 5.0);
        assertThat(scores.meanAveragePrecision().orElseThrow()).isCloseTo((2 / 3.0 + 9 * 0.25) / 10, within(1e-12));
        assertThat(scores.meanForegroundIou()).hasValue((3 / 4.0 + 0) / 2);
        assertThat(InstanceScores.THRESHOLDS)
                .startsWith(0.5, 0.55)
                .endsWith(0.95)
                .hasSize(10);
        var empty = new InstanceScores();
        empty.add(Overlap.of(new int[4], new int[4]));
        assertThat(empty.counts(0).averagePrecision()).isEmpty();
        assertThat(empty.meanAveragePrecision()).isEmpty();
        assertThat(empty.meanForegroundIou()).isEmpty();
    }

    private static Aogm oneFrame(int[] reference, int[] result) {
        var frames = new TrackingFrames();
        frames.add(Overlap.of(reference, result));
        return Aogm.of(frames, List.of(), List.of());
    }

    @Test
    void detectionErrorsCostWhatTheyShould() {
        int[] three = {1, 1, 2, 2, 3, 3, 0};
        assertThat(oneFrame(three, three).det()).hasValue(1);
        assertThat(oneFrame(three, new int[7]).det()).hasValue(0);
        assertThat(oneFrame(three, new int[] {1, 1, 2, 2, 0, 0, 0}).det()).hasValue(1 - 1 / 3.0);
        assertThat(oneFrame(three, new int[] {1, 1, 2, 2, 3, 3, 9}).det()).hasValue(1 - 0.1 / 3);
        Aogm merged = oneFrame(three, new int[] {1, 1, 1, 1, 3, 3, 0});
        assertThat(merged.fn()).isZero();
        assertThat(merged.ns()).isEqualTo(1);
        assertThat(merged.det()).hasValue(1 - 5 / 30.0);
        assertThat(oneFrame(three, new int[] {1, 1, 1, 1, 1, 1, 0}).ns()).isEqualTo(2);
        assertThat(oneFrame(new int[7], three).det()).isEmpty();
        assertThat(oneFrame(three, three).lnk()).isEmpty();
    }

    @Test
    void edgesOfTheWrongKindAreCounted() {
        var frames = new TrackingFrames();
        frames.add(Overlap.of(new int[] {1}, new int[] {1}));
        frames.add(Overlap.of(new int[] {1}, new int[] {2}));
        frames.add(Overlap.of(new int[] {1}, new int[] {2}));
        List<Track> reference = List.of(new Track(1, 0, 2, 0));
        Aogm cut = Aogm.of(frames, reference, List.of(new Track(1, 0, 0, 0), new Track(2, 1, 2, 1)));
        assertThat(cut).isEqualTo(new Aogm(0, 0, 0, 0, 0, 1, 3, 2));
        assertThat(cut.lnk()).hasValue(1 - 1 / 3.0);
        Aogm unlinked = Aogm.of(frames, reference, List.of(new Track(1, 0, 0, 0), new Track(2, 1, 2, 0)));
        assertThat(unlinked.ea()).isEqualTo(1);
        assertThat(unlinked.lnk()).hasValue(0.5);
    }

    @Test
    void divisionsMayBeLateWithinTheTolerance() {
        var frames = new TrackingFrames();
        int[][] reference = {{1, 1}, {2, 3}, {2, 3}, {2, 3}};
        int[][] result = {{1, 1}, {1, 1}, {8, 9}, {8, 9}};
        for (int t = 0; t < 4; t++) {
            frames.add(Overlap.of(reference[t], result[t]));
        }
        var measures = new Biological(
                frames,
                List.of(new Track(1, 0, 0, 0), new Track(2, 1, 3, 1), new Track(3, 1, 3, 1)),
                List.of(new Track(1, 0, 1, 0), new Track(8, 2, 3, 1), new Track(9, 2, 3, 1)));
        assertThat(measures.divisions(0).f1()).hasValue(0);
        assertThat(measures.divisions(1).f1()).hasValue(1);
        assertThat(measures.completeTracks()).hasValue(0);
        assertThat(measures.trackFractions().orElseThrow()).isCloseTo((1 + 2 / 3.0 + 2 / 3.0) / 3, within(1e-12));
        var nothing = new Biological(new TrackingFrames(), List.of(), List.of());
        assertThat(nothing.divisions(0).f1()).isEmpty();
        assertThat(nothing.completeTracks()).isEmpty();
        assertThat(nothing.trackFractions()).isEmpty();
    }
}
