package org.maskwright.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.Words;
import org.maskwright.ui.model.Notice;
import org.maskwright.ui.model.Workbench;

/// The libraries with which the engine computes on an NVIDIA card. They are too large to come with Maskwright: the
/// engine
/// fetches them once, when the person asks for it, in a process of its own, because an engine can be loaded once only.
final class CudaLibraries {
    /// What makes a process fetch: [#inThisProcess].
    static final String COMMAND = "fetch-cuda";

    /// The build of the engine that DJL's bridge in this release is made for.
    private static final String FLAVOR = "cu128";

    /// Like the version in use but not written like it, which is how DJL is told to look elsewhere than in its jar.
    private static final String VERSION = "2.7.1-0";

    private static final long GLANCE_MILLIS = 200;

    private final Consumer<Path> keep;

    /// @param keep told the folder of the libraries once they are there
    CudaLibraries(Consumer<Path> keep) {
        this.keep = keep;
    }

    /// Has the engine use a folder of libraries; before it is loaded. DJL asks the environment before these properties.
    static void use(Path folder) {
        if (Files.isDirectory(folder)) {
            System.setProperty("PYTORCH_LIBRARY_PATH", folder.toString());
            System.setProperty("PYTORCH_FLAVOR", isForCuda(folder) ? FLAVOR : "cpu");
        }
    }

    private static boolean isForCuda(Path folder) {
        return Stream.of("torch_cuda", "c10_cuda")
                .anyMatch(name -> Files.exists(folder.resolve(System.mapLibraryName(name))));
    }

    /// Fetches them in this process, which then ends.
    ///
    /// @return their folder
    static Path inThisProcess() {
        System.setProperty("ai.djl.offline", "false");
        System.setProperty("PYTORCH_VERSION", VERSION);
        System.setProperty("PYTORCH_FLAVOR", FLAVOR);
        return org.maskwright.worker.Lane.libraries();
    }

    /// Fetches them in the background; the person is told what came of it.
    void fetch(Workbench bench) {
        var _ = bench.works()
                .run("cuda", Words.of("app.cuda.fetching"), (cancel, progress) -> child(cancel))
                .thenAccept(folder -> {
                    keep.accept(folder);
                    bench.notices()
                            .show(Notice.fact(
                                    "device", Words.of("app.cuda.fetched"), Words.of("app.cuda.fetched.what", folder)));
                });
    }

    private static Path child(Cancel cancel) {
        try {
            Process process = new ProcessBuilder(command())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                while (!process.waitFor(GLANCE_MILLIS, TimeUnit.MILLISECONDS)) {
                    cancel.check();
                }
            } finally {
                process.destroy();
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.exitValue() != 0 || said.isEmpty()) {
                throw new Problem("app.cuda", said);
            }
            return Path.of(said.lines().toList().getLast());
        } catch (IOException e) {
            throw Problem.causedBy(e, "app.cuda", String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.util.concurrent.CancellationException();
        }
    }

    /// This program again: its launcher, or the Java that runs it.
    private static List<String> command() {
        String self = ProcessHandle.current().info().command().orElse("maskwright");
        var words = new ArrayList<>(List.of(self));
        if (String.valueOf(Path.of(self).getFileName()).startsWith("java")) {
            words.addAll(List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName()));
        }
        words.addAll(List.of("devices", "--" + COMMAND));
        return words;
    }
}
