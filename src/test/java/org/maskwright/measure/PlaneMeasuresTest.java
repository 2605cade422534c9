package org.maskwright.measure;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.maskwright.Cancel;
import org.maskwright.image.Calibration;
import org.maskwright.image.Raster;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.label.Provenance;
import org.maskwright.label.Shapes;
import org.maskwright.label.TrackId;

class PlaneMeasuresTest {
    private static final int SIDE = 200;
    private static final Calibration SIZE = new Calibration(0.5, "µm");

    private static Raster noise(long seed) {
        byte[] samples = new byte[SIDE * SIDE];
        new Random(seed).nextBytes(samples);
        return Raster.ofBytes(SIDE, SIDE, 1, samples);
    }

    private static Instance object(int id, Instance.State state, double x, double y, double r) {
        Mask mask = Shapes.brush(new double[] {x, y}, r).clip(SIDE, SIDE);
        return new Instance(new InstanceId(id), mask, new TrackId(id), state, 0, Provenance.imported(Instant.EPOCH));
    }

    private static PlaneMeasures measure(Labels labels, Raster raster, PlaneMeasures before) {
        return PlaneMeasures.of(labels, Optional.of(raster), SIZE, before, new Cancel());
    }

    /// Whatever is edited, what is measured again is what measuring all of it anew gives.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void afterAnyEditTheMeasuresAreThoseOfANewStart(long seed) {
        var random = new Random(seed);
        Raster raster = noise(seed);
        Labels labels = Labels.empty(SIDE, SIDE);
        PlaneMeasures last =
                measure(labels, raster, PlaneMeasures.of(labels, Optional.of(raster), SIZE, null, new Cancel()));
        for (int step = 0; step < 120; step++) {
            int id = 1 + random.nextInt(60);
            var state = Instance.State.values()[random.nextInt(Instance.State.values().length)];
            labels = random.nextInt(4) == 0
                    ? labels.without(new InstanceId(id))
                    : labels.with(
                            object(id, state, random.nextInt(SIDE), random.nextInt(SIDE), 1 + random.nextInt(20)));
            if (random.nextInt(3) > 0) {
                PlaneMeasures anew = PlaneMeasures.of(labels, Optional.of(raster), SIZE, null, new Cancel());
                last = measure(labels, raster, last);
                assertThat(last).as("seed %d step %d", seed, step).isEqualTo(anew);
            }
        }
    }

    @Test
    void whatAnEditDoesNotTouchIsNotMeasuredAgain() {
        Raster raster = noise(1);
        Labels labels = Labels.empty(SIDE, SIDE);
        for (int i = 0; i < 9; i++) {
            labels = labels.with(object(i + 1, Instance.State.ACCEPTED, 30 + i % 3 * 60, 30 + i / 3 * 60, 8));
        }
        PlaneMeasures before = PlaneMeasures.of(labels, Optional.of(raster), SIZE, null, new Cancel());
        Labels edited = labels.with(object(1, Instance.State.ACCEPTED, 30, 30, 10))
                .with(object(20, Instance.State.PROPOSED, 108, 90, 4));
        PlaneMeasures after = measure(edited, raster, before);
        for (int id = 1; id <= 9; id++) {
            var of = new InstanceId(id);
            boolean again = id == 1 || id == 5; // the one at (90, 90) has the proposal in its ring
            var kept = assertThat(after.measured().get(of)).as("object %d", id);
            if (again) {
                kept.isNotSameAs(before.measured().get(of));
            } else {
                kept.isSameAs(before.measured().get(of));
            }
        }
        assertThat(after.measured()).as("a proposal is not measured").hasSize(9);
        assertThat(after.isOf(edited, SIZE, true)).isTrue();
        assertThat(after.isOf(labels, SIZE, true)).isFalse();
    }

    @Test
    void anotherPixelSizeReadsNoPixelAgain() {
        Labels labels = Labels.empty(SIDE, SIDE).with(object(1, Instance.State.LOCKED, 50, 50, 8));
        Optional<Raster> raster = Optional.of(noise(2));
        PlaneMeasures before = PlaneMeasures.of(labels, raster, Calibration.NONE, null, new Cancel());
        PlaneMeasures after = PlaneMeasures.of(labels, raster, SIZE, before, new Cancel());
        Measured was = requireNonNull(before.measured().get(new InstanceId(1)));
        Measured is = requireNonNull(after.measured().get(new InstanceId(1)));
        assertThat(is.units().area()).isEqualTo(was.units().area() / 4);
        assertThat(is.channels()).isSameAs(was.channels());
        assertThat(after).isEqualTo(PlaneMeasures.of(labels, raster, SIZE, null, new Cancel()));
    }
}
