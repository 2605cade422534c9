package org.maskwright.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.maskwright.sam.Depth;
import org.maskwright.weights.Checkpoints;
import org.maskwright.weights.Tensor;
import org.maskwright.worker.Lane;

class AttemptTest {
    @Test
    void halfWayBackEachWeightIsTheMeanOfWhatItWasAndWhatItBecame() {
        Map<String, Tensor> base = Checkpoints.read(Discs.model());
        var frame = Discs.of(192, 3).frame(0);
        var set = new TrainingSet(List.of(frame.with(frame.masks().subList(0, 2))));
        try (var lane = new Lane(Duration.ZERO)) {
            lane.call(() -> {
                try (var crops = new Crops(() -> set, 1);
                        var learner = new Learner(base, "cpu", set, 1);
                        var attempt = new Attempt(new Recipe(Depth.ALL, 1, 60, 3e-4f), learner, crops, 1)) {
                    while (attempt.isLearning()) {
                        attempt.step();
                    }
                    Map<String, Tensor> learnt = attempt.weights();
                    String hash = attempt.model().info().modelHash();

                    attempt.turnHalfBack();

                    Map<String, Tensor> now = attempt.weights();
                    assertThat(now.keySet()).isEqualTo(learnt.keySet());
                    for (String name : List.of("image_encoder.stem.0.conv.weight", "mask_decoder.mask_tokens.weight")) {
                        float was = first(base, name);
                        assertThat(first(learnt, name)).isNotEqualTo(was);
                        assertThat(first(now, name)).isEqualTo((was + first(learnt, name)) / 2, within(1e-7f));
                    }
                    assertThat(attempt.model().info().modelHash()).isNotEqualTo(hash);
                    assertThat(attempt.isLearning()).isFalse();
                    assertThat(attempt.words()).contains("everything", "1 steps", "half of the way back");
                }
                return set;
            });
        }
    }

    private static float first(Map<String, Tensor> weights, String name) {
        return Objects.requireNonNull(weights.get(name)).floats()[0];
    }
}
