package org.maskwright.image;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.maskwright.Problem;

/// The border between files and the rest: whatever goes wrong while a file is read becomes a
/// [Problem] that names the file.
final class Reading {
    private Reading() {}

    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    static <T> T of(Path path, Work<T> work) {
        String name = path.toString();
        try {
            return work.run();
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw Problem.causedBy(e, "image.missing", name);
        } catch (AccessDeniedException e) {
            throw Problem.causedBy(e, "image.denied", name);
        } catch (EOFException e) {
            throw Problem.causedBy(e, "image.truncated", name);
        } catch (ArithmeticException e) { // sizes that no array can have
            throw Problem.causedBy(e, "image.damaged", name);
        } catch (IOException e) {
            throw Problem.causedBy(e, Files.exists(path) ? "image.damaged" : "image.missing", name);
        }
    }
}
