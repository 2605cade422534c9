package org.maskwright.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.maskwright.Problem;

/// Shows a folder in the system's own window, or a file in the program that the system has for it. Starts a program, so
/// it is for the background.
final class FolderViewer {
    private final String program;

    private FolderViewer(String program) {
        this.program = program;
    }

    static FolderViewer ofThisMachine() {
        return of(System.getProperty("os.name"));
    }

    static FolderViewer of(String system) {
        String name = system.toLowerCase(Locale.ROOT);
        return new FolderViewer(
                name.startsWith("windows") ? "explorer.exe" : name.startsWith("mac") ? "open" : "xdg-open");
    }

    List<String> command(Path folder) {
        return List.of(program, folder.toAbsolutePath().toString());
    }

    /// @throws Problem when there is no such program
    void show(Path folder) {
        try {
            var _ = new ProcessBuilder(command(folder))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw Problem.causedBy(e, "app.no-file-manager", folder.toString());
        }
    }
}
