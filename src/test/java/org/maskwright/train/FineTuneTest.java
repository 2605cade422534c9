package org.maskwright.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.maskwright.Cancel;
import org.maskwright.label.Mask;
import org.maskwright.project.ModelRecord.Verdict;
import org.maskwright.sam.Sam;
import org.maskwright.train.TrainingSet.LabelledFrame;
import org.maskwright.weights.Checkpoints;
import org.maskwright.worker.Lane;

class FineTuneTest {
    private static final Discs PICTURE = Discs.of(320, 1);
    private static final TrainingSet HELD =
            new TrainingSet(List.of(Discs.of(192, 2).frame(1)));

    /// Runs a round to its end on the bundled model.
    private static List<Round> run(TrainingSet train, FineTune.Recipe recipe) {
        Path weights = Discs.model();
        var told = new ArrayList<Round>();
        try (var lane = new Lane(Duration.ZERO)) {
            lane.call(() -> {
                try (Sam inUse = Sam.load(weights, "cpu");
                        var round = new FineTune(
                                new HoldOut(train, HELD),
                                recipe,
                                1,
                                () -> Checkpoints.read(weights),
                                "cpu",
                                Runnable::run,
                                told::add)) {
                    double done = 0;
                    while (done < 1) {
                        double now = round.step(inUse, new Cancel());
                        assertThat(now).isGreaterThanOrEqualTo(done);
                        done = now;
                    }
                }
                return told;
            });
        }
        assertThat(told.getLast()).isInstanceOf(Round.Over.class);
        return told;
    }

    private static Round.Judged judged(List<Round> told) {
        return (Round.Judged) told.get(told.size() - 2);
    }

    @Test
    void aRoundOnGoodLabelsIsTakenOver() {
        var told = run(new TrainingSet(List.of(PICTURE.frame(0))), new FineTune.Recipe(4, 20, 1e-4f));

        assertThat(told.getFirst()).isInstanceOf(Round.Before.class);
        Round.Judged end = judged(told);
        assertThat(end.verdict()).isEqualTo(Verdict.PROMOTED);
        assertThat(end.before().objects()).isEqualTo(9).isEqualTo(end.after().objects());
        assertThat(end.after()).isNotEqualTo(end.before());
        assertThat(end.objects()).isEqualTo(25);
    }

    @Test
    void aRoundOnPoisonedLabelsIsRefusedWithItsFigures() {
        List<Mask> shifted = PICTURE.masks().stream()
                .map(m -> m.translate(24, 24).clip(PICTURE.side(), PICTURE.side()))
                .toList();
        LabelledFrame poisoned = PICTURE.frame(0).with(shifted);

        Round.Judged end = judged(run(new TrainingSet(List.of(poisoned)), new FineTune.Recipe(10, 40, 2e-3f)));

        assertThat(end.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(end.after().oneClick()).isLessThan(end.before().oneClick() - Gate.SLACK);
    }
}
