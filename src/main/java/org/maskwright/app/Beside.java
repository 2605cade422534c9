package org.maskwright.app;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What lies beside the program, wherever its classes lie under it: in a clone, or in an installed folder.
public final class Beside {
    private static final int LEVELS = 6;

    private Beside() {}

    /// A folder by its path from the program's own.
    public static Optional<Path> folder(String path) {
        Path at;
        try {
            at = Path.of(Beside.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        for (int i = 0; i < LEVELS && at != null; i++, at = at.getParent()) {
            Path folder = at.resolve(path);
            if (Files.isDirectory(folder)) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }
}
