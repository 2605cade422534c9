package org.maskwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.Cancel;
import org.maskwright.formats.TrackTable;
import org.maskwright.formats.Validator;
import org.maskwright.image.Images;
import org.maskwright.image.SampleType;
import org.maskwright.label.Track;
import picocli.CommandLine;

/// The sample that comes with the application is what its documented command makes.
class SampleTest {
    private static final Path SAMPLE = Path.of("assets", "sample");
    private static final String COMMAND = "./maskwright synth assets/sample";
    private static final long MOST_BYTES = 3_000_000;

    @Test
    void itsCommandMakesTheSameBytesAgain(@TempDir Path folder) throws IOException {
        String command = Files.readString(Path.of("docs", "sample.md"))
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(COMMAND))
                .findFirst()
                .orElseThrow();
        String[] options = command.substring(COMMAND.length() + 1).split(" ");
        var synth = new CommandLine(new SynthCommand()).setCaseInsensitiveEnumValuesAllowed(true);
        assertThat(synth.execute(Stream.concat(Stream.of(folder.toString()), Stream.of(options))
                        .toArray(String[]::new)))
                .isZero();
        List<Path> made = files(folder);
        assertThat(made).hasSize(3 * 8 + 1).isEqualTo(files(SAMPLE));
        for (Path file : made) {
            assertThat(SAMPLE.resolve(file)).hasSameBinaryContentAs(folder.resolve(file));
        }
    }

    @Test
    void itIsASmallValidSequenceWithTwoDivisions() throws IOException {
        assertThat(Validator.check(SAMPLE, new Cancel())).isEmpty();
        var images = Images.open(SAMPLE.resolve("01"));
        assertThat(images.frames()).hasSize(8);
        assertThat(images.plane(0).type()).isEqualTo(SampleType.UINT16);
        var tracks = TrackTable.read(SAMPLE.resolve("01_GT/TRA/man_track.txt"));
        assertThat(tracks.stream().filter(Track::hasParent).map(Track::parent).distinct())
                .hasSize(2);
        assertThat(files(SAMPLE).stream()
                        .mapToLong(f -> size(SAMPLE.resolve(f)))
                        .sum())
                .isLessThan(MOST_BYTES);
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .sorted()
                    .toList();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
