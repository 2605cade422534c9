package org.maskwright.app;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.maskwright.Problem;
import org.maskwright.ui.model.Settings;

/// Keeps [Settings] in one JSON file. A value that an older file lacks is the default; a file that cannot be understood
/// is set aside under the name `settings.json.damaged`, never lost, and the defaults are used.
final class SettingsFile {
    private final Path file;

    SettingsFile(Path folder) {
        file = folder.resolve("settings.json");
    }

    /// @param problem what to tell the person when the file could not be used
    record Loaded(Settings settings, Optional<Problem> problem) {}

    Loaded load() {
        try {
            return new Loaded(SettingsJson.read(Files.readAllBytes(file)), Optional.empty());
        } catch (NoSuchFileException none) {
            return new Loaded(Settings.defaults(), Optional.empty());
        } catch (JacksonException | IllegalArgumentException damaged) {
            return setAside();
        } catch (IOException e) {
            return new Loaded(
                    Settings.defaults(),
                    Optional.of(Problem.causedBy(e, "app.settings-unreadable", file.toString(), reason(e))));
        }
    }

    /// The settings where they can be understood; touches nothing.
    Optional<Settings> peek() {
        try {
            return Files.exists(file) ? Optional.of(SettingsJson.read(Files.readAllBytes(file))) : Optional.empty();
        } catch (IOException | IllegalArgumentException later) {
            // The window says it when it loads them.
            return Optional.empty();
        }
    }

    private Loaded setAside() {
        Path aside = file.resolveSibling(file.getFileName() + ".damaged");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            return new Loaded(
                    Settings.defaults(),
                    Optional.of(new Problem("app.settings-damaged", file.toString(), aside.toString())));
        } catch (IOException e) {
            return new Loaded(
                    Settings.defaults(),
                    Optional.of(Problem.causedBy(e, "app.settings-unreadable", file.toString(), reason(e))));
        }
    }

    /// Writes beside the file, forces it to the disk and renames it into place: a crash leaves the old or the new file.
    void save(Settings settings) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            ByteBuffer bytes = ByteBuffer.wrap(SettingsJson.write(settings));
            try (FileChannel out = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw Problem.causedBy(e, "app.settings-unwritable", file.toString(), reason(e));
        }
    }

    private static String reason(IOException e) {
        String words = e.getMessage();
        return words == null ? e.getClass().getSimpleName() : words;
    }
}
