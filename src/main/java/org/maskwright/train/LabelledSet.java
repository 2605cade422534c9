package org.maskwright.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.maskwright.Problem;

/// A folder with `images/`, `labels/` and `metadata.csv` (columns name, group, split among others):
/// which images it names for a split. Nothing is decoded here.
///
/// @param name the folder's
public record LabelledSet(String name, List<Entry> entries) {
    /// One labelled image.
    public record Entry(String name, String group, Path image, Path labels) {
        private Path place() {
            return image.toAbsolutePath().normalize();
        }

        /// True for the fixed tenth of names that never trains and chooses checkpoints.
        boolean heldOut() {
            var crc = new CRC32();
            crc.update(name.getBytes(StandardCharsets.UTF_8));
            return crc.getValue() % 10 == 0;
        }
    }

    /// Reads the rows of one split.
    ///
    /// @throws Problem `train.noSplit` when there is no such row, `train.badSet` when a table or file is missing
    public static LabelledSet read(Path folder, String split) {
        return read(folder, folder.resolve("images"), folder.resolve("labels"), split);
    }

    /// Images and labels in two folders, paired by name; with a split, those that the `metadata.csv` beside the
    /// folder of images names for it.
    ///
    /// @throws Problem `train.noSplit`, `train.badSet`
    public static LabelledSet of(Path images, Path labels, @Nullable String split) {
        if (split != null) {
            Path parent = images.toAbsolutePath().getParent();
            return read(parent == null ? images : parent, images, labels, split);
        }
        var entries = new ArrayList<Entry>();
        try (Stream<Path> files = Files.list(images)) {
            files.sorted().filter(Files::isRegularFile).forEach(f -> {
                String file = String.valueOf(f.getFileName());
                int dot = file.lastIndexOf('.');
                String name = dot > 0 ? file.substring(0, dot) : file;
                find(labels, name).ifPresent(l -> entries.add(new Entry(name, "", f, l)));
            });
        } catch (IOException e) {
            throw Problem.causedBy(e, "train.badSet", images.toString(), "the folder cannot be read");
        }
        if (entries.isEmpty()) {
            throw new Problem("train.badSet", images.toString(), "no image has a label file of the same name");
        }
        return new LabelledSet(String.valueOf(images.getFileName()), List.copyOf(entries));
    }

    /// This set without what `other` keeps of the images that both name. They are shared out by halves, drawn by
    /// `seed`, so both sets ask with the same one.
    ///
    /// @param first set for one of the two
    /// @throws Problem `train.shared` when nothing is left
    public LabelledSet apart(LabelledSet other, boolean first, long seed) {
        var theirs = other.entries.stream().map(Entry::place).collect(Collectors.toSet());
        var shared = entries.stream()
                .filter(e -> theirs.contains(e.place()))
                .sorted(Comparator.comparing(Entry::name))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(shared, new Random(seed));
        int half = shared.size() / 2;
        var given = new HashSet<>(first ? shared.subList(half, shared.size()) : shared.subList(0, half));
        List<Entry> kept = entries.stream().filter(e -> !given.contains(e)).toList();
        if (kept.isEmpty()) {
            throw new Problem("train.shared", name);
        }
        return new LabelledSet(name, kept);
    }

    private static LabelledSet read(Path folder, Path images, Path labels, String split) {
        Path table = folder.resolve("metadata.csv");
        List<String> lines;
        try {
            lines = Files.readAllLines(table);
        } catch (IOException e) {
            throw Problem.causedBy(e, "train.badSet", folder.toString(), "metadata.csv is missing or unreadable");
        }
        List<String> head =
                lines.isEmpty() ? List.of() : Arrays.asList(lines.getFirst().split(",", -1));
        int nameAt = head.indexOf("name");
        int groupAt = head.indexOf("group");
        int splitAt = head.indexOf("split");
        if (nameAt < 0 || splitAt < 0) {
            throw new Problem("train.badSet", folder.toString(), "metadata.csv has no columns name and split");
        }
        var entries = new ArrayList<Entry>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            if (cells.length == head.size() && cells[splitAt].equals(split)) {
                String group = groupAt < 0 ? "" : cells[groupAt];
                entries.add(new Entry(
                        cells[nameAt], group, existing(images, cells[nameAt]), existing(labels, cells[nameAt])));
            }
        }
        if (entries.isEmpty()) {
            throw new Problem("train.noSplit", folder.toString(), split);
        }
        return new LabelledSet(String.valueOf(folder.getFileName()), List.copyOf(entries));
    }

    private static Path existing(Path folder, String name) {
        return find(folder, name)
                .orElseThrow(() -> new Problem("train.badSet", folder.toString(), "there is no image of " + name));
    }

    private static Optional<Path> find(Path folder, String name) {
        return Stream.of(".png", ".tif", ".tiff")
                .map(ending -> folder.resolve(name + ending))
                .filter(Files::exists)
                .findFirst();
    }
}
