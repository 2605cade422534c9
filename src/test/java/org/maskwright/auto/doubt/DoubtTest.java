package org.maskwright.auto.doubt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;
import org.maskwright.label.Provenance;
import org.maskwright.label.Shapes;
import org.maskwright.label.TrackId;
import org.maskwright.sam.Candidate;
import org.maskwright.sam.Candidates;

class DoubtTest {
    private static final Outliers.Deviation USUAL = Outliers.Deviation.NONE;

    private static Mask disc(double x, double y, double radius) {
        return Shapes.brush(new double[] {x, y}, radius);
    }

    private static Candidate answer(double x, double radius) {
        return Candidates.disc(x, 50, radius, 100, 100, 0.9f);
    }

    private static Steadiness steady(double fit) {
        return new Steadiness(0.9, 0.95, fit, fit, 0.95);
    }

    private static Evidence evidence(double predicted, Steadiness steadiness, double versions) {
        return new Evidence(predicted, steadiness, versions, USUAL, Continuity.UNKNOWN);
    }

    @Test
    void aMaskThatEverythingSpeaksForIsNotDoubtful() {
        Doubt doubt = Doubt.of(evidence(0.95, steady(0.95), 0.97));

        assertThat(doubt.isDoubtful()).isFalse();
        assertThat(doubt.reasons()).isEmpty();
    }

    @Test
    void aMaskThatTheNetworkSeesOtherwiseIsDoubtfulAndSaysWhy() {
        Doubt doubt = Doubt.of(evidence(0.95, steady(0.3), 0.97));

        assertThat(doubt.isDoubtful()).isTrue();
        assertThat(doubt.reasons()).contains(Part.FIT).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void everyPartRaisesTheDoubtAndWhatIsNotKnownIsTakenAsUsual() {
        var sure = new Evidence(0.95, steady(0.95), 0.97, USUAL, new Continuity(0.9, 0.9));
        double before = Doubt.of(sure).value();
        for (Evidence worse : List.of(
                new Evidence(0.5, steady(0.95), 0.97, USUAL, new Continuity(0.9, 0.9)),
                new Evidence(0.95, steady(0.6), 0.97, USUAL, new Continuity(0.9, 0.9)),
                new Evidence(0.95, steady(0.95), 0.5, USUAL, new Continuity(0.9, 0.9)),
                new Evidence(
                        0.95, steady(0.95), 0.97, new Outliers.Deviation(3, 5, 0.8, 0.8, 0), new Continuity(0.9, 0.9)),
                new Evidence(
                        0.95, steady(0.95), 0.97, new Outliers.Deviation(1, 0, 0.4, 0.8, 5), new Continuity(0.9, 0.9)),
                new Evidence(0.95, steady(0.95), 0.97, USUAL, new Continuity(0, 0.1)))) {
            assertThat(Doubt.of(worse).value()).isGreaterThan(before);
        }
        assertThat(Doubt.of(new Evidence(Double.NaN, null, Double.NaN, USUAL, Continuity.UNKNOWN))
                        .value())
                .isGreaterThan(before)
                .isLessThan(1);
    }

    @Test
    void questionsAreTheTightBoxOneMovedALittleAndTheDeepestPoint() {
        List<List<Prompt>> all = Questions.all(disc(50, 50, 10));

        assertThat(all).hasSize(4);
        assertThat(all.getFirst()).isEqualTo(Questions.first(disc(50, 50, 10)).getFirst());
        assertThat(all.getFirst().getFirst()).isEqualTo(new Prompt.Box(40, 40, 60, 60));
        assertThat(all.get(1).getFirst())
                .isInstanceOf(Prompt.Box.class)
                .isNotEqualTo(all.get(0).getFirst());
        assertThat(all.get(2)).containsExactly(new Prompt.Click(50, 50, true));
    }

    @Test
    void steadinessComparesTheAnswersWithTheMaskAndWithEachOther() {
        Mask mask = disc(50, 50, 10).clip(100, 100);
        Steadiness s = Steadiness.of(
                mask,
                List.of(
                        List.of(answer(50, 10)),
                        List.of(answer(53, 10)),
                        List.of(answer(50, 10)),
                        List.of(answer(50, 10))));

        assertThat(s.predicted()).isCloseTo(0.9, within(1e-6));
        assertThat(s.fit()).isEqualTo(1);
        assertThat(s.click()).isEqualTo(1);
        assertThat(s.moved()).isBetween(0.6, 0.95);
        assertThatIllegalArgumentException().isThrownBy(() -> Steadiness.of(mask, List.of()));
    }

    @Test
    void anObjectThatIsMuchLargerOrLessRoundThanTheOthersStandsOut() {
        var masks = new ArrayList<Mask>();
        for (int i = 0; i < 8; i++) {
            masks.add(disc(50, 50, 10 + i % 2));
        }
        masks.add(disc(50, 50, 20));
        masks.add(Shapes.brush(new double[] {20, 50, 60, 50}, 3));

        List<Outliers.Deviation> found = Outliers.of(masks);

        assertThat(found.get(0).size()).isLessThan(1.5);
        assertThat(found.get(8).size()).isGreaterThan(3);
        assertThat(found.get(8).times()).isBetween(3.0, 4.5);
        assertThat(found.get(8).shape()).isLessThan(1);
        assertThat(found.get(9).shape()).isGreaterThan(3);
        assertThat(Outliers.of(masks.subList(0, 3))).containsOnly(USUAL);
    }

    private static Instance instance(int id, int track, Mask mask, Instance.State state) {
        return new Instance(new InstanceId(id), mask, new TrackId(track), state, 0, Provenance.drawn(Instant.EPOCH));
    }

    @Test
    void anObjectGoesOnInItsTrackElseWhereItOverlapsMost() {
        Instance it = instance(1, 7, disc(50, 50, 10), Instance.State.ACCEPTED);
        Labels track = Labels.empty(200, 200)
                .with(instance(1, 7, disc(60, 50, 10), Instance.State.ACCEPTED))
                .with(instance(2, 8, disc(50, 50, 10), Instance.State.ACCEPTED));
        Labels others = Labels.empty(200, 200)
                .with(instance(3, 9, disc(52, 50, 10), Instance.State.PROPOSED))
                .with(instance(4, 7, disc(50, 50, 10), Instance.State.REJECTED));

        Continuity c = Continuity.of(it, Optional.of(track), Optional.of(others));

        assertThat(c.before()).isLessThan(0.5);
        assertThat(c.after()).isBetween(0.7, 0.95);
        assertThat(c.best()).isEqualTo(c.after());
        assertThat(Continuity.of(it, Optional.empty(), Optional.of(track)).best())
                .isEqualTo(c.before());
        assertThat(Continuity.of(it, Optional.empty(), Optional.of(Labels.empty(200, 200)))
                        .best())
                .isNaN();
    }

    @Test
    void theFirstFifthIsCountedAgainstTheBestOrder() {
        var masks = new ArrayList<QueueScore.Scored>();
        for (int i = 0; i < 10; i++) {
            masks.add(new QueueScore.Scored(i / 10.0, i == 9 || i == 0 || i == 8 ? 0.5 : 0.9));
        }
        QueueScore score = QueueScore.of(masks);

        assertThat(score.objects()).isEqualTo(10);
        assertThat(score.bad()).isEqualTo(3);
        assertThat(score.found()).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(score.most()).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(score.auc()).isCloseTo(14 / 21.0, within(1e-9));
        assertThat(QueueScore.of(List.of(new QueueScore.Scored(1, 0.9))).found())
                .isNaN();
    }
}
