package org.maskwright.app;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.maskwright.Problem;
import org.maskwright.ui.dialog.SystemFilePicker;
import org.maskwright.ui.model.Settings;
import org.maskwright.worker.DiskCache;
import org.maskwright.worker.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens the window on this machine and waits until it is closed.
final class Window {
    private static final Logger LOG = LoggerFactory.getLogger(Window.class);
    private static final long MEGABYTE = 1_000_000;

    private final Folders folders;
    private final SettingsFile file;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private Window(Folders folders) {
        this.folders = folders;
        file = new SettingsFile(folders.settings());
    }

    /// @param path a project or images to open; empty for the start page
    /// @throws Problem when there is no screen
    static void open(Folders folders, Optional<Path> path, boolean sample) {
        var window = new Window(folders);
        try {
            Platform.startup(() -> window.show(path, sample));
        } catch (UnsupportedOperationException | UnsatisfiedLinkError e) {
            throw Problem.causedBy(e, "app.no-screen");
        }
        window.await();
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

    private void show(Optional<Path> path, boolean sample) {
        try {
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
            stage.show();
            if (sample) {
                wiring.openSample();
            } else {
                path.ifPresent(wiring::open);
            }
        } catch (RuntimeException | Error e) {
            failure.set(e);
            closed.countDown();
        }
    }

    private Wiring.World world(Settings settings) {
        Path home = Path.of(System.getProperty("user.home"));
        Settings.Machine machine = settings.machine();
        var disk = new DiskCache(folders.cache().resolve("embeddings"), machine.diskCacheMegabytes() * MEGABYTE);
        ModelFiles models = ModelFiles.ofThisMachine();
        return new Wiring.World(
                Wiring.documents(home),
                home,
                folders.cache(),
                Beside.folder("assets/sample/01"),
                replies -> new Session(
                        machine.memoryCacheMegabytes() * MEGABYTE, Optional.of(disk), Platform::runLater, replies),
                s -> models.find(Optional.ofNullable(s.work().model())),
                models.catalogue(),
                Optional.of(disk),
                file::save,
                closed::countDown);
    }
}
