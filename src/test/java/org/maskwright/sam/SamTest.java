package org.maskwright.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.label.Prompt;

/// The model as a whole, with random weights: shapes, places, storage, swapping.
class SamTest {
    /// As the tensor thread does first of all: gradient mode is per thread.
    @BeforeEach
    void gradientsOff() {
        Engine.getInstance();
        JniUtils.setGradMode(false);
    }

    private static final Contrast WINDOW = new Contrast(0, 255);

    @Test
    void answersLieInTheImageAndAreRanked() {
        try (Sam sam = Sam.random(1);
                Embedding e = sam.encode(picture(150, 90), WINDOW, new Cancel())) {
            for (List<Prompt> prompts : List.<List<Prompt>>of(
                    List.of(new Prompt.Click(0, 0, true)),
                    List.of(new Prompt.Click(149, 89, true), new Prompt.Click(3, 3, false)),
                    List.of(new Prompt.Box(10, 10, 140, 80)),
                    List.of(new Prompt.Scribble(List.of(5.0, 5.0, 20.0, 20.0), true)))) {
                List<Candidate> answers = sam.predict(e, prompts, null, new Cancel());
                assertThat(answers).isNotEmpty().hasSizeLessThanOrEqualTo(3);
                assertThat(answers).isSortedAccordingTo((a, b) -> Float.compare(b.predictedIou(), a.predictedIou()));
                assertThat(answers).allSatisfy(a -> {
                    assertThat(a.mask()).isEqualTo(a.mask().clip(150, 90));
                    assertThat(a.predictedIou()).isBetween(0f, 1f);
                    assertThat(sam.predict(e, prompts, a.logits(), new Cancel()))
                            .isNotEmpty();
                });
            }
        }
    }

    @Test
    void aGlimpseOfANewObjectComesFirstAndChangesNoAnswer() {
        try (Sam sam = Sam.random(1);
                Embedding e = sam.encode(picture(300, 200), WINDOW, new Cancel())) {
            for (List<Prompt> prompts : List.<List<Prompt>>of(
                    List.of(new Prompt.Click(40, 50, true)), List.of(new Prompt.Box(20, 20, 90, 80)))) {
                var seen = new ArrayList<Candidate>();
                List<Candidate> answers = sam.predictNew(e, prompts, seen::add, new Cancel());
                List<Candidate> alone = sam.predict(e, prompts, null, new Cancel());
                assertThat(seen).hasSize(1);
                assertThat(answers).hasSameSizeAs(alone);
                assertThat(answers.getFirst().mask().iou(alone.getFirst().mask()))
                        .isGreaterThan(0.99);
                assertThat(answers.getFirst().predictedIou())
                        .isCloseTo(alone.getFirst().predictedIou(), Offset.offset(1e-3f));
            }
        }
    }

    @Test
    void anEncodingInStepsWithClicksBetweenEqualsOneInOneGo() {
        List<Prompt> click = List.of(new Prompt.Click(40, 40, true));
        try (Sam sam = Sam.random(2);
                Embedding whole = sam.encode(picture(150, 90), WINDOW, new Cancel());
                Encoding encoding = sam.encoding(picture(150, 90), WINDOW)) {
            assertThatIllegalStateException().isThrownBy(encoding::embedding);
            encoding.step();
            List<Candidate> between = sam.predict(whole, click, null, new Cancel());
            while (!encoding.step()) {}
            try (Embedding steps = encoding.embedding()) {
                assertThat(steps.bytes()).isEqualTo(whole.bytes());
                assertThat(sam.predict(steps, click, null, new Cancel())
                                .getFirst()
                                .mask())
                        .isEqualTo(between.getFirst().mask());
            }
        }
    }

    @Test
    void aStoredEmbeddingAnswersAlike() {
        List<Prompt> click = List.of(new Prompt.Click(40, 40, true));
        try (Sam sam = Sam.random(2);
                Embedding e = sam.encode(picture(100, 100), WINDOW, new Cancel());
                Embedding again = sam.restore(e.store())) {
            assertThat(again.width()).isEqualTo(100);
            assertThat(again.bytes()).isEqualTo(e.bytes());
            float before = sam.predict(e, click, null, new Cancel()).getFirst().predictedIou();
            float after =
                    sam.predict(again, click, null, new Cancel()).getFirst().predictedIou();
            assertThat(after).isCloseTo(before, Offset.offset(0.05f));
        }
    }

    @Test
    void aSwappedDecoderChangesTheModelButNotTheEncoder() {
        try (Sam sam = Sam.random(3);
                Sam other = Sam.random(4)) {
            ModelInfo before = sam.info();
            sam.swap(other.decoderWeights());
            assertThat(sam.info().decoderHash()).isEqualTo(other.info().decoderHash());
            assertThat(sam.info().encoderHash()).isEqualTo(before.encoderHash());
            assertThat(sam.info().modelHash()).isNotEqualTo(before.modelHash());
        }
    }

