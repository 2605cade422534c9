package org.maskwright.metrics;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.Raster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.maskwright.label.Track;

/// Reads sequences in CTC layout for tests of the metrics, which know no files themselves.
final class Sequences {
    private Sequences() {}

    static Path fixture(String name) {
        Path folder = Path.of("../shared/fixtures", name);
        assumeTrue(Files.isDirectory(folder), folder + " is not here");
        return folder;
    }

    static List<Path> images(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".tif")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int[] labels(Path file) {
        try {
            Raster raster = ImageIO.read(file.toFile()).getRaster();
            return raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (int[]) null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Track> tracks(Path table) {
        try {
            return Files.readAllLines(table).stream()
                    .filter(line -> !line.isBlank())
                    .map(line -> line.strip().split("\\s+"))
                    .map(n -> new Track(
                            Integer.parseInt(n[0]),
                            Integer.parseInt(n[1]),
                            Integer.parseInt(n[2]),
                            Integer.parseInt(n[3])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TrackingFrames frames(Path markers, Path results) {
        var frames = new TrackingFrames();
        List<Path> reference = images(markers);
        List<Path> result = images(results);
        for (int i = 0; i < reference.size(); i++) {
            frames.add(Overlap.of(labels(reference.get(i)), labels(result.get(i))));
        }
        return frames;
    }
}
