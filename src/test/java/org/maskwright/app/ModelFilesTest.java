package org.maskwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.Problem;
import org.maskwright.weights.Catalogue;
import org.maskwright.weights.Safetensors;
import org.maskwright.weights.Tensor;

class ModelFilesTest {
    private static final String STEM = "image_encoder.stem.0.conv.weight";
    private static final String TOKENS = "mask_decoder.mask_tokens.weight";
    private static final String PROMPT = "prompt_encoder.point";
    private static final String HEAD = "finder.out";

    @TempDir
    Path temp;

    private ModelFiles models;

    @BeforeEach
    void bundle() throws Exception {
        Path bundled = Files.createDirectories(temp.resolve("bundled"));
        write(bundled.resolve("whole.safetensors"), 1, 128, STEM, PROMPT, HEAD);
        models = new ModelFiles(new Catalogue(temp.resolve("mine"), Optional.of(bundled)));
    }

    /// @param value of every element
    private static Path write(Path file, float value, int width, String... others) {
        var tensors = new LinkedHashMap<String, Tensor>();
        for (String other : others) {
            tensors.put(other, Tensor.of(new float[] {value}, 1));
        }
        var tokens = new float[4 * width];
        Arrays.fill(tokens, value);
        tensors.put(TOKENS, Tensor.of(tokens, 4, width));
        new Safetensors(tensors, Map.of()).write(file);
        return file;
    }

    @Test
    void aWholeModelIsReadAsItIs() {
        Path own = write(temp.resolve("own.safetensors"), 2, 128, STEM);
        assertThat(models.read(own)).containsOnlyKeys(STEM, TOKENS);
    }

    @Test
    void aMaskDecoderAloneGoesIntoTheBundledModel() {
        Path decoder = write(temp.resolve("decoder.safetensors"), 2, 128, PROMPT, "optimizer.step");
        var read = models.read(decoder);
        assertThat(read).as("with no head but its own").containsOnlyKeys(STEM, PROMPT, TOKENS);
        assertThat(read.get(STEM)).extracting(t -> t.floats()[0]).isEqualTo(1f);
        assertThat(read.get(PROMPT)).extracting(t -> t.floats()[0]).isEqualTo(2f);
        assertThat(read.get(TOKENS)).extracting(t -> t.floats()[0]).isEqualTo(2f);
    }

    @Test
    void oneOfAnotherWidthIsRefusedWithWhatItIs() {
        Path decoder = write(temp.resolve("decoder.safetensors"), 2, 256, PROMPT);
        assertThatThrownBy(() -> models.read(decoder))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo("weights.decoder-alone"))
                .hasMessageContaining("256");
    }
}
