package org.maskwright.app;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final Path file;

    SettingsFile(Path folder) {
        file = folder.resolve("settings.json");
    }

    /// @param problem what to tell the person when the file could not be used
    record Loaded(Settings settings, Optional<Problem> problem) {}

    Loaded load() {
        try {
            ObjectNode tree = JSON.valueToTree(Settings.defaults());
            if (!(JSON.readTree(Files.readAllBytes(file)) instanceof ObjectNode written)) {
                return setAside();
            }
            merge(tree, written);
            return new Loaded(JSON.treeToValue(tree, Settings.class), Optional.empty());
        } catch (NoSuchFileException none) {
            return new Loaded(Settings.defaults(), Optional.empty());
        } catch (JacksonException damaged) {
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
            ObjectNode tree = JSON.valueToTree(Settings.defaults());
            if (Files.exists(file) && JSON.readTree(Files.readAllBytes(file)) instanceof ObjectNode written) {
                merge(tree, written);
                return Optional.of(JSON.treeToValue(tree, Settings.class));
            }
            return Optional.empty();
        } catch (IOException later) {
            // The window says it when it loads them.
            return Optional.empty();
        }
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        for (var field : from.properties()) {
            JsonNode there = into.get(field.getKey());
            if (there instanceof ObjectNode inner && field.getValue() instanceof ObjectNode value) {
                merge(inner, value);
            } else if (there != null) {
                into.set(field.getKey(), field.getValue());
            }
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
            ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(settings));
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
