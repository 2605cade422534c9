package org.maskwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.image.LabelTiff;
import picocli.CommandLine;

class EvaluateCommandTest {
    @TempDir
    private Path folder;

    private Path reference;
    private Path result;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void folders() throws IOException {
        reference = Files.createDirectories(folder.resolve("truth"));
        result = Files.createDirectories(folder.resolve("found"));
    }

    private int run(String... words) {
        return new CommandLine(new EvaluateCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    command.getErr().println(e.getMessage());
                    return 1;
                })
                .execute(words);
    }

    private JsonNode evaluate(Path truth, Path found, String... more) throws IOException {
        Path json = folder.resolve("values.json");
        String[] words = {"--reference", truth.toString(), "--result", found.toString(), "--json", json.toString()};
        String[] all = new String[words.length + more.length];
        System.arraycopy(words, 0, all, 0, words.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        assertThat(run(all)).as(err.toString()).isZero();
        return new ObjectMapper().readTree(json.toFile());
    }

    @Test
    void aSequenceGivesTheStoredValues() throws IOException {
        Path noisy = Path.of("../shared/fixtures/ctc-metrics/noisy1");
        assumeTrue(Files.isDirectory(noisy), noisy + " is not here");
        JsonNode expected =
                new ObjectMapper().readTree(noisy.resolve("expected.json").toFile());
        JsonNode values = evaluate(noisy.resolve("01_GT"), noisy.resolve("01_RES"));
        for (String key : List.of("SEG", "DET", "TRA", "LNK", "CT", "TF")) {
            assertThat(values.get(key).asDouble())
                    .as(key)
                    .isCloseTo(expected.get(key).asDouble(), within(1e-9));
        }
        for (int i = 0; i <= 3; i++) {
            assertThat(values.get("BC").get("" + i).asDouble())
                    .isCloseTo(expected.get("BC(" + i + ")").asDouble(), within(1e-9));
        }
        assertThat(values.get("undefined")).isEmpty();
    }

    @Test
    void foldersAreComparedByNameAndAMissingImageCounts() throws IOException {
        LabelTiff.write(reference.resolve("a.tif"), 4, 1, new int[] {1, 1, 2, 2});
        LabelTiff.write(reference.resolve("b.tif"), 4, 1, new int[] {3, 3, 0, 0});
        LabelTiff.write(result.resolve("a.tif"), 4, 1, new int[] {5, 5, 6, 0});
        JsonNode values = evaluate(reference, result);
        assertThat(values.get("AP").get("0.50").asDouble()).isEqualTo(2 / 3.0);
        assertThat(values.get("AP").get("0.55").asDouble()).isEqualTo(1 / 4.0);
        assertThat(values.get("SEG").asDouble()).isEqualTo(1 / 3.0);
        assertThat(values.get("F1_50").asDouble()).isEqualTo(4 / 5.0);
        assertThat(values.get("mean_iou_foreground").asDouble()).isEqualTo((0.75 + 0) / 2);
        assertThat(values.get("TRA").isNull()).isTrue();
        assertThat(values.get("undefined"))
                .extracting(JsonNode::asText)
                .containsExactly("TRA", "LNK", "CT", "TF", "BC");
        assertThat(err.toString()).contains("b.tif");
    }

    @Test
    void onlyWhatWasAskedForIsThereAndTwoEmptyImagesAreUndefined() throws IOException {
        LabelTiff.write(reference.resolve("a.tif"), 2, 1, new int[2]);
        LabelTiff.write(result.resolve("a.tif"), 2, 1, new int[2]);
        JsonNode values = evaluate(reference, result, "--metric", "ap,MAP", "--metric", "seg");
        assertThat(values.fieldNames()).toIterable().containsExactly("SEG", "AP", "mAP", "counts", "undefined");
        assertThat(values.get("undefined")).extracting(JsonNode::asText).containsExactly("SEG", "AP", "mAP");
        assertThat(out.toString()).contains("mAP").doesNotContain("TRA");
    }

    @Test
    void aSliceIsComparedWithItsPageAloneAndSaysNothingOfOtherObjects() throws IOException {
        Path seg = Files.createDirectories(reference.resolve("SEG"));
        LabelTiff.write(seg.resolve("man_seg_000_001.tif"), 3, 1, new int[] {0, 4, 4});
        LabelTiff.writeStack(result.resolve("mask000.tif"), 3, 1, List.of(new int[3], new int[] {9, 7, 7}));
        JsonNode values = evaluate(reference, result);
        assertThat(values.get("SEG").asDouble()).isEqualTo(1);
        assertThat(values.get("AP").isNull()).isTrue();
    }

    @Test
    void volumesAreOneImageAndObjectsInTheBorderBandMayBeLeftOut() throws IOException {
        List<int[]> truth = List.of(new int[] {1, 1, 0, 0, 2, 0, 0, 0, 0}, new int[] {0, 0, 0, 0, 2, 0, 0, 0, 3});
        List<int[]> found = List.of(new int[] {0, 0, 0, 0, 5, 0, 0, 0, 0}, new int[] {0, 0, 0, 0, 5, 0, 0, 9, 0});
        LabelTiff.writeStack(reference.resolve("a.tif"), 3, 3, truth);
        LabelTiff.writeStack(result.resolve("a.tif"), 3, 3, found);
        assertThat(evaluate(reference, result).get("AP").get("0.50").asDouble()).isEqualTo(1 / 4.0);
        JsonNode inside = evaluate(reference, result, "--border", "1");
        assertThat(inside.get("AP").get("0.50").asDouble()).isEqualTo(1);
        assertThat(inside.get("counts").get("border").asInt()).isEqualTo(1);
    }

    @Test
    void whatCannotBeComparedIsSaid() {
        LabelTiff.write(reference.resolve("a.tif"), 2, 1, new int[2]);
        String[] words = {"--reference", reference.toString(), "--result", result.toString()};
        assertThat(run(words)).isEqualTo(1);
        LabelTiff.write(result.resolve("a.tif"), 1, 2, new int[2]);
        assertThat(run(words)).isEqualTo(1);
        assertThat(err.toString()).contains("2 x 1").contains("1 x 2");
        assertThat(run("--reference", "nowhere", "--result", result.toString())).isEqualTo(1);
        assertThat(run("--reference", reference.toString(), "--result", result.toString(), "--metric", "IQ"))
                .isEqualTo(2);
    }
}
