package org.maskwright.app;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// What the window is to begin with.
///
/// @param path a project or images to open; empty for the start page
/// @param sample whether to open a copy of the sample instead
/// @param timed whether to say how long the start took, and to end
record Start(Optional<Path> path, boolean sample, boolean timed) {
    static final String SAMPLE = "--sample";
    static final String TIMED = "--time-start";

    /// Understands the words that desktops and menus start the program with, without a parser: loading one is time that
    /// a person waits. Empty for all others.
    static Optional<Start> plain(String[] words) {
        Optional<Path> path = Optional.empty();
        boolean sample = false;
        boolean timed = false;
        for (String word : words) {
            switch (word) {
                case SAMPLE -> sample = true;
                case TIMED -> timed = true;
                default -> {
                    if (path.isPresent() || !isPlace(word)) {
                        return Optional.empty();
                    }
                    path = Optional.of(Path.of(word));
                }
            }
        }
        return Optional.of(new Start(path, sample, timed));
    }

    /// An absolute path cannot be the name of a command.
    private static boolean isPlace(String word) {
        try {
            return Path.of(word).isAbsolute() && Files.exists(Path.of(word));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
