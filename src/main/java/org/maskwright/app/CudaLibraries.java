package org.maskwright.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.Words;
import org.maskwright.ui.model.CardLibraries;
import org.maskwright.ui.model.Notice;
import org.maskwright.ui.model.Numbers;
import org.maskwright.ui.model.Workbench;
import org.maskwright.weights.CudaPack;
import org.maskwright.weights.Download;
import org.maskwright.weights.Progress;

/// The libraries with which the engine computes on an NVIDIA card. They are too large to come with Maskwright: they are
/// fetched when the person asks for them, and used from the next start on, since an engine is loaded once only.
final class CudaLibraries implements CardLibraries {
    /// The build of the engine that DJL's bridge in this release is made for.
    private static final String FLAVOR = "cu128";

    private static final long GLANCE_MILLIS = 200;

    /// Tries libraries before they are used.
    @FunctionalInterface
    interface Trial {
        /// @throws Problem when the engine cannot be loaded with them
        void of(Path libraries, Cancel cancel);
    }

    private final Workbench bench;
    private final Path folder;
    private final Optional<CudaPack> pack;
    private final Download download;
    private final Trial trial;
    private final ReadOnlyBooleanWrapper here;

    /// @param folder where they are kept
    /// @param pack what there is to fetch for this system
    CudaLibraries(Workbench bench, Path folder, Optional<CudaPack> pack, Download download, Trial trial) {
        this.bench = bench;
        this.folder = folder;
        this.pack = pack;
        this.download = download;
        this.trial = trial;
        here = new ReadOnlyBooleanWrapper(CudaPack.in(folder).isPresent());
    }

    static Optional<CudaPack> packOfThisMachine() {
        return CudaPack.of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /// Has the engine use a folder of libraries; before it is loaded. DJL asks the environment before these properties.
    static void use(Path libraries) {
        if (Files.isDirectory(libraries)) {
            System.setProperty("PYTORCH_LIBRARY_PATH", libraries.toString());
            System.setProperty("PYTORCH_FLAVOR", isForCuda(libraries) ? FLAVOR : "cpu");
        }
    }

    private static boolean isForCuda(Path libraries) {
        return Stream.of("torch_cuda", "c10_cuda")
                .anyMatch(name -> Files.exists(libraries.resolve(System.mapLibraryName(name))));
    }

    @Override
    public Optional<String> offer() {
        return pack.map(p -> Words.of(
                "app.cuda.offer", Numbers.megabytes(p.bytes()), p.address().getHost()));
    }

    @Override
    public ReadOnlyBooleanProperty here() {
        return here.getReadOnlyProperty();
    }

    @Override
    public void fetch() {
        pack.ifPresent(p -> bench.notices()
                .show(new Notice(
                        "cuda",
                        Notice.Level.FACT,
                        Words.of(
                                "app.cuda.ask",
                                Numbers.megabytes(p.bytes()),
                                p.address().getHost()),
                        Words.of("app.cuda.ask.what", p.address(), folder, Numbers.megabytes(p.room())),
                        List.of(new Notice.Act(Words.of("app.cuda.ask.yes"), () -> fetch(p))),
                        true,
                        "")));
    }

    private void fetch(CudaPack what) {
        var _ = bench.works()
                .run(
                        "cuda",
                        Words.of("app.cuda.fetching"),
                        (cancel, progress) -> install(
                                what,
                                folder,
                                download,
                                trial,
                                cancel,
                                (done, total) -> progress.accept((double) done / total)))
                .thenAccept(libraries -> {
                    here.set(true);
                    bench.notices()
                            .show(Notice.fact(
                                    "device",
                                    Words.of("app.cuda.fetched"),
                                    Words.of("app.cuda.fetched.what", libraries)));
                });
    }

    @Override
    public void remove() {
        var _ = bench.works()
                .run("cuda", Words.of("app.cuda.removing"), (cancel, progress) -> CudaPack.remove(folder))
                .thenAccept(gone -> {
                    here.set(false);
                    bench.notices()
                            .show(Notice.fact(
                                    "device",
                                    Words.of("app.cuda.removed"),
                                    Words.of(gone ? "app.cuda.removed.what" : "app.cuda.removed.later", folder)));
                });
    }

    /// Fetches, tries and marks them as usable. Background.
    ///
    /// @return where libtorch lies
    static Path install(CudaPack pack, Path folder, Download download, Trial trial, Cancel cancel, Progress progress) {
        Path libraries = pack.fetch(folder, download, cancel, progress);
        bridge(libraries);
        trial.of(libraries, cancel);
        CudaPack.finish(folder);
        return libraries;
    }

    /// DJL's bridge to such a libtorch is in DJL's jar; DJL looks for it beside libtorch.
    private static void bridge(Path libraries) {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        String name = System.mapLibraryName("djl_torch");
        String packed = "/jnilib/" + (windows ? "win" : "linux") + "-x86_64/" + FLAVOR + "/" + name;
        try (InputStream bridge = CudaLibraries.class.getResourceAsStream(packed)) {
            Files.copy(
                    Objects.requireNonNull(bridge, packed),
                    libraries.resolve(name),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw Problem.causedBy(e, "app.cuda", String.valueOf(e.getMessage()));
        }
    }

    /// Has this program load its engine with them, in a process of its own: a process that cannot is left without any.
    static void trial(Path libraries, Cancel cancel) {
        try {
            var builder = new ProcessBuilder(command()).redirectErrorStream(true);
            builder.environment().put("PYTORCH_LIBRARY_PATH", libraries.toString());
            Process process = builder.start();
            try {
                while (!process.waitFor(GLANCE_MILLIS, TimeUnit.MILLISECONDS)) {
                    cancel.check();
                }
            } finally {
                process.destroy();
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.exitValue() != 0) {
                throw new Problem("app.cuda", said);
            }
        } catch (IOException e) {
            throw Problem.causedBy(e, "app.cuda", String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
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
        words.add("devices");
        return words;
    }
}
