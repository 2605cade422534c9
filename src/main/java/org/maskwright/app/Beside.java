package org.maskwright.app;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
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

    /// The jar or folder that the program's classes come from. Classes out of Java's ahead-of-time cache do
    /// not say so where the program was moved after the cache was made, as every installed one was; the
    /// class path does.
    private static Path program() {
        URL location = Beside.class.getProtectionDomain().getCodeSource().getLocation();
        try {
            return location == null
                    ? Path.of(System.getProperty("java.class.path").split(File.pathSeparator, 2)[0])
                            .toAbsolutePath()
                    : Path.of(location.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
