package org.maskwright.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.maskwright.Problem;

/// A folder with `images/`, `labels/` and `metadata.csv` (columns name, group, split among others):
/// which images it names for a split. Nothing is decoded here.
///
/// @param name the folder's
public record LabelledSet(String name, List<Entry> entries) {
    /// One labelled image.
    public record Entry(String name, String group, Path image, Path labels) {
        /// True for the fixed tenth of names that never trains and chooses checkpoints.
        boolean heldOut() {
            var crc = new CRC32();
            crc.update(name.getBytes(StandardCharsets.UTF_8));
            return crc.getValue() % 10 == 0;
        }
    }

    /// Reads the rows of one split.
    ///
    /// @throws Problem `train.noSplit` when there is no such row, `train.badSet` when the table or a file is
    missing
    public static LabelledSet read(Path folder, String split) {
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
                        cells[nameAt],
                        group,
                        existing(folder.resolve("images"), cells[nameAt]),
                        existing(folder.resolve("labels"), cells[nameAt])));
            }
        }
        if (entries.isEmpty()) {
            throw new Problem("train.noSplit", folder.toString(), split);
        }
        return new LabelledSet(String.valueOf(folder.getFileName()), List.copyOf(entries));
    }

    private static Path existing(Path folder, String name) {
        for (String ending : List.of(".png", ".tif", ".tiff")) {
            Path file = folder.resolve(name + ending);
            if (Files.exists(file)) {
                return file;
            }
        }
        throw new Problem("train.badSet", folder.toString(), "there is no image of " + name);
    }
}
