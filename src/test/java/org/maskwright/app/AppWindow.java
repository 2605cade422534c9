package org.maskwright.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.maskwright.label.Instance;
import org.maskwright.ui.Shell;
import org.maskwright.ui.Theme;
import org.maskwright.ui.canvas.LabelCanvas;
import org.maskwright.ui.canvas.Viewport;
import org.maskwright.ui.dialog.FilePicker;
import org.maskwright.ui.model.Settings;
import org.maskwright.ui.model.Workbench;
import org.maskwright.weights.Catalogue;
import org.maskwright.worker.DiskCache;
import org.maskwright.worker.Reply;
import org.maskwright.worker.Worker;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/// The whole window as a test uses it: reads like the manual, waits for conditions and never for time. Called on the
/// test's thread.
final class AppWindow implements AutoCloseable {
    private static final long PATIENCE = 60;

    private final FxRobot robot = new FxRobot();
    private final Stage stage;
    private final Wiring wiring;

    private AppWindow(Stage stage, Wiring wiring) {
        this.stage = stage;
        this.wiring = wiring;
    }

    /// @param home an empty folder in the place of the person's own
    /// @param sample what comes with the application, if anything
    static AppWindow show(
            Stage stage,
            Path home,
            Optional<Path> sample,
            Function<Consumer<Reply>, Worker> workers,
            Function<Settings, Path> model,
            double width,
            double height) {
        var catalogue = new Catalogue(home.resolve("models"), Optional.of(Path.of("models")));
        return show(stage, home, sample, workers, model, catalogue, width, height);
    }

    /// @param catalogue the models that can be chosen
    static AppWindow show(
            Stage stage,
            Path home,
            Optional<Path> sample,
            Function<Consumer<Reply>, Worker> workers,
            Function<Settings, Path> model,
            Catalogue catalogue,
            double width,
            double height) {
        return on(() -> {
            var world = new Wiring.World(
                    home.resolve("Documents"),
                    home,
                    home.resolve("cache"),
                    home.resolve("logs"),
                    home.resolve("cuda"),
                    sample,
                    workers,
                    model,
                    catalogue,
                    Optional.of(new DiskCache(home.resolve("cache/embeddings"), 1_000_000_000)),
                    s -> {},
                    () -> {});
            var wiring = new Wiring(stage, world, Settings.defaults(), new NoPicker());
            wiring.theme().set(Theme.DARK);
            stage.setWidth(width);
            stage.setHeight(height);
            stage.show();
            return new AppWindow(stage, wiring);
        });
    }

    /// Chooses nothing: the tests name paths themselves, and the system's dialogs need a screen.
    private static final class NoPicker implements FilePicker {
        @Override
        public Optional<Path> save(Path proposed, List<String> endings) {
            return Optional.empty();
        }

        @Override
        public Optional<Path> image() {
            return Optional.empty();
        }

        @Override
        public List<Path> labels() {
            return List.of();
        }

        @Override
        public Optional<Path> folder() {
            return Optional.empty();
        }

        @Override
        public Optional<Path> weights() {
            return Optional.empty();
        }

        @Override
        public Optional<Path> place(Path near) {
            return Optional.empty();
        }

        @Override
        public Optional<Path> target(Path near) {
            return Optional.empty();
        }
    }

    static <T> T on(Supplier<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(TimeUnit.SECONDS.toMillis(PATIENCE), work::get);
    }

    Workbench bench() {
        return wiring.bench();
    }

    Shell shell() {
        return wiring.shell();
    }

    Wiring wiring() {
        return wiring;
    }

    AppWindow open(Path path) {
        return does(() -> wiring.open(path))
                .until("open", () -> bench().picture().get() != null);
    }

    AppWindow openSample() {
        return does(wiring::openSample).until("open", () -> bench().picture().get() != null);
    }

    AppWindow ready() {
        return until("ready", () -> bench().machine().state().get() == org.maskwright.ui.model.Machine.State.READY);
    }

