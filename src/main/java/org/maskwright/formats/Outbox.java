package org.maskwright.formats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.maskwright.Problem;
import org.maskwright.image.LabelTiff;
import org.maskwright.label.Labels;

/// The folder that an exporter writes into, and what it has written there. Every file is written
/// under another name first, so that nobody ever reads half of one.
final class Outbox {
    private final Path folder;
    private final List<Path> files = new ArrayList<>();
    private final List<Problem> notes = new ArrayList<>();

    Outbox(Path folder) {
        this.folder = folder;
    }

    @FunctionalInterface
    private interface Work {
        void write(Path part) throws IOException;
    }

    /// The accepted instances of each slice as a page, 16-bit; where masks overlap the lower id wins.
    void labels(String name, List<Labels> slices) {
        List<int[]> pages = slices.stream().map(Labels::toImage).toList();
        for (int z = 0; z < pages.size(); z++) {
            noteHidden(name, slices.get(z), pages.get(z));
        }
        int width = slices.getFirst().width();
        int height = slices.getFirst().height();
        put(name, part -> LabelTiff.writeStack(part, width, height, pages));
    }

    private void noteHidden(String name, Labels labels, int[] ids) {
        Set<Integer> seen = new HashSet<>();
        for (int id : ids) {
            seen.add(id);
        }
        labels.instances().stream()
                .filter(i -> i.isAccepted() && !seen.contains(i.id().value()))
                .forEach(i -> note(new Problem("formats.hidden", i.id().value(), name)));
    }

    void text(String name, String text) {
        put(name, part -> Files.writeString(part, text, StandardCharsets.UTF_8));
    }

    void bytes(String name, byte[] bytes) {
        put(name, part -> Files.write(part, bytes));
    }

    private void put(String name, Work work) {
        Path file = folder.resolve(name);
        Path part = folder.resolve(name + ".part");
        try {
            Files.createDirectories(folder);
            work.write(part);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | UncheckedIOException e) {
            throw Problem.causedBy(e, "formats.unwritable", file.toString());
        }
        files.add(file);
    }

    void note(Problem note) {
        notes.add(note);
    }

    /// @throws Problem when nothing was written
    Exported done() {
        if (files.isEmpty()) {
            throw new Problem("formats.nothing");
        }
        return new Exported(files, notes);
    }
}
