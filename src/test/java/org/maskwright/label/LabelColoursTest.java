package org.maskwright.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelColoursTest {
    /// As the design lists them.
    private static final String ON_DARK = "FEBAB4 17C590 9B63D3 FFC42A 17B8E7 D24D75 7FEA85 9F99FE B96F07 02E8FB "
            + "F077C0 6F920C B8CEFD FC7F41 0F978B FAAEFE B6AC18 0E89D6";

    private static final String ON_BRIGHT = "DA534F 107C5A 632895 A87F09 0E7492 8F0641 2F9F3D 6353C5 6E4108 0698A4 "
            + "A8347F 405601 537FEB A94608 0C5952 B75CBD 736C01 015182";

    @Test
    void theSlotsHaveTheColoursOfTheDesign() {
        assertThat(hex(false)).isEqualTo(ON_DARK);
        assertThat(hex(true)).isEqualTo(ON_BRIGHT);
    }

    @Test
    void everyColourStandsOutFromItsBackground() {
        for (int slot = 0; slot < LabelColours.SLOTS; slot++) {
            assertThat((luminance(LabelColours.rgb(slot, false)) + 0.05) / 0.05).isGreaterThan(5.05);
            assertThat(1.05 / (luminance(LabelColours.rgb(slot, true)) + 0.05)).isGreaterThan(3.35);
        }
    }

    @Test
    void theFirstObjectTakesTheSlotOfItsNumber() {
        assertThat(LabelColours.choose(square(0, 0), new InstanceId(22), Labels.empty(500, 500), false))
                .isEqualTo(4);
    }

    @Test
    void aNewObjectDiffersFromItsNeighboursForEverySight() {
        Labels labels = Labels.empty(500, 500);
        for (int i = 1; i <= 60; i++) {
            Mask mask = square(12 * (i % 8), 12 * (i / 8));
            var id = new InstanceId(i);
            labels = labels.with(instance(i, mask, LabelColours.choose(mask, id, labels, false)));
        }
        for (Instance a : labels.instances()) {
            for (Instance b : labels.instances()) {
                boolean touches = Math.abs(a.mask().bounds().left()
                                        - b.mask().bounds().left())
                                <= 12
                        && Math.abs(a.mask().bounds().top() - b.mask().bounds().top()) <= 12;
                if (!a.equals(b) && touches) {
                    assertThat(a.colour()).isNotEqualTo(b.colour());
                }
            }
        }
    }

    @Test
    void farAwayTheLeastUsedSlotWins() {
        Labels labels = Labels.empty(2000, 2000);
        for (int i = 0; i < LabelColours.SLOTS - 1; i++) {
            labels = labels.with(instance(i + 1, square(100 * i, 0), i));
        }
        assertThat(LabelColours.choose(square(0, 1000), new InstanceId(36), labels, false))
                .isEqualTo(17);
    }

    @Test
    void nearIsMeasuredBetweenPixelsAndNotBoxes() {
        Mask corner = Mask.ofRuns(0, 0, 40, 39, 0, 1);
        assertThat(LabelColours.isNear(corner, Mask.ofRuns(24, 39, 40))).isTrue();
        assertThat(LabelColours.isNear(corner, Mask.ofRuns(25, 39, 40))).isFalse();
        assertThat(LabelColours.isNear(Mask.ofRuns(25, 39, 40), corner)).isFalse();
    }

    private static String hex(boolean bright) {
        List<String> all = IntStream.range(0, LabelColours.SLOTS)
                .mapToObj(s -> String.format("%06X", LabelColours.rgb(s, bright)))
                .toList();
        return String.join(" ", all);
    }

    /// Relative luminance as WCAG 2.1 has it.
    private static double luminance(int rgb) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double c = ((rgb >> (16 - 8 * i)) & 0xFF) / 255.0;
            sum += weights[i] * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    private static Mask square(int x, int y) {
        return Mask.of(x, y, 10, 10, i -> true);
    }

    private static Instance instance(int id, Mask mask, int slot) {
        return new Instance(
                new InstanceId(id),
                mask,
                new TrackId(id),
                Instance.State.ACCEPTED,
                slot,
                Provenance.imported(Instant.EPOCH));
    }
}
