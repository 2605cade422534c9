package org.maskwright.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.maskwright.project.ModelRecord.Verdict;

class GateTest {
    private static Marks all(double oneClick, double last) {
        return new Marks(Collections.nCopies(12, oneClick), Collections.nCopies(12, last));
    }

    /// The same mean as `all(iou, iou)`, but every other object gains or loses.
    private static Marks scattered(double iou, double by) {
        List<Double> marks = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            marks.add(i % 2 == 0 ? iou + by : iou - by);
        }
        return new Marks(marks, marks);
    }

    private static Verdict verdict(Marks before, Marks after) {
        return new Gate(before, after, all(0.8, 0.8), all(0.79, 0.8)).verdict();
    }

    @Test
    void aBetterModelIsTakenOver() {
        assertThat(verdict(all(0.7, 0.8), all(0.75, 0.8))).isEqualTo(Verdict.PROMOTED);
        assertThat(verdict(all(0.7, 0.8), all(0.697, 0.81))).isEqualTo(Verdict.PROMOTED);
    }

    @Test
    void whatLosesMoreThanItGainsIsNot() {
        var gate = new Gate(all(0.7, 0.8), all(0.697, 0.802), all(0.8, 0.8), all(0.8, 0.8));
        assertThat(gate.objections()).singleElement().satisfies(o -> {
            assertThat(o.kind()).isEqualTo(Objection.Kind.NO_GAIN);
            assertThat(o.words()).contains("12", "0.750", "not better");
        });
    }

    @Test
    void aWorseOneIsNotWhetherAfterOneClickOrThree() {
        assertThat(verdict(all(0.7, 0.8), all(0.69, 0.9))).isEqualTo(Verdict.REFUSED);
        assertThat(verdict(all(0.7, 0.8), all(0.9, 0.79))).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void whatOnlySeemsBetterIsNotEnough() {
        assertThat(verdict(all(0.7, 0.7), scattered(0.705, 0.2))).isEqualTo(Verdict.REFUSED);
        assertThat(verdict(all(0.7, 0.7), scattered(0.705, 0.02))).isEqualTo(Verdict.PROMOTED);
    }

    /// Among held-out masks that were taken as the model in use answered them, what another lacks is no evidence.
    @Test
    void agreementBeyondWhatAcceptedMasksAreTrueToIsNoGain() {
        List<Double> was = new ArrayList<>(Collections.nCopies(6, 0.98));
        List<Double> is = new ArrayList<>(Collections.nCopies(6, 0.93));
        was.addAll(Collections.nCopies(6, 0.7));
        is.addAll(Collections.nCopies(6, 0.75));
        assertThat(verdict(new Marks(was, was), new Marks(is, is))).isEqualTo(Verdict.PROMOTED);
        var gate = new Gate(new Marks(was, was), new Marks(is, is), all(0.8, 0.8), all(0.8, 0.8));
        assertThat(gate.gain()).isEqualTo(0.025, within(1e-9));
    }

    @Test
    void whatMayBeChanceIsSaidSo() {
        var gate = new Gate(all(0.7, 0.7), scattered(0.705, 0.18), all(0.8, 0.8), all(0.8, 0.8));
        assertThat(gate.objections())
                .extracting(Objection::kind)
                .containsExactly(Objection.Kind.ONE_CLICK_BY_CHANCE, Objection.Kind.THREE_CLICKS_BY_CHANCE);
        assertThat(gate.objections().getFirst().words()).contains("12", "0.90", "0.700", "0.705", "chance");
    }

    @Test
    void aRefusalSaysWhichConditionFailedAndByHowMuch() {
        var gate = new Gate(all(0.706, 0.851), all(0.759, 0.837), all(0.8, 0.8), all(0.79, 0.8));
        assertThat(gate.objections()).singleElement().satisfies(o -> {
            assertThat(o.kind()).isEqualTo(Objection.Kind.THREE_CLICKS);
            assertThat(o.least()).isEqualTo(0.846, within(1e-9));
            assertThat(o.words()).contains("three clicks", "12", "0.851", "0.837", "0.846");
        });
    }

    @Test
    void whoLearntFromMasksThatLieToOneSideIsNotTakenOverHoweverGoodItSeems() {
        List<Double> low = Collections.nCopies(12, 0.45);
        var shifted = new Gate(new Marks(low, low, 0.3), all(0.6, 0.6), all(0.8, 0.8), all(0.8, 0.8));
        assertThat(shifted.objections()).singleElement().satisfies(o -> {
            assertThat(o.kind()).isEqualTo(Objection.Kind.ASIDE);
            assertThat(o.words()).contains("12", "0.30", "0.00", "0.08", "shifted");
        });
        var strange = new Gate(new Marks(low, low, 0.05), all(0.6, 0.6), all(0.8, 0.8), all(0.8, 0.8));
        assertThat(strange.verdict()).isEqualTo(Verdict.PROMOTED);
    }

    @Test
    void whoForgotWhatItCouldIsNotTakenOver() {
        var gate = new Gate(all(0.7, 0.8), all(0.9, 0.9), all(0.8, 0.8), all(0.77, 0.8));
        assertThat(gate.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(gate.objections()).extracting(Objection::kind).containsExactly(Objection.Kind.FORGOTTEN);
    }
}
