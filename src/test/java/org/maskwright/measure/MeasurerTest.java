package org.maskwright.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.maskwright.Problem;
import org.maskwright.image.Calibration;
import org.maskwright.image.Raster;
import org.maskwright.label.Bounds;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.label.Provenance;
import org.maskwright.label.Shapes;
import org.maskwright.label.TrackId;

class MeasurerTest {
    private static final int W = 60;
    private static final int H = 50;
    private static final Mask DISC = Shapes.brush(new double[] {25, 25}, 6);

    private static Raster raster(int channels, IntToDoubleFunction value) {
        float[] samples = new float[W * H * channels];
        Arrays.setAll(new double[samples.length], i -> samples[i] = (float) value.applyAsDouble(i));
        return Raster.ofFloats(W, H, channels, samples);
    }

    private static Labels labels(Mask... masks) {
        Labels labels = Labels.empty(W, H);
        for (int i = 0; i < masks.length; i++) {
            labels = labels.with(new Instance(
                    new InstanceId(i + 1),
                    masks[i],
                    new TrackId(i + 1),
                    Instance.State.ACCEPTED,
                    0,
                    Provenance.imported(Instant.EPOCH)));
        }
        return labels;
    }

    private static Measured.Channel first(Labels labels, Raster raster, Mask mask) {
        return new Measurer(labels, Optional.of(raster), Calibration.NONE)
                .of(mask)
                .channels()
                .getFirst();
    }

    @Test
    void theBackgroundIsTheMedianOfTheRingAroundAnObject() {
        // 100 on the object and two pixels about it (its blur), 10 around, 50 far away.
        Raster raster = raster(1, i -> {
            double d = Math.hypot(i % W - 25, i / (double) W - 25);
            return d < 8.5 ? 100 : d < 18 ? 10 : 50;
        });
        var found = first(labels(DISC), raster, DISC);
        assertThat(found.background()).isEqualTo(10);
        assertThat(found.intensity().mean()).isEqualTo(100);
        assertThat(found.correctedMean()).isEqualTo(90);
        assertThat(found.correctedTotal()).isCloseTo(90 * DISC.area(), within(1e-6));
    }

    @Test
    void neighboursAreNotBackground() {
        Mask neighbour = Mask.of(32, 0, 28, H, i -> true);
        Raster raster = raster(1, i -> i % W >= 32 ? 1000 : 20);
        assertThat(first(labels(DISC, neighbour), raster, DISC).background()).isEqualTo(20);
    }

    @Test
    void withoutRoomForARingTheFrameIsTheBackground() {
        Mask all =
                Mask.of(W, H, i -> i % W > 0); // one free column, more than 2 pixels away only from what is not there
        Raster raster = raster(1, i -> i % W == 0 ? 7 : 90);
        assertThat(first(labels(all), raster, all).background()).isEqualTo(7);
        Mask every = Mask.of(W, H, i -> true);
        var found = first(labels(every), raster, every);
        assertThat(found.background()).isNaN();
        assertThat(found.correctedMean()).isNaN();
        assertThat(found.intensity().mean()).isGreaterThan(80);
    }

    @Test
    void onePixelInACornerIsMeasured() {
        Mask corner = Mask.ofRuns(H - 1, W - 1, W);
        Raster raster = raster(1, i -> i == W * H - 1 ? 300 : 40);
        var found = first(labels(corner), raster, corner);
        assertThat(found.background()).isEqualTo(40);
        assertThat(found.correctedTotal()).isEqualTo(260);
        Measured all = new Measurer(labels(corner), Optional.empty(), Calibration.NONE).of(corner);
        assertThat(all.channels()).isEmpty();
        assertThat(all.units()).isEqualTo(all.pixels());
    }

    @Test
    void everyChannelHasItsOwn() {
        Raster colour = raster(3, i -> 10 * (1 + i / (W * H)));
        Measured m = new Measurer(labels(DISC), Optional.of(colour), new Calibration(2, "nm")).of(DISC);
        assertThat(m.channels()).extracting(Measured.Channel::background).containsExactly(10.0, 20.0, 30.0);
        assertThat(new Quantity(Quantity.Kind.MEAN, 2).of(m)).isEqualTo(30);
        assertThat(new Quantity(Quantity.Kind.MEAN, 3).of(m)).isNaN();
        assertThat(new Quantity(Quantity.Kind.AREA, 0).of(m)).isEqualTo(4.0 * DISC.area());
        assertThat(new Quantity(Quantity.Kind.AREA, 0).inPixels(m)).isEqualTo(DISC.area());
    }

    @Test
    void samplesAreThoseOfTheFileWhateverTheirType() {
        byte[] bytes = new byte[W * H];
        short[] shorts = new short[W * H];
        Arrays.fill(bytes, (byte) 250);
        Arrays.fill(shorts, (short) 60_000);
        assertThat(first(labels(DISC), Raster.ofBytes(W, H, 1, bytes), DISC).background())
                .isEqualTo(250);
        var deep = first(labels(DISC), Raster.ofShorts(W, H, 1, shorts), DISC);
        assertThat(deep.intensity().total()).isEqualTo(60_000.0 * DISC.area());
        assertThat(deep.correctedTotal()).isZero();
        Raster holes = raster(1, i -> i % 2 == 0 ? Double.NaN : 5);
        var found = first(labels(DISC), holes, DISC);
        assertThat(found.background()).isEqualTo(5);
        assertThat(found.intensity().count()).isLessThan(DISC.area());
        assertThat(found.correctedTotal()).isZero();
    }

    @Test
    void aPictureOfAnotherSizeIsRefused() {
        Raster small = Raster.ofBytes(4, 4, 1, new byte[16]);
        assertThatThrownBy(() -> new Measurer(labels(DISC), Optional.of(small), Calibration.NONE))
                .isInstanceOfSatisfying(
                        Problem.class,
                        p -> assertThat(p.title()).contains("4 x 4").contains("60 x 50"));
    }

    @Test
    void onlyWhatLiesNearAChangeIsTouched() {
        Labels labels = labels(DISC);
        Bounds of = DISC.bounds();
        assertThat(Measurer.isTouched(of, new Bounds(of.right() + 6, 20, 50, 30), labels))
                .isTrue();
        assertThat(Measurer.isTouched(of, new Bounds(of.right() + 7, 20, 50, 30), labels))
                .isFalse();
    }

    @Test
    void quantitiesAreNamedAndHaveUnits() {
        for (Quantity q : Quantity.all(2)) {
            assertThat(Quantity.of(q.word())).contains(q);
        }
        assertThat(Quantity.of("mean")).contains(new Quantity(Quantity.Kind.MEAN, 0));
        assertThat(Quantity.of("area_1")).isEmpty();
        assertThat(Quantity.of("mean_0")).isEmpty();
        assertThat(Quantity.of("")).isEmpty();
        var micron = new Calibration(0.5, "µm");
        assertThat(new Quantity(Quantity.Kind.AREA, 0).unit(micron)).isEqualTo("µm²");
        assertThat(new Quantity(Quantity.Kind.AREA, 0).unit(Calibration.NONE)).isEqualTo("px");
        assertThat(new Quantity(Quantity.Kind.MAX_FERET, 0).unit(micron)).isEqualTo("µm");
        assertThat(new Quantity(Quantity.Kind.MEAN, 0).unit(micron)).isEmpty();
    }
}
