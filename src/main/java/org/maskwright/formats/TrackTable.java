package org.maskwright.formats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.maskwright.Problem;
import org.maskwright.label.Track;

/// The track tables of the Cell Tracking Challenge (`man_track.txt`, `res_track.txt`): a line
/// `label first last parent` for each track, no header.
public final class TrackTable {
    private TrackTable() {}

    /// A line of a table and what it says; nothing when it is not four whole numbers.
    record Line(int number, String text, Optional<Track> track) {}

    /// The tracks in order of the lines; blank lines are skipped, tabs and several spaces taken.
    ///
    /// @throws Problem when the file cannot be read or a line is not four whole numbers
    public static List<Track> read(Path table) {
        return lines(table).stream()
                .map(line -> line.track()
                        .orElseThrow(
                                () -> new Problem("formats.trackLine", table.toString(), line.number(), line.text())))
                .toList();
    }

    static List<Line> lines(Path table) {
        List<String> texts;
        try {
            texts = Files.readString(table, StandardCharsets.ISO_8859_1).lines().toList();
        } catch (NoSuchFileException e) {
            throw Problem.causedBy(e, "image.missing", table.toString());
        } catch (IOException e) {
            throw Problem.causedBy(e, "image.denied", table.toString());
        }
        List<Line> out = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            if (!texts.get(i).isBlank()) {
                out.add(new Line(i + 1, texts.get(i).strip(), parse(texts.get(i).strip())));
            }
        }
        return out;
    }

    private static Optional<Track> parse(String line) {
        if (!line.matches("-?\\d{1,9}(\\s+-?\\d{1,9}){3}")) {
            return Optional.empty();
        }
        String[] n = line.split("\\s+", 4);
        return Optional.of(new Track(
                Integer.parseInt(n[0]), Integer.parseInt(n[1]), Integer.parseInt(n[2]), Integer.parseInt(n[3])));
    }

    /// Writes the tracks in order of their labels, line ends as everywhere in the challenge: a newline.
    ///
    /// @throws UncheckedIOException when it cannot be written
    public static void write(Path table, List<Track> tracks) {
        var text = new StringBuilder();
        tracks.stream()
                .sorted(Comparator.comparingInt(Track::id))
                .forEach(t -> text.append(t.id())
                        .append(' ')
                        .append(t.first())
                        .append(' ')
                        .append(t.last())
                        .append(' ')
                        .append(t.parent())
                        .append('\n'));
        try {
            Files.writeString(table, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
