package org.maskwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.weights.Catalogue;
import org.maskwright.weights.Safetensors;
import org.maskwright.weights.Tensor;
import picocli.CommandLine;

class ModelsCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    private final StringWriter out = new StringWriter();

    private int run(String... words) {
        var catalogue = new Catalogue(home.resolve("models"), Optional.of(Path.of("models")));
        return new CommandLine(new ModelsCommand(catalogue))
                .setOut(new PrintWriter(out, true))
                .execute(words);
    }

    private Path decoder() {
        var tensors = new LinkedHashMap<String, Tensor>();
        tensors.put("sam.mask_decoder.mask_tokens.weight", Tensor.of(new float[4 * 256], 4, 256));
        Path file = home.resolve("mine.safetensors");
        new Safetensors(tensors, Map.of()).write(file);
        return file;
    }

    @Test
    void whatIsAddedIsListedAndVerified() throws IOException {
        assertThat(run("add", decoder().toString())).isZero();
        assertThat(out.toString()).contains("mine: mask decoder alone, width 256");
        Path json = home.resolve("list.json");
        assertThat(run("list", "--json", json.toString())).isZero();
        assertThat(out.toString()).contains("sam-vit-h").contains("2565").contains("Apache-2.0");
        JsonNode rows = new ObjectMapper().readTree(json.toFile());
        assertThat(rows).anySatisfy(r -> {
            assertThat(r.get("name").asText()).isEqualTo("mine");
            assertThat(r.get("state").asText()).isEqualTo("added");
        });
        assertThat(rows).anySatisfy(r -> {
            assertThat(r.get("name").asText()).isEqualTo("sam-vit-b");
            assertThat(r.get("bytes").isNull()).isTrue();
            assertThat(r.get("sha256").asText()).hasSize(64);
        });
        assertThat(run("verify")).isZero();
        Files.write(home.resolve("models/mine.safetensors"), new byte[9]);
        assertThat(run("verify")).isEqualTo(1);
        assertThat(out.toString()).contains("CHANGED");
    }
}
