package org.maskwright.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.paint.Color;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.maskwright.app.FxThread;
import org.maskwright.app.Wiring;
import org.maskwright.label.Distance;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;
import org.maskwright.ui.canvas.LabelCanvas;
import org.maskwright.ui.canvas.Viewport;
import org.maskwright.ui.dialog.SystemFilePicker;
import org.maskwright.ui.model.ActiveObject;
import org.maskwright.ui.model.Machine;
import org.maskwright.ui.model.Settings;
import org.maskwright.ui.model.Workbench;
import org.maskwright.weights.Catalogue;
import org.maskwright.worker.Session;

/// Clicks in the whole window as a person does, from its first second on. A click's time runs from the press of the
/// button until a mask is there, until the pulse that hands it to painting, and until it is in sight: a robot sees a
/// pixel of it change, or the pulse after comes, by which it was painted for certain. Where the pixel looks then as it
/// did when the mask was handed over, it had been in sight as a preview. The time is taken twice: for the first mask
/// in sight, be it the preview that was clicked or what the network saw at a glance, and for the one that it stays
/// with. The window needs no screen: the processor paints it into memory.
final class BenchWindow {
    private static final long CACHE = 256L << 20;
    private static final long LOOK_MILLIS = 10;

    /// A person's button goes down no sooner after the pointer stopped.
    private static final long REST_MILLIS = 100;

    private static final long BETWEEN_MILLIS = 300;

    /// How often a robot looks whether a mask is in sight.
    private static final long LOOK_MICROS = 500;

    /// So far from the pointer nothing is drawn that follows it.
    private static final double POINTER_PIXELS = 12;

    private final Stage stage;
    private final Wiring wiring;
    private final Robot robot = new Robot();

    private BenchWindow(Stage stage, Wiring wiring) {
        this.stage = stage;
        this.wiring = wiring;
    }

    /// How long clicks of one kind took.
    private record Measured(Masks first, Masks last) {
        Measured() {
            this(new Masks(), new Masks());
        }

        void add(Measured other) {
            first.add(other.first);
            last.add(other.last);
        }

        Map<String, Object> report() {
            Map<String, Object> out = last.report();
            out.put("first_mask", first.report());
            return out;
        }
    }

    /// How long masks took.
    private record Masks(Times toMask, Times toPainting, Times painted) {
        Masks() {
            this(new Times(), new Times(), new Times());
        }

        void add(Masks other) {
            toMask.add(other.toMask);
            toPainting.add(other.toPainting);
            painted.add(other.painted);
        }

        Map<String, Object> report() {
            var out = new LinkedHashMap<String, Object>();
            out.put("to_mask", toMask.report());
            out.put("to_painting", toPainting.report());
            out.put("painted", painted.report());
            return out;
        }
    }

    /// @param images of the sample
    /// @param clicks into objects of its first frame
    /// @param times how often each is clicked
    /// @return for the first click, for clicks that accept the object before, for clicks after the pointer came
    ///     to rest, and for clicks as it arrives
    static Map<String, Object> report(Path weights, Path images, List<Prompt.Click> clicks, int times)
            throws IOException, InterruptedException {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        Path home = Files.createTempDirectory("maskwright-bench");
        var started = new CountDownLatch(1);
        Platform.setImplicitExit(false);
        Platform.startup(started::countDown);
        started.await();
        try {
            BenchWindow window = FxThread.call(() -> open(home, weights, images));
            try {
                return window.measure(clicks, times);
            } finally {
                FxThread.call(window::close);
            }
        } finally {
            Bench.delete(home);
        }
    }

    private static BenchWindow open(Path home, Path weights, Path images) {
        var stage = new Stage();
        var world = new Wiring.World(
                home.resolve("Documents"),
                home,
                home.resolve("cache"),
                home.resolve("logs"),
                home.resolve("cuda"),
                Optional.of(images),
                replies -> new Session(CACHE, Optional.empty(), Platform::runLater, replies),
                settings -> weights,
                new Catalogue(home.resolve("models"), Optional.empty()),
                Optional.empty(),
                settings -> {},
                () -> {});
        var wiring = new Wiring(stage, world, Settings.defaults(), new SystemFilePicker(stage));
        stage.show();
        wiring.openSample();
        return new BenchWindow(stage, wiring);
    }

