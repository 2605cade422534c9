package org.maskwright.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.maskwright.Cancel;
import org.maskwright.label.Prompt;

/// Clicks at several objects in one call of the reference's decoder.
class TogetherTest {
    private static final Path FIXTURE = Path.of("../shared/fixtures/parity/vit_t.json");

    @BeforeEach
    void gradientsOff() {
        Engine.getInstance();
        JniUtils.setGradMode(false);
    }

    @Test
    void eachClickGetsWhatItGetsAlone() throws IOException {
        assumeTrue(Files.exists(FIXTURE), "the parity fixtures are not beside the project");
        var parameters = new ObjectMapper().readTree(FIXTURE.toFile()).get("parameters");
        try (NDManager base = NDManager.newBaseManager();
                Network network = Network.reference(base, FormulaWeights.fill(parameters, 0));
                NDManager call = base.newSubManager()) {
            NDArray embedding = base.randomNormal(new Shape(1, 256, 64, 64));
            var clicks = List.of(tokens(100, 200), tokens(700, 30), tokens(512, 900));
            var together = network.decode(call, embedding, new Question(clicks, null, 1, 4), new Cancel());
            float[] logits = together.logits().toFloatArray();
            float[] iou = together.iou().toFloatArray();
            for (int i = 0; i < clicks.size(); i++) {
                var alone =
                        network.decode(call, embedding, new Question(List.of(clicks.get(i)), null, 1, 4), new Cancel());
                int each = logits.length / 3;
                assertThat(Arrays.copyOfRange(logits, i * each, (i + 1) * each))
                        .containsExactly(alone.logits().toFloatArray(), Offset.offset(1e-3f));
                assertThat(Arrays.copyOfRange(iou, 3 * i, 3 * i + 3))
                        .containsExactly(alone.iou().toFloatArray(), Offset.offset(1e-4f));
            }
        }
    }

    private static List<PromptToken> tokens(double x, double y) {
        var out = PromptToken.of(List.of(new Prompt.Click(x, y, true)), a -> a, b -> b);
        out.add(PromptToken.PADDING);
        return out;
    }
}
