package org.maskwright.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.maskwright.image.Raster;
import org.maskwright.sam.Depth;
import org.maskwright.sam.FormulaWeights;
import org.maskwright.weights.Tensor;
import org.maskwright.worker.Lane;

class SquaresTest {
    private static final Path FIXTURE = Path.of("../shared/fixtures/parity/vit_t.json");

    @Test
    void theEightWaysToTurnAPictureAreAllDifferentAndLoseNothing() {
        Raster picture = Raster.ofBytes(3, 2, 1, new byte[] {1, 2, 3, 4, 5, 6});
        Set<List<Float>> seen = new HashSet<>();
        for (int turn = 0; turn < 8; turn++) {
            Raster turned = Squares.turned(picture, turn);
            assertThat(turned.width()).isEqualTo(turn < 4 ? 3 : 2);
            var samples = new java.util.ArrayList<Float>(List.of((float) turned.width()));
            for (float v : turned.channel(0)) {
                samples.add(v);
            }
            assertThat(samples.subList(1, 7)).containsExactlyInAnyOrder(1f, 2f, 3f, 4f, 5f, 6f);
            seen.add(samples);
        }
        assertThat(seen).hasSize(8);
    }

    @Test
    @Tag("slow")
    void theDecoderOfTheReferenceLearnsOnCachedEmbeddings() throws IOException {
        assumeTrue(Files.exists(FIXTURE), "the parity fixtures are not beside the project");
        Map<String, Tensor> base = FormulaWeights.fill(
                new ObjectMapper().readTree(FIXTURE.toFile()).get("parameters"), 0);
        var set = new TrainingSet(List.of(Discs.of(192, 3).frame(0)));
        var recipe = new Recipe(Depth.DECODER, 1, 600, 1e-4f);
        try (var lane = new Lane(Duration.ZERO)) {
            lane.call(() -> {
                try (var crops = new Crops(() -> set, 1);
                        var learner = new Learner(base, "cpu", set, 1);
                        var attempt = new Attempt(recipe, learner, crops, 1)) {
                    String encoder = attempt.model().info().encoderHash();
                    while (attempt.isLearning()) {
                        attempt.step();
                    }
                    assertThat(attempt.model().info().encoderHash()).isEqualTo(encoder);
                    assertThat(attempt.model().info().modelHash()).isNotEqualTo(attempt.parent());
                    assertThat(attempt.weights().keySet()).noneMatch(name -> name.startsWith("image_encoder."));
                }
                return set;
            });
        }
    }
}
