package org.maskwright.app;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What lies beside the program, wherever its classes lie under it: in a clone, or in an installed folder.
public final class Beside {
    private static final int LEVELS = 6;

    private Beside() {}

    /// A folder by its path from the program's own.
    public static Optional<Path> folder(String path) {
        Path at = program();
        for (int i = 0; i < LEVELS && at != null; i++, at = at.getParent()) {
            Path folder = at.resolve(path);
            if (Files.isDirectory(folder)) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    /// The jar or folder that the program's classes come from: the first of the class path. The classes themselves do
    /// not know: those of Java's ahead-of-time cache name the place where the cache was made.
    private static Path program() {
        return Path.of(System.getProperty("java.class.path").split(File.pathSeparator, 2)[0])
                .toAbsolutePath();
    }
}
