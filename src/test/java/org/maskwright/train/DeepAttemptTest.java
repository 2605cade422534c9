package org.maskwright.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.maskwright.Cancel;
import org.maskwright.image.Contrast;
import org.maskwright.sam.Depth;
import org.maskwright.sam.Embedding;
import org.maskwright.sam.Encoding;
import org.maskwright.sam.FormulaWeights;
import org.maskwright.sam.Sam;
import org.maskwright.weights.Tensor;
import org.maskwright.worker.Lane;

/// The end of MobileSAM's encoder learns; weights by formula.
class DeepAttemptTest {
    private static final String NECK = "image_encoder.neck.0.weight";
    private static final String QKV = "image_encoder.layers.3.blocks.1.attn.qkv.weight";

    @Test
    void aVersionHoldsWhatLearntAndIsTheModelThatLearnt() {
        Map<String, Tensor> base = FormulaWeights.tiny(0);
        Discs picture = Discs.of(192, 3);
        var frame = picture.frame(0);
        var set = new TrainingSet(List.of(frame.with(frame.masks().subList(0, 4))));
        try (var lane = new Lane(Duration.ZERO)) {
            lane.call(() -> {
                try (var crops = new Crops(() -> set, 1);
                        var learner = new Learner(base, "cpu", set, 1);
                        var inUse = Sam.of(base, "in use", "cpu");
                        Embedding before = done(inUse.encodingToLearn(picture.raster(), Contrast.NONE))) {
                    Map<String, Tensor> deep = learnt(new Recipe(Depth.ADAPTERS, 1, 600, 1e-3f), learner, crops);
                    assertThat(values(deep, NECK)).isNotEqualTo(values(base, NECK));
                    assertThat(values(deep, QKV)).isNotEqualTo(values(base, QKV));
                    assertThat(deep.keySet())
                            .noneMatch(name -> name.startsWith("image_encoder.layers.3.blocks.1.mlp"))
                            .noneMatch(name -> name.startsWith("image_encoder.layers.2"));
                    assertThat(inUse.network().version(Depth.NECK))
                            .contains(NECK, "mask_decoder.mask_tokens.weight")
                            .doesNotContain(QKV);

                    // From what was kept of the frame its embedding is made again as from the frame itself.
                    String encoder = inUse.info().encoderHash();
                    inUse.swap(deep);
                    assertThat(inUse.info().encoderHash()).isNotEqualTo(encoder);
                    assertThat(inUse.info().modelHash())
                            .isEqualTo(learner.model().info().modelHash());
                    try (Embedding whole = inUse.encode(picture.raster(), Contrast.NONE, new Cancel());
                            Embedding again = done(learner.model().encodingAgain(before))) {
                        assertThat(apart(whole, again)).isLessThan(0.005);
                        assertThat(apart(whole, before)).isGreaterThan(0.02);
                    }

                    // The next attempt begins from the base again.
                    learner.begin(learner.model().network().version(Depth.DECODER));
                    assertThat(learner.model().info().modelHash()).isEqualTo(learner.parent());
                }
                return set;
            });
        }
    }

    /// The largest difference.
    private static double apart(Embedding a, Embedding b) {
        float[] x = a.wholeFrame().floats();
        float[] y = b.wholeFrame().floats();
        return IntStream.range(0, x.length)
                .mapToDouble(i -> Math.abs(x[i] - y[i]))
                .max()
                .orElseThrow();
    }

    private static Embedding done(Encoding encoding) {
        try (encoding) {
            while (!encoding.step()) {}
            return encoding.embedding();
        }
    }

    private static Map<String, Tensor> learnt(Recipe recipe, Learner learner, Crops crops) {
        try (var attempt = new Attempt(recipe, learner, crops, 1)) {
            while (attempt.isLearning()) {
                attempt.step();
            }
            attempt.model();
            return attempt.weights();
        }
    }

    private static float[] values(Map<String, Tensor> weights, String name) {
        return Objects.requireNonNull(weights.get(name)).floats();
    }
}
