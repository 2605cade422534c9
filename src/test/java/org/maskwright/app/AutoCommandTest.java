package org.maskwright.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.image.Images;
import org.maskwright.image.LabelTiff;
import org.maskwright.image.Raster;
import org.maskwright.image.RasterFile;
import org.maskwright.label.Instance;
import org.maskwright.label.LabelImages;
import org.maskwright.label.Mask;
import org.maskwright.project.Plane;
import org.maskwright.project.ProjectStore;
import picocli.CommandLine;

/// `auto` as a person types it, on two discs and on nothing, with the model that ships.
class AutoCommandTest {
    private static final int SIDE = 128;
    private static final Mask LEFT = disc(36, 60);
    private static final Mask RIGHT = disc(92, 70);

    @TempDir
    private Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path sequence;

    private static Mask disc(int cx, int cy) {
        return Mask.of(SIDE, SIDE, i -> Math.hypot(i % SIDE - cx, i / SIDE - cy) <= 12);
    }

    private static Raster picture(Mask... discs) {
        byte[] grey = new byte[SIDE * SIDE];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (byte) (20 + i * 31 % 7);
        }
        for (Mask d : discs) {
            d.forEachRun((y, x0, x1) -> java.util.Arrays.fill(grey, y * SIDE + x0, y * SIDE + x1, (byte) 180));
        }
        return Raster.ofBytes(SIDE, SIDE, 1, grey);
    }

    private int run(Object... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(java.util.Arrays.stream(words).map(Object::toString).toArray(String[]::new));
    }

    @BeforeEach
    void makeSequence() throws IOException {
        sequence = Files.createDirectories(temp.resolve("set/01"));
        RasterFile.writeTiff(sequence.resolve("t000.tif"), picture(LEFT, RIGHT));
        RasterFile.writeTiff(sequence.resolve("t001.tif"), picture());
        Path tra = Files.createDirectories(temp.resolve("set/01_GT/TRA"));
        int[] markers = LabelImages.paint(
                SIDE, SIDE, Map.of(7, Mask.of(34, 58, 5, 5, i -> true), 40, Mask.of(90, 68, 5, 5, i -> true)));
        LabelTiff.write(tra.resolve("man_track000.tif"), SIDE, SIDE, markers);
        LabelTiff.write(tra.resolve("man_track001.tif"), SIDE, SIDE, new int[SIDE * SIDE]);
    }

    private Map<Integer, Mask> labels(String name) {
        return LabelImages.masks(
                SIDE, SIDE, Images.readLabels(temp.resolve(name)).ids());
    }

    @Test
    void aLabelImageForEachPictureAllZeroWhereNothingIs() {
        assertThat(run("auto", sequence, "--out", temp.resolve("out"))).isZero();
        assertThat(labels("out/t000.tif").values())
                .anySatisfy(m -> assertThat(m.iou(LEFT)).isGreaterThan(0.75))
                .anySatisfy(m -> assertThat(m.iou(RIGHT)).isGreaterThan(0.75));
        assertThat(labels("out/t001.tif")).isEmpty();
        assertThat(err.toString().lines()).hasSize(2);
        assertThat(run("auto", sequence, "--out", temp.resolve("res"), "--format", "ctc"))
                .isZero();
        assertThat(temp.resolve("res/mask001.tif")).exists();
    }

    @Test
    void aDamagedPictureDoesNotStopTheOthers() throws IOException {
        Path set = Files.createDirectories(temp.resolve("images"));
        Files.writeString(set.resolve("bad.tif"), "II*\0 nothing");
        RasterFile.writeTiff(set.resolve("good.tif"), picture(LEFT));
        assertThat(run("auto", set, "--out", temp.resolve("out"))).isEqualTo(1);
        assertThat(labels("out/good.tif")).isNotEmpty();
        assertThat(err.toString()).contains("bad.tif");
    }

    @Test
    void markersNumberTheMasks() {
        assertThat(run("auto", sequence, "--out", temp.resolve("out"), "--prompts", "markers"))
                .isZero();
        var found = labels("out/t000.tif");
        assertThat(found).containsOnlyKeys(7, 40);
        assertThat(requireNonNull(found.get(7)).iou(LEFT)).isGreaterThan(0.75);
        assertThat(labels("out/t001.tif")).isEmpty();
    }

    @Test
    void intoAProjectAsProposalsThatCarryTheirTracks() {
        Path project = temp.resolve("project");
        assertThat(run("import", sequence, project)).isZero();
        assertThat(run("auto", project, "--prompts", "markers")).isZero();
        var labels = ProjectStore.read(project).labels(Plane.of(0));
        assertThat(labels.instances())
                .allSatisfy(i -> assertThat(i.state()).isEqualTo(Instance.State.PROPOSED))
                .extracting(i -> i.track().value())
                .containsExactlyInAnyOrder(7, 40);
        assertThat(run("auto", project)).isZero();
        assertThat(ProjectStore.read(project).labels(Plane.of(0)).size())
                .as("a second search takes the place of the first")
                .isGreaterThanOrEqualTo(2)
                .isLessThan(2 * labels.size());
        assertThat(run("auto", project, "--out", temp.resolve("x"))).isEqualTo(2);
        assertThat(run("auto", sequence)).isEqualTo(2);
    }
}
