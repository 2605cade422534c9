package org.maskwright.app;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.maskwright.Problem;

/// Finds weights by name: a file as given, a model that the person added, or one that comes with Maskwright.
///
/// @param folders searched in this order
public record ModelFiles(List<Path> folders) {
    private static final String ENDING = ".safetensors";
    private static final int LEVELS = 6;

    public ModelFiles {
        folders = List.copyOf(folders);
    }

    /// The person's folder, then the one beside the program.
    public static ModelFiles ofThisMachine() {
        var folders = new ArrayList<Path>();
        folders.add(Folders.ofThisMachine().models());
        bundledFolder().ifPresent(folders::add);
        return new ModelFiles(folders);
    }

    /// @param wanted a file, or a name with or without its ending; empty for the model that comes with Maskwright
    /// @throws Problem when there is no such model
    public Path find(Optional<String> wanted) {
        if (wanted.isEmpty()) {
            return bundled();
        }
        String name = wanted.get();
        Path file = Path.of(name);
        if (Files.isRegularFile(file)) {
            return file;
        }
        for (Path folder : folders) {
            for (String tried : List.of(name, name + ENDING)) {
                if (Files.isRegularFile(folder.resolve(tried))) {
                    return folder.resolve(tried);
                }
            }
        }
        throw new Problem("app.nomodel", name);
    }

    /// The model that is used when none is named: the last by name, so the newest version, of those that
    /// come with Maskwright.
    private Path bundled() {
        return folders.reversed().stream()
                .flatMap(folder -> weights(folder).stream().max(Comparator.naturalOrder()).stream())
                .findFirst()
                .orElseThrow(() -> new Problem("app.nomodel", "maskwright"));
    }

    private static List<Path> weights(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(ENDING)).toList();
        } catch (IOException e) {
            throw Problem.causedBy(e, "app.nomodel", folder.toString());
        }
    }

    /// The folder `models` beside the program, wherever its classes lie under it.
    private static Optional<Path> bundledFolder() {
        Path at;
        try {
            at = Path.of(ModelFiles.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        for (int i = 0; i < LEVELS && at != null; i++, at = at.getParent()) {
            Path folder = at.resolve("models");
            if (!weights(folder).isEmpty()) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }
}
