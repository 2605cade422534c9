package org.maskwright.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.maskwright.image.LabelTiff;

/// Writes small data sets in the layout of the Cell Tracking Challenge.
public final class CtcFolder {
    public static final int WIDTH = 40;
    public static final int HEIGHT = 30;

    private final Path root;

    public CtcFolder(Path root) {
        this.root = root;
    }

    public Path root() {
        return root;
    }

    /// Raw frames of noise, numbered from `first`.
    public CtcFolder raw(String sequence, int first, int frames) throws IOException {
        Path folder = Files.createDirectories(root.resolve(sequence));
        var random = new Random(1);
        for (int t = first; t < first + frames; t++) {
            int[] samples = random.ints(WIDTH * HEIGHT, 100, 4_000).toArray();
            LabelTiff.write(folder.resolve("t%03d.tif".formatted(t)), WIDTH, HEIGHT, samples);
        }
        return this;
    }

    /// A label image at `path` with a rectangle for each `{id, x, y, width, height}`.
    public CtcFolder labels(String path, int[]... rectangles) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.resolveSibling("."));
        LabelTiff.write(file, WIDTH, HEIGHT, image(rectangles));
        return this;
    }

    public static int[] image(int[]... rectangles) {
        int[] ids = new int[WIDTH * HEIGHT];
        for (int[] r : rectangles) {
            for (int y = r[2]; y < r[2] + r[4]; y++) {
                for (int x = r[1]; x < r[1] + r[3]; x++) {
                    ids[y * WIDTH + x] = r[0];
                }
            }
        }
        return ids;
    }

    public CtcFolder text(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, content);
        return this;
    }
}
