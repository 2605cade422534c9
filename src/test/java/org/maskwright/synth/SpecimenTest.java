package org.maskwright.synth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpecimenTest {
    private static final int SIDE = 120;
    private static final float RADIUS = 11;

    private record Specimen(String name, Maker maker) {
        @Override
        public String toString() {
            return name;
        }
    }

    @FunctionalInterface
    private interface Maker {
        Microscope of(Dice dice);
    }

    private static Stream<Specimen> specimens() {
        return Stream.of(
                new Specimen("nuclei in fluorescence", d -> new Fluorescence(d, RADIUS, true)),
                new Specimen("flat cells", d -> new FlatCells(d, RADIUS, true)),
                new Specimen("round cells", d -> new RoundCells(d, RADIUS, true)),
                new Specimen("yeast", d -> new Yeast(d, RADIUS, true)),
                new Specimen("bacteria", d -> new Bacteria(d, RADIUS, true)),
                new Specimen("interference", d -> new Interference(d, RADIUS, true)),
                new Specimen("transmission", d -> new Transmission(d, RADIUS, true)),
                new Specimen("scanning", d -> new Scanning(d, RADIUS, true)),
                new Specimen("tissue", d -> new Tissue(d, RADIUS, true)),
                new Specimen("blood", d -> new Blood(d, RADIUS)));
    }

    @ParameterizedTest
    @MethodSource("specimens")
    void theTruthIsTheOutlineThatWasPainted(Specimen specimen) {
        for (int seed = 0; seed < 8; seed++) {
            var dice = new Dice(seed);
            Microscope m = specimen.maker.of(dice);
            List<Thing> things = new Crowd(m, dice, SIDE, SIDE).fill(12);
            assertThat(things).isNotEmpty();
            var stage = new Stage(SIDE, SIDE, things, m.onTop(), m.margin());
            int[] ids = stage.ids();
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < SIDE; x++) {
                    int id = ids[y * SIDE + x];
                    int px = x;
                    int py = y;
                    List<Thing> here =
                            things.stream().filter(t -> inside(t, px, py)).toList();
                    if (m.onTop()) {
                        assertThat(id)
                                .isEqualTo(here.isEmpty() ? 0 : here.getLast().id());
                    } else {
                        assertThat(here.stream().map(Thing::id).toList().contains(id))
                                .isEqualTo(!here.isEmpty());
                    }
                }
            }
        }
    }

    private static boolean inside(Thing t, int x, int y) {
        float cos = (float) StrictMath.cos(t.angle());
        float sin = (float) StrictMath.sin(t.angle());
        float dx = x - t.x();
        float dy = y - t.y();
        return t.shape().distance(cos * dx + sin * dy, cos * dy - sin * dx) < 0;
    }

    /// No outline reaches farther than it says: else it would be cut off.
    @ParameterizedTest
    @MethodSource("specimens")
    void noOutlineIsCutOff(Specimen specimen) {
        for (int seed = 0; seed < 40; seed++) {
            Microscope m = specimen.maker.of(new Dice(seed));
            Shape shape = m.shape(new Dice(seed), RADIUS, 0, 0);
            assertThat(shape.distance(0, 0)).isNegative();
            for (int k = 0; k < 360; k++) {
                float x = (shape.reach() + 0.5f) * (float) Math.cos(Math.toRadians(k));
                float y = (shape.reach() + 0.5f) * (float) Math.sin(Math.toRadians(k));
                assertThat(shape.distance(x, y)).isNotNegative();
            }
        }
    }

    /// What an object shows differs from what lies around it, or nobody could learn to find it.
    @ParameterizedTest
    @MethodSource("specimens")
    void theRimCanBeSeen(Specimen specimen) {
        int seen = 0;
        for (int seed = 0; seed < 30; seed++) {
            var dice = new Dice(seed);
            Microscope m = specimen.maker.of(dice);
            List<Thing> things = new Crowd(m, dice, SIDE, SIDE).fill(8);
            var stage = new Stage(SIDE, SIDE, things, m.onTop(), m.margin());
            Plane plane = m.expose(stage, dice)[0];
            float[] around = values(stage, plane, true);
            float[] rim = values(stage, plane, false);
            double ground = mean(around);
            seen += spread(rim, ground) > 1.2 * spread(around, ground) ? 1 : 0;
        }
        assertThat(seen).isGreaterThan(24);
    }

    private static float[] values(Stage stage, Plane plane, boolean around) {
        var out = new ArrayList<Float>();
        for (int p = 0; p < plane.at.length; p++) {
            if (around ? stage.near[p] > 4 : stage.owner[p] != 0 && stage.near[p] > -3) {
                out.add(plane.at[p]);
            }
        }
        float[] values = new float[out.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = out.get(i);
        }
        return values;
    }

    private static double mean(float[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElse(0);
    }

    private static double spread(float[] values, double ground) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> Math.abs(values[i] - ground))
                .average()
                .orElse(0);
    }

    @Test
    void whatAStripCoversIsNoLongerInTheTruth() {
        var thing = new Thing(1, 1, 20, 20, 0, Outlines.disc(12), 0);
        var stage = new Stage(40, 40, List.of(thing), true, 1);
        long before = Arrays.stream(stage.ids()).filter(id -> id == 1).count();
        stage.cover(-5, 20, 99, 99);
        int[] ids = stage.ids();
        assertThat(Arrays.stream(ids, 0, 20 * 40).filter(id -> id == 1).count()).isBetween(before / 3, before * 2 / 3);
        assertThat(Arrays.stream(ids, 20 * 40, ids.length)).containsOnly(0);
    }

    @Test
    void wordsAreReadableAndStayInThePicture() {
        for (int seed = 0; seed < 60; seed++) {
            var dice = new Dice(seed);
            var plane = new Plane(90, 70).fill(0.5f);
            Annotation.burn(plane, new Stage(90, 70, List.of(), true, 1), dice);
            float most = 0;
            for (float v : plane.at) {
                most = Math.max(most, Math.abs(v - 0.5f));
            }
            assertThat(most).isGreaterThan(0.45f);
        }
    }
}
