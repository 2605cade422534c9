package org.maskwright.app;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.maskwright.Problem;
import org.maskwright.Words;
import org.maskwright.ui.dialog.SystemFilePicker;
import org.maskwright.ui.model.Notice;
import org.maskwright.ui.model.Settings;
import org.maskwright.worker.DiskCache;
import org.maskwright.worker.Reply;
import org.maskwright.worker.Session;
import org.maskwright.worker.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens the window on this machine and waits until it is closed.
final class Window {
    private static final Logger LOG = LoggerFactory.getLogger(Window.class);
    private static final long MEGABYTE = 1_000_000;

    private final Folders folders;
    private final Path home;
    private final SettingsFile file;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private Window(Folders folders, Path home) {
        this.folders = folders;
        this.home = home;
        file = new SettingsFile(folders.settings());
    }

    /// @throws Problem when there is no screen
    static void open(Folders folders, Start start) {
        var window = new Window(folders, Path.of(System.getProperty("user.home")));
        window.open(crashes -> window.show(start, crashes));
    }

    /// Opens the window on the sample in an empty home, and closes it when the play is over.
    ///
    /// @param play on a thread of its own
    /// @throws Problem when there is no screen
    static void rehearse(Path home, Consumer<Wiring> play) {
        var window = new Window(Folders.of("linux", home, Map.of()), home);
        window.open(crashes -> {
            Wiring wiring = window.show(new Start(Optional.empty(), true, false), crashes);
            Thread.ofVirtual().start(() -> {
                try {
                    play.accept(wiring);
                } finally {
                    Platform.runLater(wiring::quit);
                }
            });
        });
    }

    /// @param show given the reports of windows that crashed since the last start
    private void open(Consumer<List<Path>> show) {
        List<Path> crashes = CrashReports.collect(
                folders.logs(),
                Path.of(System.getProperty("java.io.tmpdir")),
                process -> ProcessHandle.of(process).isPresent());
        try (var _ = CrashReports.begin(
                folders.logs(), ProcessHandle.current().pid(), Path.of("").toAbsolutePath())) {
            start(() -> show.accept(crashes));
            await();
        }
    }

    private void start(Runnable show) {
        try {
            Platform.startup(() -> {
                try {
                    show.run();
                } catch (RuntimeException | Error e) {
                    failure.set(e);
                    closed.countDown();
                }
            });
        } catch (UnsupportedOperationException | UnsatisfiedLinkError e) {
            throw Problem.causedBy(e, "app.no-screen");
        }
    }

    private void await() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure.get() instanceof RuntimeException why) {
            throw why;
        }
    }

    private Wiring show(Start start, List<Path> crashes) {
        Platform.setImplicitExit(false);
        Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> LOG.error("a handler failed", e));
        SettingsFile.Loaded loaded = file.load();
        var stage = new Stage();
        var wiring = new Wiring(stage, world(loaded.settings()), loaded.settings(), new SystemFilePicker(stage));
        loaded.problem().ifPresent(p -> wiring.bench().notices().show("settings", p));
        stage.setOnCloseRequest(e -> {
            e.consume();
            wiring.quit();
        });
        crashes.forEach(report -> wiring.bench()
                .notices()
                .show(Notice.fact(
                        "crash",
                        Words.of("app.crash"),
                        Words.of("app.crash.what", report),
                        new Notice.Act(Words.of("app.crash.show"), true, () -> show(report)))));
        FirstFrame.then(wiring::isUsable, () -> {
            noteStart(start.timed());
            if (start.timed()) {
                wiring.quit();
            }
        });
        stage.show();
        if (start.sample()) {
            wiring.openSample();
        } else {
            start.path().ifPresent(wiring::open);
        }
        return wiring;
    }

    /// Opens the report in the program that the system has for texts.
    private static void show(Path report) {
        Thread.ofVirtual().start(() -> {
            try {
                FolderViewer.ofThisMachine().show(report);
            } catch (Problem e) {
                LOG.warn("{} could not be shown", report, e);
            }
        });
    }

    /// How long a person waited for the window, for the log, and for the person who asked.
    private static void noteStart(boolean said) {
        long now = System.currentTimeMillis();
        // The start that ProcessHandle knows is wrong by up to a second: Linux says in whole seconds when it booted.
        long waited = now - ManagementFactory.getRuntimeMXBean().getStartTime();
        long worked = ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toMillis();
        LOG.info("the window is usable {} ms after the start of Java, {} ms of processor time", waited, worked);
        if (said) {
            System.out.println(Words.of("app.start-time", waited, worked));
        }
    }

    private Wiring.World world(Settings settings) {
        Settings.Machine machine = settings.machine();
        if (machine.threads() > 0) { // read by the engine when it starts
            System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(machine.threads()));
        }
        Path cache = machine.cacheFolder() == null ? folders.cache().resolve("embeddings") : machine.cacheFolder();
        var disk = new DiskCache(cache, machine.diskCacheMegabytes() * MEGABYTE);
        ModelFiles models = ModelFiles.ofThisMachine();
        return new Wiring.World(
                Wiring.documents(home),
                home,
                folders.cache(),
                folders.logs(),
                folders.cuda(),
                Beside.folder("assets/sample/01"),
                replies -> worker(machine, disk, replies),
                s -> models.find(Optional.ofNullable(s.work().model())),
                models.catalogue(),
                Optional.of(disk),
                file::save,
                closed::countDown);
    }

    private static Worker worker(Settings.Machine machine, DiskCache disk, Consumer<Reply> replies) {
        long memory = machine.memoryCacheMegabytes() * MEGABYTE;
        Worker worker = machine.device() == Settings.Device.PROCESSOR
                ? Worker.onProcessor(memory, Optional.of(disk), Platform::runLater, replies)
                : new Session(memory, Optional.of(disk), Platform::runLater, replies);
        // When the system ends the process, the engine's libraries are taken down: nothing may run in them then.
        Runtime.getRuntime().addShutdownHook(new Thread(worker::close));
        return worker;
    }
}