    AppWindow does(Runnable work) {
        on(() -> {
            work.run();
            return work;
        });
        return this;
    }

    AppWindow until(String what, BooleanSupplier holds) {
        return until(what, holds, PATIENCE);
    }

    /// @param seconds at most, for what takes long on a busy machine
    AppWindow until(String what, BooleanSupplier holds, long seconds) {
        try {
            WaitForAsyncUtils.waitFor(seconds, TimeUnit.SECONDS, () -> on(holds::getAsBoolean));
        } catch (TimeoutException e) {
            throw new AssertionError("not " + what + " after " + seconds + " s; banners: "
                    + on(() -> bench().notices().all().toString()));
        }
        WaitForAsyncUtils.waitForFxEvents();
        return this;
    }

    /// Moves the pointer to a place in the image.
    AppWindow hover(double x, double y) {
        robot.moveTo(on(() -> onScreen(x, y)));
        return this;
    }

    AppWindow click(double x, double y) {
        hover(x, y);
        robot.clickOn(MouseButton.PRIMARY);
        return this;
    }

    AppWindow rightClick(double x, double y) {
        hover(x, y);
        robot.clickOn(MouseButton.SECONDARY);
        return this;
    }

    AppWindow dragBox(double x0, double y0, double x1, double y1) {
        hover(x0, y0);
        robot.press(MouseButton.PRIMARY);
        hover((x0 + x1) / 2, (y0 + y1) / 2);
        hover(x1, y1);
        robot.release(MouseButton.PRIMARY);
        return this;
    }

    /// Begins to drag, and presses a key before the button is let go.
    AppWindow dragHalf(double x0, double y0, double x1, double y1, KeyCode key) {
        hover(x0, y0);
        robot.press(MouseButton.PRIMARY);
        hover((x0 + x1) / 2, (y0 + y1) / 2);
        press(key);
        hover(x1, y1);
        robot.release(MouseButton.PRIMARY);
        return this;
    }

    AppWindow press(KeyCode... keys) {
        robot.push(keys);
        WaitForAsyncUtils.waitForFxEvents();
        return this;
    }

    AppWindow press(String id) {
        Node node = robot.lookup("#" + id).query();
        robot.clickOn(node);
        return this;
    }

    /// The mask in the hand has come.
    AppWindow answered() {
        return until(
                "answered",
                () -> bench().active().get() != null
                        && !bench().active().get().isPending()
                        && bench().active().get().answer() != null);
    }

    /// The table and the bar of the object in hand, which do not hurry, have followed.
    AppWindow followed() {
        return until("followed", () -> {
            var table = (TableView<?>) shell().lookup("#objects");
            boolean rows = table == null
                    || table.getItems().size()
                            == bench().labels().get().instances().size()
                                    + (bench().active().get() == null ? 0 : 1);
            return rows
                    && (bench().active().get() == null
                            || shell().canvas().objectBar().content() != null);
        });
    }

    AppWindow accepted(int count) {
        return until("accepted " + count + ", but " + acceptedNow(), () -> acceptedHere() == count);
    }

    long acceptedNow() {
        return on(this::acceptedHere);
    }

    private long acceptedHere() {
        return bench().labels().get().instances().stream()
                .filter(Instance::isAccepted)
                .count();
    }

    private javafx.geometry.Point2D onScreen(double x, double y) {
        LabelCanvas canvas = shell().canvas();
        Viewport v = canvas.viewport().get();
        return canvas.localToScreen(v.toScreenX(x), v.toScreenY(y));
    }

    /// Writes what the window shows to a file.
    AppWindow picture(Path file) {
        WaitForAsyncUtils.waitForFxEvents();
        WritableImage shot = on(() -> stage.getScene().snapshot(null));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            ImageIO.write(SwingFXUtils.fromFXImage(shot, null), "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    @Override
    public void close() {
        on(() -> {
            stage.hide();
            wiring.close();
            return stage;
        });
    }

    /// The toolkit, started once.
    static Stage stage() {
        Platform.setImplicitExit(false);
        return on(Stage::new);
    }
}
