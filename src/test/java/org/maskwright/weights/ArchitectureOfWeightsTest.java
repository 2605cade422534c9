package org.maskwright.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Networks are known by names and shapes.
class ArchitectureOfWeightsTest {
    private static final Path FIXTURES = Path.of("../shared/fixtures/parity");

    @ParameterizedTest
    @CsvSource({"vit_b, VIT_B", "vit_t, VIT_T"})
    void namesAndShapesOfTheReferenceAreKnown(String file, Architecture expected) throws IOException {
        assumeTrue(Files.exists(FIXTURES), "the parity fixtures are not beside the project");
        assertThat(Architecture.ofShapes(reference(file))).isEqualTo(new Architecture.Found.Model(expected));
    }

    @ParameterizedTest
    @CsvSource({"1024, 24, VIT_L", "1280, 32, VIT_H", "768, 12, VIT_B"})
    void widthAndDepthTellTheLargeOnes(int width, int depth, Architecture expected) {
        assertThat(Architecture.ofShapes(vit(width, depth))).isEqualTo(new Architecture.Found.Model(expected));
    }

    @Test
    void anotherDepthIsUnknown() {
        assertThat(Architecture.ofShapes(vit(768, 11))).isInstanceOf(Architecture.Found.Unknown.class);
    }

    @Test
    void aDecoderAloneIsOne() {
        assertThat(Architecture.ofShapes(Map.of("mask_decoder.mask_tokens.weight", new long[] {4, 256})))
                .isEqualTo(new Architecture.Found.Decoder(256));
    }

    @Test
    void whatIsUnknownIsNamedByItsParts() {
        var shapes = new LinkedHashMap<String, long[]>();
        shapes.put("head.bias", new long[] {1});
        shapes.put("encoder.0.weight", new long[] {1});
        shapes.put("encoder.1.weight", new long[] {1});
        assertThat(Architecture.ofShapes(shapes))
                .isInstanceOfSatisfying(
                        Architecture.Found.Unknown.class,
                        u -> assertThat(u.inWords()).isEqualTo("encoder (2), head (1)"));
    }

    private static Map<String, long[]> vit(int width, int depth) {
        var shapes = new LinkedHashMap<String, long[]>();
        shapes.put("image_encoder.patch_embed.proj.weight", new long[] {width, 3, 16, 16});
        for (int i = 0; i < depth; i++) {
            shapes.put("image_encoder.blocks." + i + ".norm1.weight", new long[] {width});
        }
        shapes.put("mask_decoder.mask_tokens.weight", new long[] {4, 256});
        return shapes;
    }

    private static Map<String, long[]> reference(String file) throws IOException {
        JsonNode root =
                new ObjectMapper().readTree(FIXTURES.resolve(file + ".json").toFile());
        var shapes = new LinkedHashMap<String, long[]>();
        for (JsonNode p : root.get("parameters")) {
            long[] shape = new long[p.get(1).size()];
            for (int i = 0; i < shape.length; i++) {
                shape[i] = p.get(1).get(i).asLong();
            }
            shapes.put(p.get(0).asText(), shape);
        }
        return shapes;
    }
}
