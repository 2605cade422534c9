package org.maskwright.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.maskwright.weights.Safetensors;

/// Prompt encoder and mask decoder at the reference's size give the reference's numbers.
class DecoderParityTest {
    /// As the tensor thread does first of all: gradient mode is per thread.
    @BeforeEach
    void gradientsOff() {
        Engine.getInstance();
        JniUtils.setGradMode(false);
    }

    private static final Path FIXTURES = Path.of("../shared/fixtures/parity");

    @Test
    void decoderAgreesWithTheReferenceOnTheStoredEmbedding() throws IOException {
        assumeTrue(Files.exists(FIXTURES), "the parity fixtures are not beside the project");
        JsonNode reference =
                new ObjectMapper().readTree(FIXTURES.resolve("vit_t.json").toFile());
        var weights = FormulaWeights.fill(
                reference.get("parameters"), reference.get("seed").asInt());
        try (NDManager base = NDManager.newBaseManager();
                Network network = Network.reference(base, weights)) {
            var stored = Safetensors.read(FIXTURES.resolve("vit_t_embedding.safetensors"))
                    .tensors()
                    .firstEntry()
                    .getValue();
            NDArray embedding = base.create(stored.floats(), new Shape(stored.shape()));
            // (1, 4096, 256) here, (1, 256, 64, 64) in the reference
            NDArray positions = network.positions(64, 64).transpose(0, 2, 1);
            assertClose(reference.get("dense_pe"), positions.toFloatArray(), 1e-5);

            for (Map.Entry<String, JsonNode> e : reference.get("prompts").properties()) {
                JsonNode prompt = e.getValue().get("prompt");
                List<PromptToken> tokens = tokens(prompt);
                try (NDManager m = base.newSubManager()) {
                    assertClose(
                            e.getValue().get("sparse"),
                            network.sparse(m, tokens).toFloatArray(),
                            1e-5);
                    NDArray maps = prompt.get("mask").asBoolean() ? mask(m) : null;
                    var answer = network.decode(embedding, null, null, new Question(List.of(tokens), maps));
                    float[] logits = answer.logits().toFloatArray();
                    float[] iou = answer.iou().toFloatArray();
                    check(e.getValue().get("multimask"), logits, iou, 1, 4);
                    check(e.getValue().get("single"), logits, iou, 0, 1);
                }
            }
        }
    }

    private static void check(JsonNode expected, float[] logits, float[] iou, int from, int to) {
        int plane = 256 * 256;
        float[] part = java.util.Arrays.copyOfRange(logits, from * plane, to * plane);
        assertThat(Samples.relativeError(expected.get("low_res_logits"), part)).isLessThan(1e-3);
        JsonNode predictions = expected.get("iou_predictions");
        for (int i = from; i < to; i++) {
            double value = predictions.get(0).isArray()
                    ? predictions.get(0).get(i - from).asDouble()
                    : predictions.get(i - from).asDouble();
            assertThat((double) iou[i]).isCloseTo(value, org.assertj.core.data.Offset.offset(1e-3));
        }
    }

    private static List<PromptToken> tokens(JsonNode prompt) {
        var out = new ArrayList<PromptToken>();
        for (JsonNode p : prompt.get("points")) {
            var kind = p.get(2).asInt() == 1 ? PromptToken.Kind.POSITIVE : PromptToken.Kind.NEGATIVE;
            out.add(new PromptToken(kind, p.get(0).asDouble(), p.get(1).asDouble()));
        }
        JsonNode box = prompt.get("box");
        if (box.isNull()) {
            out.add(PromptToken.PADDING);
        } else {
            out.add(new PromptToken(
                    PromptToken.Kind.BOX_FIRST,
                    box.get(0).asDouble(),
                    box.get(1).asDouble()));
            out.add(new PromptToken(
                    PromptToken.Kind.BOX_LAST, box.get(2).asDouble(), box.get(3).asDouble()));
        }
        return out;
    }

    private static NDArray mask(NDManager m) {
        float[] values = new float[256 * 256];
        for (int y = 0; y < 256; y++) {
            for (int x = 0; x < 256; x++) {
                values[y * 256 + x] = (x - 100) * (x - 100) + (y - 75) * (y - 75) < 900 ? 8 : -8;
            }
        }
        return m.create(values, new Shape(1, 1, 256, 256));
    }

    private static void assertClose(JsonNode expected, float[] actual, double tolerance) {
        JsonNode index = expected.get("index");
        for (int k = 0; k < index.size(); k++) {
            double value = expected.get("value").get(k).asDouble();
            assertThat((double) actual[index.get(k).asInt()])
                    .isCloseTo(value, org.assertj.core.data.Offset.offset(tolerance));
        }
    }
}
