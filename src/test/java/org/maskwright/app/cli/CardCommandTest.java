package org.maskwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.Problem;
import picocli.CommandLine;

class CardCommandTest {
    private static final String REPORT = """
            {"set": "sand", "split": "val", "objects": 7,
             "iou_at": {"1": 0.61, "2": 0.7, "3": 0.75, "5": 0.8}, "box_iou": 0.77,
             "noc": {"0.80": 2.345}, "failed": {"0.80": 0.142},
             "calibration": {"first_mask": 0.0712},
             "by_size": [
               {"diameter_from": 0, "diameter_to": 12, "objects": 3, "iou_at": {"1": 0.5}, "box_iou": 0.6,
                "calibration_error": null},
               {"diameter_from": 96, "diameter_to": null, "objects": 4, "iou_at": {"1": 0.7, "3": 0.8}, "box_iou": 0.9,
                "calibration_error": 0.05}]}
            """;

    @TempDir
    private Path folder;

    private Path card;
    private Path report;

    @BeforeEach
    void write() throws IOException {
        card = folder.resolve("card.md");
        report = folder.resolve("sand.json");
        Files.writeString(card, "# A model\n" + CardCommand.BEGIN + "\nold\n" + CardCommand.END + "\nthe end\n");
        Files.writeString(report, REPORT);
    }

    private int run(Object... words) {
        return new CommandLine(new CardCommand())
                .setExecutionExceptionHandler((e, line, parsed) -> e instanceof Problem ? 1 : 3)
                .execute(Stream.of(words).map(Object::toString).toArray(String[]::new));
    }

    @Test
    void theFiguresTakeThePlaceOfTheFormerOnesAndTheRestStays() throws IOException {
        assertThat(run("--trained-on", "sand,other", card, report)).isZero();
        String made = Files.readString(card);
        assertThat(made)
                .startsWith("# A model\n")
                .endsWith(CardCommand.END + "\nthe end\n")
                .doesNotContain("old");
        assertThat(made)
                .contains(
                        "| sand, `val` | trained on its train split | 7 | 0.610 | 0.770 | 0.750 | 0.800 | 2.35 | 14 % "
                                + "| 0.071 |\n")
                .contains("| sand | 0 to 12 | 3 | 0.500 | 0.600 |  |  |  |\n")
                .contains("| sand | 96 and more | 4 | 0.700 | 0.900 | 0.800 |  | 0.050 |\n");
        assertThat(run(card, report)).isZero();
        assertThat(Files.readString(card)).contains("never seen");
    }

    @Test
    void aCardWithoutAPlaceAndAFileThatIsNoReportAreRefused() throws IOException {
        Files.writeString(report, "{\"objects\": 3}");
        assertThat(run(card, report)).isEqualTo(1);
        Files.writeString(report, REPORT);
        Files.writeString(card, CardCommand.END + CardCommand.BEGIN);
        assertThat(run(card, report)).isEqualTo(1);
        assertThat(Files.readString(card)).isEqualTo(CardCommand.END + CardCommand.BEGIN);
        assertThat(run(folder.resolve("none.md"), report)).isEqualTo(1);
    }
}
