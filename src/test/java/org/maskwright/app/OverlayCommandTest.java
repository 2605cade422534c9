package org.maskwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.formats.CtcFolder;
import org.maskwright.image.Calibration;
import org.maskwright.image.Images;
import picocli.CommandLine;

/// `overlay` as a person types it.
class OverlayCommandTest {
    @TempDir
    Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path set;
    private Path to;

    private int run(Object... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(Arrays.stream(words).map(Object::toString).toArray(String[]::new));
    }

    @BeforeEach
    void write() throws IOException {
        to = temp.resolve("out");
        set = new CtcFolder(temp.resolve("set"))
                .raw("01", 3, 3)
                .labels("01_GT/SEG/man_seg003.tif", new int[] {6, 2, 2, 9, 8})
                .labels("01_GT/SEG/man_seg005.tif", new int[] {1, 10, 10, 9, 8})
                .root();
    }

    @Test
    void aProjectGivesAPictureForEachFrameThatHasObjects() {
        Path project = temp.resolve("project");
        assertThat(run("import", set, project)).isZero();
        assertThat(run("overlay", project, "--out", to, "--ids", "--pixel-size", "0.5um", "--format", "tiff"))
                .as(err.toString())
                .isZero();
        assertThat(to).isDirectoryContaining("glob:**/t003.tif").isDirectoryContaining("glob:**/t005.tif");
        assertThat(Images.imagesIn(to)).hasSize(2);
        var picture = Images.open(to.resolve("t003.tif"));
        assertThat(picture.isColour()).isTrue();
        assertThat(picture.read(0, 0).width()).isEqualTo(CtcFolder.WIDTH);
        assertThat(picture.calibration()).isEqualTo(new Calibration(0.5, "µm"));
        assertThat(run("overlay", project, "--out", to, "--frame", 4))
                .as("an empty frame on demand")
                .isZero();
        assertThat(to.resolve("t004.png")).exists();
        assertThat(run("overlay", project, "--out", to, "--frame", 40)).isEqualTo(1);
    }

    @Test
    void labelImagesNeedTheirPictures() {
        Path labels = set.resolve("01_GT/SEG");
        assertThat(run("overlay", labels, "--out", to)).isEqualTo(2);
        assertThat(run("overlay", labels, "--images", set.resolve("01"), "--out", to, "--no-outlines", "--fill", 1))
                .as(err.toString())
                .isZero();
        assertThat(to.resolve("t003.png")).exists();
        assertThat(run("overlay", labels, "--images", set.resolve("01"), "--out", to, "--fill", 2))
                .isEqualTo(2);
    }

    @Test
    void whereNothingCanBeWrittenIsSaid() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "in the way");
        assertThat(run("overlay", set.resolve("01_GT/SEG"), "--images", set.resolve("01"), "--out", file))
                .isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(1);
    }
}
