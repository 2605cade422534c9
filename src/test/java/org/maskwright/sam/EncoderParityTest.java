package org.maskwright.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.CancellationException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.maskwright.Cancel;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.label.Prompt;
import org.maskwright.weights.Tensor;

/// Whole models of the reference, from pixels to masks, give the reference's numbers.
class EncoderParityTest {
    private static final Path FIXTURES = Path.of("../shared/fixtures/parity");
    private static final int WIDTH = 1024;
    private static final int HEIGHT = 683;

    /// As the tensor thread does first of all: gradient mode is per thread.
    @BeforeEach
    void gradientsOff() {
        Engine.getInstance();
        JniUtils.setGradMode(false);
    }

    @Test
    void tinyVitAgreesWithTheReference() throws IOException {
        agrees("vit_t");
    }

    @Test
    @Tag("slow")
    void vitBAgreesWithTheReference() throws IOException {
        agrees("vit_b");
    }

    /// A frame larger than the input is asked in the tile of the click; stored, it answers alike.
    @Test
    @Tag("slow")
    void largeFramesAreAskedInTiles() throws IOException {
        assumeTrue(Files.exists(FIXTURES), "the parity fixtures are not beside the project");
        JsonNode reference =
                new ObjectMapper().readTree(FIXTURES.resolve("vit_t.json").toFile());
        byte[] pixels = new byte[1500 * 1100];
        for (int i = 0; i < pixels.length; i++) {
            int row = i / 1500;
            pixels[i] = (byte) (128 + 100 * Math.sin(i % 1500 / 40.0) * Math.cos(row / 40.0));
        }
        List<Prompt> click = List.of(new Prompt.Click(1400, 1000, true));
        try (Sam sam = Sam.of(FormulaWeights.fill(reference.get("parameters"), 0), "vit_t", "cpu");
                Embedding frame = sam.encode(Raster.ofBytes(1500, 1100, 1, pixels), Contrast.NONE, new Cancel())) {
            long before = frame.bytes();
            var cancelled = new Cancel();
            cancelled.cancel();
            assertThatThrownBy(() -> sam.predict(frame, click, null, cancelled))
                    .isInstanceOf(CancellationException.class);
            Candidate first = sam.predict(frame, click, null, new Cancel()).getFirst();
            assertThat(frame.bytes()).isEqualTo(before + 4L * 256 * 64 * 64);
            assertThat(first.mask()).isEqualTo(first.mask().clip(1500, 1100));
            assertThat(sam.predict(frame, click, first.logits(), new Cancel())).isNotEmpty();
            try (Embedding again = sam.restore(frame.store())) {
                assertThat(again.bytes()).isEqualTo(frame.bytes());
                Candidate same = sam.predict(again, click, null, new Cancel()).getFirst();
                assertThat(same.mask().iou(first.mask())).isGreaterThan(0.95);
            }
        }
    }

    private static void agrees(String model) throws IOException {
        assumeTrue(Files.exists(FIXTURES), "the parity fixtures are not beside the project");
        JsonNode reference =
                new ObjectMapper().readTree(FIXTURES.resolve(model + ".json").toFile());
        SequencedMap<String, Tensor> weights = FormulaWeights.fill(
                reference.get("parameters"), reference.get("seed").asInt());
        try (Sam sam = Sam.of(weights, model, "cpu")) {
            assertThat(sam.info().kind()).isEqualTo(model);
            assertThat(sam.info().precision()).isEqualTo(Precision.SINGLE);
            try (Embedding embedding = sam.encode(picture(), Contrast.NONE, new Cancel())) {
                assertThat(Samples.relativeError(
                                reference.get("image_embedding"),
                                embedding.wholeFrame().floats()))
                        .isLessThan(1e-3);
                for (Map.Entry<String, JsonNode> e : reference.get("prompts").properties()) {
                    if (!e.getValue().get("prompt").get("mask").asBoolean()) {
                        agrees(e.getValue(), sam, embedding);
                    }
                }
            }
        }
    }

    private static void agrees(JsonNode of, Sam sam, Embedding embedding) {
        List<Prompt> prompts = prompts(of.get("prompt"));
        WholeFrame whole = sam.wholeFrame(embedding, prompts);
        boolean oneClick = prompts.size() == 1 && prompts.getFirst() instanceof Prompt.Click;
        JsonNode expected = of.get(oneClick ? "multimask" : "single");
        assertThat(Samples.relativeError(
                        expected.get("low_res_logits"), whole.logits().floats()))
                .isLessThan(1e-3);
        float[] iou = whole.iou().floats();
        double best = -1;
        for (int i = 0; i < iou.length; i++) {
            assertThat((double) iou[i]).isCloseTo(flat(expected.get("iou_predictions"), i), Offset.offset(1e-3));
            best = Math.max(best, iou[i]);
        }
        Candidate first = sam.predict(embedding, prompts, null, new Cancel()).getFirst();
        assertThat((double) first.predictedIou()).isCloseTo(Math.clamp(best, 0, 1), Offset.offset(1e-6));
    }

    private static double flat(JsonNode array, int i) {
        return (array.get(0).isArray() ? array.get(0) : array).get(i).asDouble();
    }

    private static List<Prompt> prompts(JsonNode prompt) {
        var out = new ArrayList<Prompt>();
        for (JsonNode p : prompt.get("points")) {
            out.add(new Prompt.Click(
                    p.get(0).asDouble(), p.get(1).asDouble(), p.get(2).asInt() == 1));
        }
        JsonNode box = prompt.get("box");
        if (!box.isNull()) {
            out.add(new Prompt.Box(
                    box.get(0).asDouble(),
                    box.get(1).asDouble(),
                    box.get(2).asDouble(),
                    box.get(3).asDouble()));
        }
        return out;
    }

    private static Raster picture() {
        byte[] planar = new byte[3 * WIDTH * HEIGHT];
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    int p = ((x * (3 + c) + y * (5 - c)) >> 3) & 127;
                    p += (x - 400) * (x - 400) + (y - 300) * (y - 300) < 120 * 120 ? 60 + 20 * c : 0;
                    p += (x - 700) * (x - 700) + (y - 420) * (y - 420) < 60 * 60 ? 100 - 30 * c : 0;
                    planar[(c * HEIGHT + y) * WIDTH + x] = (byte) Math.clamp(p, 0, 255);
                }
            }
        }
        return Raster.ofBytes(WIDTH, HEIGHT, 3, planar);
    }
}
