package org.maskwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.formats.CtcFolder;
import picocli.CommandLine;

/// `measure` as a person types it.
class MeasureCommandTest {
    @TempDir
    Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Object... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(Arrays.stream(words).map(Object::toString).toArray(String[]::new));
    }

    private CtcFolder set() throws IOException {
        return new CtcFolder(temp.resolve("set"))
                .raw("01", 3, 2)
                .labels("01_GT/SEG/man_seg003.tif", new int[] {6, 2, 2, 6, 4}, new int[] {9, 0, 20, 1, 1})
                .labels("01_GT/SEG/man_seg004.tif");
    }

    private static List<String> cells(String line) {
        return Arrays.asList(line.split(",", -1));
    }

    @Test
    void labelsAloneHaveTheirShapesInPixels() throws IOException {
        assertThat(run("measure", set().root().resolve("01_GT/SEG"))).isZero();
        List<String> lines = out.toString().lines().toList();
        assertThat(out.toString()).endsWith("\r\n");
        assertThat(lines).as("an empty frame has no row").hasSize(3);
        assertThat(lines.get(0))
                .startsWith("frame,name,z,id,track,x,y,area_px,")
                .endsWith(",source");
        assertThat(cells(lines.get(1)).subList(0, 8))
                .containsExactly("3", "man_seg003", "0", "6", "6", "4.5", "3.5", "24");
        assertThat(cells(lines.get(2)).subList(3, 8)).containsExactly("9", "9", "0", "20", "1");
    }

    @Test
    void withThePicturesThereAreIntensitiesAndWithASizeThereAreUnits() throws IOException {
        Path table = temp.resolve("table.csv");
        Path root = set().root();
        assertThat(run(
                        "measure",
                        root.resolve("01_GT/SEG"),
                        "--images",
                        root.resolve("01"),
                        "--pixel-size",
                        "0.5x0.25um",
                        "--out",
                        table,
                        "--histogram",
                        "area=" + temp.resolve("area.svg"),
                        "--histogram",
                        "mean_1=" + temp.resolve("mean.png")))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).isEmpty();
        List<String> lines = Files.readAllLines(table);
        List<String> head = cells(lines.getFirst());
        assertThat(head).contains("area_µm2", "max_feret_µm", "mean_1", "background_1", "corrected_total_1");
        assertThat(cells(lines.get(1)).get(head.indexOf("area_µm2"))).isEqualTo("3");
        assertThat(cells(lines.get(1)).get(head.indexOf("min_feret_µm"))).isEqualTo("1");
        assertThat(cells(lines.get(1)).get(head.indexOf("name")))
                .as("that of its picture")
                .isEqualTo("t003");
        assertThat(Files.readString(temp.resolve("area.svg")))
                .contains("Area (µm²)")
                .contains("2 objects, mean 1.56");
        assertThat(ImageIO.read(temp.resolve("mean.png").toFile()).getWidth()).isEqualTo(1280);
    }

    @Test
    void theHistogramIsAWellFormedPicture() throws Exception {
        Path file = temp.resolve("a.svg");
        assertThat(run("measure", set().root().resolve("01_GT/SEG"), "--histogram", "circularity=" + file))
                .isZero();
        var page = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        assertThat(page.getElementsByTagName("text").getLength()).isGreaterThan(8);
    }

    @Test
    void aProjectIsMeasuredToo() throws IOException {
        Path project = temp.resolve("project");
        assertThat(run("import", set().root(), project)).isZero();
        assertThat(run("measure", project)).isZero();
        assertThat(out.toString().lines().findFirst().orElseThrow()).contains(",mean_1,");
        assertThat(out.toString().lines()).hasSize(3);
    }

    @Test
    void whatCannotBeIsSaidInOneLine() throws IOException {
        Path root = set().root();
        Path labels = root.resolve("01_GT/SEG");
        assertThat(run("measure", temp.resolve("nothing"))).isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(run("measure", labels, "--pixel-size", "0um")).isEqualTo(2);
        assertThat(run("measure", labels, "--pixel-size", "0.5px")).isEqualTo(2);
        assertThat(run("measure", labels, "--histogram", "weight=a.svg")).isEqualTo(2);
        assertThat(run("measure", labels, "--histogram", "mean=" + temp.resolve("a.svg")))
                .isEqualTo(1);
        assertThat(err.toString()).contains("mean_1");
        assertThat(run("measure", labels, "--histogram", "area=" + temp.resolve("a.gif")))
                .isEqualTo(1);
        new CtcFolder(root).labels("other/x.tif", new int[] {1, 0, 0, 2, 2});
        assertThat(run("measure", root.resolve("other"), "--images", root.resolve("01")))
                .isEqualTo(1);
        assertThat(err.toString()).contains("x.tif");
    }
}
