package org.maskwright.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.maskwright.Problem;

/// Opens what a person points at: a file with one or more planes, or a folder of files.
///
/// Folders that are understood: images side by side; a sequence of the Cell Tracking Challenge
/// (`t000.tif`, `t001.tif`, ...) or a data set folder with one such sequence (`01`); the layout of the
/// 2018 Data Science Bowl (`ID/images/ID.png`); a folder whose `images` folder holds the images.
public final class Images {
    private static final Set<String> EXTENSIONS = Set.of("tif", "tiff", "png", "jpg", "jpeg", "bmp");

    private Images() {}

    /// Opens a file or folder. Files of a folder that are numbered and alike are a series.
    ///
    /// @throws Problem when nothing there can be read; a single damaged file in a folder only shows when it is read
    public static ImageStack open(Path path) {
        return open(path, true);
    }

    /// Opens a file, or a folder as a set: every image is for itself, with a contrast window of its own.
    public static ImageStack openSet(Path path) {
        return open(path, false);
    }

    private static ImageStack open(Path path, boolean mayBeSeries) {
        if (!Files.isDirectory(path)) {
            return new FileStack(scan(path));
        }
        var direct = imagesIn(path);
        if (!direct.isEmpty()) {
            return stack(path, direct, direct.stream().map(Images::stem).toList(), mayBeSeries);
        }
        var nested = imagesIn(path.resolve("images"));
        if (!nested.isEmpty()) {
            return stack(path, nested, nested.stream().map(Images::stem).toList(), mayBeSeries);
        }
        var sequences = sequences(path);
        if (sequences.size() == 1) {
            return open(sequences.getFirst(), mayBeSeries);
        }
        if (sequences.size() > 1) {
            throw new Problem(
                    "image.sequences",
                    path.toString(),
                    String.join(", ", sequences.stream().map(Images::fileName).toList()));
        }
        return bowl(path, mayBeSeries);
    }

    private static ImageStack bowl(Path path, boolean mayBeSeries) {
        var files = new ArrayList<Path>();
        var names = new ArrayList<String>();
        for (Path sample : list(path, Files::isDirectory)) {
            for (Path image : imagesIn(sample.resolve("images"))) {
                files.add(image);
                names.add(stem(image));
            }
        }
        if (files.isEmpty()) {
            throw new Problem("image.noImages", path.toString());
        }
        return stack(path, files, names, mayBeSeries);
    }

    private static ImageStack stack(Path folder, List<Path> files, List<String> names, boolean mayBeSeries) {
        return new FolderStack(
                nameOf(folder), files.stream().map(Images::scanOrKeep).toList(), names, mayBeSeries);
    }

    /// What a file or folder of images is called: its name, and for a sequence of the Cell Tracking Challenge (`01`,
    /// `02`, ...) that of the data set before it.
    public static String nameOf(Path images) {
        Path at = images.toAbsolutePath().normalize();
        Path dataset = at.getParent();
        String name = fileName(at);
        return dataset != null && dataset.getFileName() != null && name.matches("\\d{2,}") && isSequence(at)
                ? fileName(dataset) + " " + name
                : name;
    }

    /// Reads a label image: one channel of whole numbers, 0 outside, values and palette indices as stored.
    ///
    /// @throws Problem when it is missing, damaged, has several channels, or values that are no ids
    public static LabelImage readLabels(Path path) {
        return LabelFile.read(path, 0);
    }

    /// The same for one page of a label stack.
    public static LabelImage readLabels(Path path, int page) {
        return LabelFile.read(path, page);
    }

    /// The sequence folders of a Cell Tracking Challenge data set (`01`, `02`, ...), in order; empty when there are
    /// none.
    public static List<Path> sequences(Path dataset) {
        return list(dataset, p -> fileName(p).matches("\\d{2,}") && Files.isDirectory(p) && isSequence(p));
    }

    /// True for a folder whose images are all named `tNNN.tif`.
    public static boolean isSequence(Path folder) {
        var images = imagesIn(folder);
        return !images.isEmpty()
                && images.stream()
                        .allMatch(p -> fileName(p).toLowerCase(Locale.ROOT).matches("t\\d+\\.tiff?"));
    }

    /// The image files that lie directly in a folder, in natural order; empty when it is none.
    public static List<Path> imagesIn(Path folder) {
        return list(folder, p -> isImageName(fileName(p)) && !Files.isDirectory(p));
    }

    private static boolean isImageName(String name) {
        int dot = name.lastIndexOf('.');
        return !name.startsWith(".")
                && dot > 0
                && EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    private static List<Path> list(Path folder, Predicate<Path> wanted) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        return Reading.of(folder, () -> {
            try (Stream<Path> all = Files.list(folder)) {
                return all.filter(wanted)
                        .sorted(Comparator.comparing(Images::fileName, NaturalOrder.BY_NAME))
                        .toList();
            }
        });
    }

    private static ImageFile scanOrKeep(Path path) {
        try {
            return scan(path);
        } catch (Problem why) {
            return new ImageFile.Broken(path, why);
        }
    }

    /// What kind a file is, from its first bytes and never from its name.
    static ImageFile scan(Path path) {
        if (Files.isDirectory(path)) {
            throw new Problem("image.kind", path.toString());
        }
        String format = format(path).orElseThrow(() -> new Problem("image.kind", path.toString()));
        return format.equals("tiff")
                ? new ImageFile.Tiff(TiffFile.scan(path))
                : new ImageFile.Picture(PictureFile.scan(path, format));
    }

    static Optional<String> format(Path path) {
        byte[] head = Reading.of(path, () -> head(path));
        String text = new String(head, java.nio.charset.StandardCharsets.ISO_8859_1);
        if (text.startsWith("II*\0")
                || text.startsWith("MM\0*")
                || text.startsWith("II+\0")
                || text.startsWith("MM\0+")) {
            return Optional.of("tiff");
        }
        if (text.startsWith("\u0089PNG")) {
            return Optional.of("png");
        }
        if (text.startsWith("\u00FF\u00D8")) {
            return Optional.of("jpeg");
        }
        return text.startsWith("BM") ? Optional.of("bmp") : Optional.empty();
    }

    private static byte[] head(Path path) throws IOException {
        try (var in = Files.newInputStream(path)) {
            return in.readNBytes(4);
        }
    }

    static String fileName(Path path) {
        Path last = path.getFileName();
        return last == null ? path.toString() : last.toString();
    }

    /// The file's name without its extension; `.ome.tif` counts as one.
    public static String stem(Path path) {
        String name = fileName(path);
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        return stem.toLowerCase(Locale.ROOT).endsWith(".ome") ? stem.substring(0, stem.length() - 4) : stem;
    }
}