    @Test
    void aSecondDecoderAnswersAsItsModelWouldAndLeavesTheFirstAlone() {
        List<Prompt> click = List.of(new Prompt.Click(40, 40, true));
        try (Sam sam = Sam.random(3);
                Sam other = Sam.random(4);
                Embedding e = sam.encode(picture(100, 100), WINDOW, new Cancel());
                SecondDecoder second = sam.second(other.decoderWeights())) {
            var mine = sam.predict(e, click, null, new Cancel()).getFirst();
            var others = second.predict(e, click, null, new Cancel()).getFirst();
            assertThat(sam.predict(e, click, null, new Cancel()).getFirst().mask())
                    .isEqualTo(mine.mask());
            sam.swap(other.decoderWeights());
            assertThat(sam.predict(e, click, null, new Cancel()).getFirst().mask())
                    .isEqualTo(others.mask());
            assertThat(Sam.hasEncoder(other.decoderWeights())).isFalse();
            assertThat(Sam.hasEncoder(other.weights())).isTrue();
        }
    }

    @Test
    void weightsThatDoNotFitAreRefusedAndChangeNothing() {
        try (Sam sam = Sam.random(5)) {
            var broken = new LinkedHashMap<>(Sam.random(6).decoderWeights());
            broken.remove("mask_decoder.iou_token.weight");
            String hash = sam.info().modelHash();
            assertThatThrownBy(() -> sam.swap(broken)).isInstanceOf(Problem.class);
            assertThat(sam.info().modelHash()).isEqualTo(hash);
            assertThatThrownBy(() -> Sam.of(Map.of(), "empty", "cpu")).isInstanceOf(Problem.class);
        }
    }

    @Test
    void foldingBatchNormChangesNothing() {
        try (Sam sam = Sam.random(7)) {
            Network network = sam.network();
            float[] pixels = new float[3 * 64 * 64];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (float) Math.sin(i * 0.37);
            }
            // Running statistics as training leaves them, not the 0 and 1 of a fresh network.
            network.parameters().forEach((name, p) -> {
                if (name.endsWith("running_mean")) {
                    p.addi(0.1f);
                } else if (name.endsWith("running_var")) {
                    p.muli(1.7f);
                }
            });
            try (Network plain = Network.compact(network.manager(), network.weights("", false))) {
                var input = Network.channelsLast(network.manager(), pixels, 1, 64, 64, 3);
                float[] unfolded = plain.encode(input, false).embedding().toFloatArray();
                sam.refresh(Depth.ALL);
                float[] folded = network.encode(input, false).embedding().toFloatArray();
                assertThat(folded).usingComparatorWithPrecision(2e-3f).containsExactly(unfolded);
            }
        }
    }

    /// The leak test: after the first prompts no tensor stays behind, whatever is asked.
    @Test
    void promptsLeaveNoTensorBehind() {
        try (Sam sam = Sam.random(9);
                Embedding e = sam.encode(picture(300, 300), WINDOW, new Cancel())) {
            int before = 0;
            for (int i = 0; i < 40; i++) {
                List<Prompt> prompts = i % 2 == 0
                        ? List.of(new Prompt.Click(7 * i, 5 * i, true))
                        : List.of(new Prompt.Box(i, i, i + 50, i + 60), new Prompt.Click(i, i, false));
                sam.predict(e, prompts, null, new Cancel());
                before = i == 3 ? tensors(sam) : before;
            }
            assertThat(tensors(sam)).isEqualTo(before);
        }
    }

    private static int tensors(Sam sam) {
        return sam.network().manager().getManagedArrays().size();
    }

    @Test
    void scalesCoverSmallAndLargeFrames() {
        assertThat(ScaledEncoding.scales(256, 256)).startsWith(4.0, 2.0, 1.0);
        assertThat(ScaledEncoding.scales(512, 512)).startsWith(2.0, 1.0);
        assertThat(ScaledEncoding.scales(192, 192, 2000L * 2000)).containsExactly(1.0);
        assertThat(ScaledEncoding.scales(1024, 1024)).startsWith(1.0, 0.5);
        assertThat(ScaledEncoding.scales(20_000, 20_000).getFirst()).isLessThan(0.25);
    }

    @Test
    void windowsRoundTripCoordinates() {
        try (Sam sam = Sam.random(8);
                Embedding e = sam.encode(picture(700, 500), WINDOW, new Cancel())) {
            var prompts = new ArrayList<Prompt>();
            prompts.add(new Prompt.Click(333, 222, true));
            for (ScaledEmbedding.Level level : ((ScaledEmbedding) e).levels()) {
                Window w = Window.around(level, prompts, 8);
                // The click's place in logits, back in image pixels.
                double u = (w.toNetworkX(333) + 0.5) / 2;
                double v = (w.toNetworkY(222) + 0.5) / 2;
                assertThat(w.imageLeft() + u * w.pixelsPerLogit()).isCloseTo(333, Offset.offset(1e-9));
                assertThat(w.imageTop() + v * w.pixelsPerLogit()).isCloseTo(222, Offset.offset(1e-9));
                assertThat(u).isBetween(0.0, 4.0 * w.columns());
                assertThat(v).isBetween(0.0, 4.0 * w.rows());
            }
        }
    }

    private static Raster picture(int width, int height) {
        byte[] px = new byte[width * height];
        for (int i = 0; i < px.length; i++) {
            px[i] = (byte) ((i % width * 3 + i / width * 5) & 0xFF);
        }
        return Raster.ofBytes(width, height, 1, px);
    }
}
