package org.maskwright.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maskwright.Problem;

/// Files that PyTorch wrote, whole and damaged.
class CheckpointsTest {
    private static final Path FIXTURES = Path.of("../shared/fixtures/checkpoints");

    @TempDir
    private Path folder;

    @BeforeEach
    void fixtures() {
        assumeTrue(Files.isDirectory(FIXTURES), "no fixtures at " + FIXTURES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"state_dict.pth", "nested_model.pth", "prefixed_model_state.pt", "state_dict.safetensors"})
    void theSameTensorsComeOutOfEveryForm(String name) throws IOException {
        JsonNode expected =
                new ObjectMapper().readTree(FIXTURES.resolve("expected.json").toFile());
        SequencedMap<String, Tensor> read = Checkpoints.read(FIXTURES.resolve(name));
        List<String> names = new ArrayList<>();
        expected.fieldNames().forEachRemaining(names::add);
        assertThat(read.keySet()).containsExactlyInAnyOrderElementsOf(names);
        read.forEach((key, tensor) -> {
            JsonNode want = expected.get(key);
            assertThat(tensor.type().name().toLowerCase(Locale.ROOT))
                    .as(key)
                    .isEqualTo(want.get("dtype").asText());
            long[] shape = new ObjectMapper().convertValue(want.get("shape"), long[].class);
            assertThat(tensor.shape()).as(key).isEqualTo(shape);
            double[] values = new ObjectMapper().convertValue(want.get("values"), double[].class);
            float[] floats = new float[values.length];
            for (int i = 0; i < values.length; i++) {
                floats[i] = (float) values[i];
            }
            assertThat(tensor.floats()).as(key).isEqualTo(floats);
        });
    }

    @Test
    void aSingleParameterIsRead() {
        SequencedMap<String, Tensor> read = Checkpoints.read(FIXTURES.resolve("parameter.pth"));
        assertThat(read).hasSize(1);
        assertThat(read.firstEntry().getValue().shape()).isEqualTo(new long[] {2, 3});
    }

    @ParameterizedTest
    @CsvSource({
        "legacy_format.pth, weights.legacy",
        "malicious.pth, weights.unsafe",
        "truncated.pth, weights.damaged",
        "header_too_long.safetensors, weights.damaged",
        "offsets_out_of_range.safetensors, weights.damaged",
        "README.md, weights.unknown-form",
        "expected.json, weights.unknown-form",
        "nothing.pth, weights.unreadable",
    })
    void whatCannotBeReadIsSaidInWords(String name, String code) {
        assertThatThrownBy(() -> Checkpoints.read(FIXTURES.resolve(name))).isInstanceOfSatisfying(Problem.class, p -> {
            assertThat(p.code()).isEqualTo(code);
            assertThat(p.getMessage()).contains(name).doesNotContain("{0}").doesNotContain("{1}");
        });
    }

    @Test
    void theRefusalNamesWhatWasAskedForAndHowToConvert() {
        assertThatThrownBy(() -> Checkpoints.read(FIXTURES.resolve("malicious.pth")))
                .hasMessageContaining("posix.system");
        assertThatThrownBy(() -> Checkpoints.read(FIXTURES.resolve("legacy_format.pth")))
                .hasMessageContaining("torch.save(torch.load(");
    }

    @Test
    void theNameOfTheFileSaysNothing() throws IOException {
        Path renamed = folder.resolve("weights.safetensors");
        Files.copy(FIXTURES.resolve("state_dict.pth"), renamed);
        assertThat(Checkpoints.read(renamed)).containsKey("a.weight");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"state_dict.pth", "nested_model.pth", "parameter.pth", "malicious.pth", "state_dict.safetensors"
            })
    void whateverHappensToAFileItIsReadOrRefused(String name) throws IOException {
        byte[] whole = Files.readAllBytes(FIXTURES.resolve(name));
        Path damaged = folder.resolve("damaged");
        for (int length = 0; length < whole.length; length += 101) {
            readOrRefused(damaged, Arrays.copyOf(whole, length), "cut at " + length);
        }
        for (int seed = 0; seed < 120; seed++) {
            Random random = new Random(seed);
            byte[] changed = whole.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            readOrRefused(damaged, changed, "seed " + seed);
        }
    }

    private static void readOrRefused(Path file, byte[] bytes, String what) throws IOException {
        Files.write(file, bytes);
        try {
            var tensors = new HashMap<String, float[]>();
            Checkpoints.read(file).forEach((key, tensor) -> tensors.put(key, tensor.floats()));
        } catch (Problem refused) {
            assertThat(refused.title()).as(what).isNotBlank();
        } catch (RuntimeException e) {
            throw new AssertionError(what, e);
        }
    }
}
