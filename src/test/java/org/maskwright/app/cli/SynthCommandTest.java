package org.maskwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.maskwright.Cancel;
import org.maskwright.formats.Finding;
import org.maskwright.formats.TrackTable;
import org.maskwright.formats.Validator;
import org.maskwright.label.Track;
import picocli.CommandLine;

class SynthCommandTest {
    @TempDir
    Path folder;

    private static int synth(Path out, String kind, String size) {
        var quiet = new PrintWriter(new StringWriter());
        return new CommandLine(new SynthCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setErr(quiet)
                .execute(
                        out.toString(),
                        "--kind",
                        kind,
                        "--frames",
                        "26",
                        "--size",
                        size,
                        "--objects",
                        "7",
                        "--seed",
                        "5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fluo", "phase", "dic", "tem", "histology"})
    void theTruthIsValidAndComplete(String kind) throws IOException {
        assertThat(synth(folder, kind, "150x90")).isZero();
        assertThat(Validator.check(folder, new Cancel()))
                .filteredOn(Finding::isError)
                .isEmpty();
        try (Stream<Path> files = Files.list(folder.resolve("01_GT/SEG"))) {
            assertThat(files).hasSize(26);
        }
        var tracks = TrackTable.read(folder.resolve("01_GT/TRA/man_track.txt"));
        boolean divided = tracks.stream().anyMatch(Track::hasParent);
        assertThat(divided).isEqualTo(!kind.equals("tem") && !kind.equals("histology"));
    }

    @Test
    void theSameWordsGiveTheSameBytes() throws IOException {
        synth(folder.resolve("a"), "fluo", "120x80");
        synth(folder.resolve("b"), "fluo", "120x80");
        var left = contents(folder.resolve("a"));
        assertThat(left).hasSize(3 * 26 + 1);
        assertThat(contents(folder.resolve("b"))).containsExactlyEntriesOf(left);
    }

    private static SortedMap<String, String> contents(Path root) throws IOException {
        var out = new TreeMap<String, String>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path f : files.filter(Files::isRegularFile).toList()) {
                out.put(root.relativize(f).toString(), java.util.HexFormat.of().formatHex(Files.readAllBytes(f)));
            }
        }
        return out;
    }

    @Test
    void colourFramesAreReadByOthers() throws IOException {
        synth(folder, "histology", "150x90");
        Path frame = folder.resolve("01/t003.tif");
        ImagePlus byImageJ = IJ.openImage(frame.toString());
        assertThat(byImageJ.getWidth()).isEqualTo(150);
        assertThat(byImageJ.getHeight()).isEqualTo(90);
        assertThat(byImageJ.getType()).isEqualTo(ImagePlus.COLOR_RGB);
        BufferedImage byTheJdk = ImageIO.read(frame.toFile());
        assertThat(byTheJdk.getRGB(70, 40) & 0xFFFFFF)
                .isEqualTo(byImageJ.getProcessor().get(70, 40) & 0xFFFFFF);
    }

    @Test
    void wrongWordsAreNamed() {
        assertThat(synth(folder, "fluo", "12")).isEqualTo(2);
        assertThat(synth(folder, "confocal", "150x90")).isEqualTo(2);
    }
}