    private boolean close() {
        stage.hide();
        wiring.close();
        return true;
    }

    private Map<String, Object> measure(List<Prompt.Click> clicks, int times) throws InterruptedException {
        Workbench bench = wiring.bench();
        until(() -> bench.picture().get() != null && bench.machine().state().get() == Machine.State.READY);
        var report = new LinkedHashMap<String, Object>();
        var first = new Measured();
        click(clicks.getFirst(), true, first);
        giveUp();
        report.put("first", first.report());
        report.put("accepting", accepting(clicks, times).report());
        for (boolean rest : new boolean[] {true, false}) {
            var measured = new Measured();
            for (int i = 0; i < times; i++) {
                for (Prompt.Click at : clicks) {
                    click(at, rest, measured);
                    giveUp();
                }
            }
            report.put(rest ? "after_rest" : "on_arrival", measured.report());
        }
        return report;
    }

    /// Objects as most people label them: the click into the next accepts the one before. All are undone after each
    /// time.
    private Measured accepting(List<Prompt.Click> clicks, int times) throws InterruptedException {
        Workbench bench = wiring.bench();
        var measured = new Measured();
        for (int i = 0; i < times; i++) {
            int number = 0;
            for (Prompt.Click at : clicks) {
                if (FxThread.call(() -> !isLabelled(at) && isInReach(at))) {
                    boolean accepts = FxThread.call(() -> bench.active().get() != null);
                    var one = new Measured();
                    click(at, true, one);
                    int now = FxThread.call(
                            () -> Objects.requireNonNull(bench.active().get()).number());
                    // a click beside the object in hand corrects it
                    if (accepts && now != number) {
                        measured.add(one);
                    }
                    number = now;
                }
            }
            giveUp();
            while (FxThread.call(() -> bench.labels().get().size()) > 0) {
                int left = FxThread.call(() -> bench.labels().get().size());
                FxThread.call(() -> undone(bench));
                until(() -> bench.labels().get().size() < left);
            }
        }
        return measured;
    }

    private static boolean undone(Workbench bench) {
        bench.undo();
        return true;
    }

    /// Whether a click there would choose what lies there.
    private boolean isLabelled(Prompt.Click at) {
        Workbench bench = wiring.bench();
        int x = (int) Math.round(at.x());
        int y = (int) Math.round(at.y());
        ActiveObject active = bench.active().get();
        return (active != null && active.mask().contains(x, y))
                || !bench.labels().get().at(x, y).isEmpty();
    }

    /// Whether the pointer meets the picture there, and not what lies over it.
    private boolean isInReach(Prompt.Click at) {
        Bounds bar = wiring.shell()
                .canvas()
                .objectBar()
                .localToScreen(wiring.shell().canvas().objectBar().getLayoutBounds());
        return bar == null || !bar.contains(onScreen(at, 0));
    }

    /// A click, until its mask is painted.
    private void click(Prompt.Click at, boolean rest, Measured to) throws InterruptedException {
        Workbench bench = wiring.bench();
        FxThread.call(() -> moved(at, 3));
        if (rest) {
            FxThread.call(() -> moved(at, 0));
            until(() -> bench.preview().get() != null);
            Thread.sleep(REST_MILLIS);
        }
        var painted = new CompletableFuture<Boolean>();
        var asked = new AtomicBoolean();
        var shown = new AtomicReference<Mask>();
        Subscription listening = FxThread.call(() -> {
            moved(at, 0);
            long begun = System.nanoTime();
            Subscription s = bench.active().subscribe(active -> {
                boolean pending = active != null && active.isPending();
                boolean answered = active != null && !pending && asked.get();
                if (answered || (pending && !active.mask().isEmpty())) {
                    if (shown.compareAndSet(null, active.mask())) {
                        new Sighting(at, active.mask(), begun, to.first(), () -> {}).begin();
                    }
                }
                if (answered) {
                    Mask change = xor(active.mask(), Objects.requireNonNull(shown.get()));
                    Mask toSee = change.isEmpty() ? active.mask() : change;
                    new Sighting(at, toSee, begun, to.last(), () -> painted.complete(true)).begin();
                }
                asked.set(pending);
            });
            robot.mousePress(MouseButton.PRIMARY);
            robot.mouseRelease(MouseButton.PRIMARY);
            return s;
        });
        painted.join();
        FxThread.call(() -> {
            listening.unsubscribe();
            return true;
        });
        Thread.sleep(BETWEEN_MILLIS);
    }

