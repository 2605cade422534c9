package org.maskwright.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LabelImagesTest {
    @Test
    void imagesAndMasksAreTheSameThing() {
        RandomMasks.check(100, (random, seed) -> {
            int w = 1 + random.nextInt(30);
            int h = 1 + random.nextInt(30);
            int[] ids = random.ints((long) w * h, 0, 4)
                    .map(i -> i == 3 ? 100_000 : i)
                    .toArray();
            Map<Integer, Mask> masks = LabelImages.masks(w, h, ids);
            masks.forEach((id, mask) -> assertThat(mask).isEqualTo(Mask.of(w, h, i -> ids[i] == id)));
            assertThat(LabelImages.paint(w, h, masks)).isEqualTo(ids);
        });
    }

    @Test
    void earlierMasksAreNotOverwritten() {
        var masks = new TreeMap<Integer, Mask>();
        masks.put(1, Mask.ofRuns(0, 0, 2));
        masks.put(2, Mask.ofRuns(0, 1, 3));
        assertThat(LabelImages.paint(4, 1, masks)).containsExactly(1, 1, 2, 0);
    }

    @Test
    void optionsSayWhatTheyDid() {
        Mask ring = Shapes.brush(new double[] {20, 20}, 9).minus(Mask.ofRuns(20, 20, 22));
        Mask raw = ring.or(Mask.ofRuns(2, 2, 5));
        Mask neighbour = Mask.of(26, 10, 10, 20, i -> true);
        var options = new MaskOptions(true, 0, true, 20);
        MaskOptions.Result result = options.apply(raw, List.of(neighbour), 40, 40);
        assertThat(result.filled()).isEqualTo(2);
        assertThat(result.smoothed()).isZero();
        assertThat(result.keptOff()).isEqualTo(-ring.intersection(neighbour));
        assertThat(result.dropped()).isEqualTo(-3);
        assertThat(result.mask().area()).isEqualTo(raw.area() + 2 + result.keptOff() - 3);
        assertThat(result.mask().intersection(neighbour)).isZero();
        assertThat(MaskOptions.NONE.apply(raw, List.of(neighbour), 40, 40))
                .isEqualTo(new MaskOptions.Result(raw, 0, 0, 0, 0));
        assertThat(options.apply(Mask.of(27, 12, 3, 3, i -> true), List.of(neighbour), 40, 40)
                        .mask()
                        .isEmpty())
                .isTrue();
    }

    @Test
    void theEffectsAddUp() {
        RandomMasks.check(60, (random, seed) -> {
            Mask raw = RandomMasks.mask(random, 30, 30);
            List<Mask> others = List.of(RandomMasks.mask(random, 30, 30), RandomMasks.mask(random, 30, 30));
            MaskOptions.Result r = MaskOptions.DEFAULT.apply(raw, others, 30, 30);
            assertThat(r.mask().area()).isEqualTo(raw.area() + r.filled() + r.smoothed() + r.keptOff() + r.dropped());
            assertThat(r.mask().clip(30, 30)).isEqualTo(r.mask());
            others.forEach(o -> assertThat(r.mask().intersection(o)).isZero());
        });
    }

    @Test
    void labelsAreImmutableAndTheLowerIdWinsAnOverlap() {
        Labels none = Labels.empty(4, 1);
        var from = Provenance.drawn(Instant.EPOCH);
        var one =
                new Instance(new InstanceId(1), Mask.ofRuns(0, 0, 2), new TrackId(1), Instance.State.ACCEPTED, 0, from);
        var two = new Instance(new InstanceId(2), Mask.ofRuns(0, 1, 3), new TrackId(2), Instance.State.LOCKED, 1, from);
        var no =
                new Instance(new InstanceId(9), Mask.ofRuns(0, 3, 4), new TrackId(3), Instance.State.PROPOSED, 1, from);
        Labels three = none.with(two).with(one).with(no);
        assertThat(none.size()).isZero();
        assertThat(three.toImage()).containsExactly(1, 1, 2, 0);
        assertThat(three.at(1, 0)).containsExactly(one, two);
        assertThat(three.nextId()).isEqualTo(new InstanceId(10));
        assertThat(three.without(new InstanceId(9)).without(new InstanceId(2))).isEqualTo(none.with(one));
    }
}
