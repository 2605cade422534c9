package org.maskwright.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.maskwright.image.Raster;
import org.maskwright.label.Components;
import org.maskwright.label.LabelImages;
import org.maskwright.label.Mask;

class SimulatorTest {
    private final Simulator simulator = new Simulator();

    @ParameterizedTest
    @EnumSource
    void theSameSeedGivesTheSamePixelsFromAnyThread(Kind kind) {
        SynthImage first = simulator.sample(kind, 128, 7);
        IntStream.range(0, 4).parallel().forEach(i -> {
            SynthImage again = simulator.sample(kind, 128, 7);
            assertThat(again.image()).isEqualTo(first.image());
            assertThat(again.ids()).isEqualTo(first.ids());
        });
        assertThat(simulator.sample(kind, 128, 8).image()).isNotEqualTo(first.image());
    }

    @ParameterizedTest
    @EnumSource
    void samplesHoldObjectsOfManySizesAndSomeContrast(Kind kind) {
        int smallest = Integer.MAX_VALUE;
        int largest = 0;
        for (int seed = 0; seed < 12; seed++) {
            SynthImage sample = simulator.sample(kind, 160, seed);
            assertThat(sample.image().width()).isEqualTo(160);
            assertThat(sample.image().channels()).isEqualTo(kind == Kind.HISTOLOGY ? 3 : 1);
            assertThat(contrast(sample.image())).isGreaterThan(4);
            SortedMap<Integer, Mask> masks = LabelImages.masks(160, 160, sample.ids());
            assertThat(masks).isNotEmpty();
            for (Mask m : masks.values()) {
                smallest = Math.min(smallest, m.area());
                largest = Math.max(largest, m.area());
            }
        }
        assertThat(smallest).isBetween(8, 60);
        assertThat(largest).isGreaterThan(900);
    }

    @ParameterizedTest
    @EnumSource
    void everyObjectIsOneConnectedPieceOfTheFrame(Kind kind) {
        for (int seed = 0; seed < 12; seed++) {
            int[] ids = simulator.sample(kind, 160, seed).ids();
            assertThat(ids).hasSize(160 * 160);
            for (Mask m : LabelImages.masks(160, 160, ids).values()) {
                assertThat(Components.of(m, Components.Connectivity.EIGHT)).hasSize(1);
                assertThat(m.area()).isGreaterThanOrEqualTo(8);
            }
        }
    }

    private static float contrast(Raster image) {
        float[] values = image.channel(0);
        Arrays.sort(values);
        return values[values.length - 1] - values[0];
    }

    @ParameterizedTest
    @EnumSource
    void objectsOfASceneKeepTheirIdsMoveAndDivide(Kind kind) {
        Scene scene = simulator.scene(kind, 200, 160, 9, 3);
        SortedMap<Integer, Mask> start =
                LabelImages.masks(200, 160, simulator.render(scene, 0).ids());
        SortedMap<Integer, Mask> next =
                LabelImages.masks(200, 160, simulator.render(scene, 1).ids());
        assertThat(start).hasSizeBetween(7, 9);
        start.forEach((id, mask) -> {
            if (next.containsKey(id) && mask.area() > 100) {
                assertThat(mask.iou(next.get(id))).isGreaterThan(0.2);
            }
        });
        assertThat(next).isNotEqualTo(start);
        SortedMap<Integer, Mask> late =
                LabelImages.masks(200, 160, simulator.render(scene, 60).ids());
        boolean born = late.keySet().stream().anyMatch(id -> scene.parent(id) > 0);
        assertThat(born).isEqualTo(kind != Kind.TEM && kind != Kind.HISTOLOGY);
    }

    @ParameterizedTest
    @EnumSource
    void anySizeOfFieldIsFilled(Kind kind) {
        for (int size : new int[] {16, 17, 31, 64, 333}) {
            for (int seed = 0; seed < 6; seed++) {
                SynthImage sample = simulator.sample(kind, size, seed);
                assertThat(sample.ids()).hasSize(size * size);
                assertThat(sample.image().height()).isEqualTo(size);
            }
        }
        Scene narrow = simulator.scene(kind, 16, 300, 3, 5);
        assertThat(simulator.render(narrow, 0).image().height()).isEqualTo(300);
        assertThatIllegalArgumentException().isThrownBy(() -> simulator.scene(kind, 15, 300, 3, 5));
    }
}