    private static Mask xor(Mask a, Mask b) {
        return a.minus(b).or(b.minus(a));
    }

    /// The object in hand is given up.
    private void giveUp() throws InterruptedException {
        FxThread.call(() -> {
            robot.keyPress(KeyCode.ESCAPE);
            robot.keyRelease(KeyCode.ESCAPE);
            return true;
        });
        until(() -> wiring.bench().active().get() == null);
    }

    /// From the moment a mask is there until it is in sight.
    private final class Sighting implements Runnable {
        private static final Executor SOON =
                CompletableFuture.delayedExecutor(LOOK_MICROS, TimeUnit.MICROSECONDS, Platform::runLater);

        private final Prompt.Click at;
        private final Mask toSee;
        private final long begun;
        private final Masks to;
        private final Runnable then;
        private @Nullable Point2D place;
        private @Nullable Color bare;
        private long handed;
        private boolean seen;

        /// @param toSee pixels that look other than before once they are painted
        Sighting(Prompt.Click at, Mask toSee, long begun, Masks to, Runnable then) {
            this.at = at;
            this.toSee = toSee;
            this.begun = begun;
            this.to = to;
            this.then = then;
        }

        void begin() {
            to.toMask().add(System.nanoTime() - begun);
            stage.getScene().addPostLayoutPulseListener(this);
            Platform.requestNextPulse();
        }

        @Override
        public void run() {
            if (handed > 0) {
                end(place != null && robot.getPixelColor(place).equals(bare) ? handed : System.nanoTime() - begun);
                return;
            }
            handed = System.nanoTime() - begun;
            to.toPainting().add(handed);
            place = inside();
            bare = place == null ? null : robot.getPixelColor(place);
            look();
            Platform.requestNextPulse();
        }

        private void look() {
            if (!seen && place != null) {
                if (!robot.getPixelColor(place).equals(bare)) {
                    end(System.nanoTime() - begun);
                } else {
                    SOON.execute(this::look);
                }
            }
        }

        private void end(long nanos) {
            if (!seen) {
                seen = true;
                stage.getScene().removePostLayoutPulseListener(this);
                to.painted().add(nanos);
                then.run();
            }
        }

        /// Well inside of them and away from what is drawn around the pointer; null when there is no such place.
        private @Nullable Point2D inside() {
            Viewport v = wiring.shell().canvas().viewport().get();
            int off = (int) Math.ceil(POINTER_PIXELS / v.zoom());
            var about = Mask.of((int) at.x() - off, (int) at.y() - off, 2 * off + 1, 2 * off + 1, i -> true);
            return Distance.deepest(toSee.minus(about))
                    .map(d -> wiring.shell().canvas().localToScreen(v.toScreenX(d.x()), v.toScreenY(d.y())))
                    .orElse(null);
        }
    }

    /// The pointer goes to a place in the image, or so many pixels beside it.
    private boolean moved(Prompt.Click at, double beside) {
        robot.mouseMove(onScreen(at, beside));
        return true;
    }

    private Point2D onScreen(Prompt.Click at, double beside) {
        LabelCanvas canvas = wiring.shell().canvas();
        Viewport v = canvas.viewport().get();
        return canvas.localToScreen(v.toScreenX(at.x() + beside), v.toScreenY(at.y() + beside));
    }

    private static void until(BooleanSupplier holds) throws InterruptedException {
        while (!FxThread.call(holds::getAsBoolean)) {
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
