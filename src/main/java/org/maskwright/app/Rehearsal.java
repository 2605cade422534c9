package org.maskwright.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import javafx.geometry.Point2D;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import org.maskwright.image.Images;
import org.maskwright.image.LabelImage;
import org.maskwright.label.Distance;
import org.maskwright.label.Instance;
import org.maskwright.label.LabelImages;
import org.maskwright.label.Mask;
import org.maskwright.ui.canvas.LabelCanvas;
import org.maskwright.ui.canvas.Viewport;
import org.maskwright.ui.model.ActiveObject;
import org.maskwright.ui.model.Machine;
import org.maskwright.ui.model.Tool;
import org.maskwright.ui.model.Workbench;

/// Opens the window on the sample in an empty home, labels some nuclei as a person would, with mouse and keys,
/// opens the project again, and closes the window. Not for people: the build of a package lets Java watch this, so
/// that the start of the packaged program and its first clicks are prepared. Where a robot may not use the window, as
/// on a Mac without leave, the rest is left out and said to be.
final class Rehearsal {
    private static final long GLANCE_MILLIS = 50;
    private static final int GLANCES = 4000;

    private final Wiring wiring;
    private final Workbench bench;
    private final Robot robot;
    private boolean stuck;

    private Rehearsal(Wiring wiring) {
        this.wiring = wiring;
        bench = wiring.bench();
        robot = FxThread.call(Robot::new);
    }

    public static void main(String[] words) throws IOException {
        Main.prepare(Folders.ofThisMachine());
        Window.rehearse(Files.createTempDirectory("maskwright-rehearsal"), wiring -> new Rehearsal(wiring).play());
        System.exit(0);
    }

    private void play() {
        List<Distance.Deepest> at = nuclei();
        until("the sample", wiring::isUsable);
        until("the network", () -> bench.machine().state().get() == Machine.State.READY);
        click(at.get(0), MouseButton.PRIMARY);
        press(KeyCode.ENTER);
        accepted(1);
        press(KeyCode.CONTROL, KeyCode.Z);
        accepted(0);
        press(KeyCode.CONTROL, KeyCode.Y);
        accepted(1);
        click(at.get(1), MouseButton.PRIMARY);
        click(at.get(2), MouseButton.PRIMARY); // accepts the one before
        accepted(2);
        click(at.get(3), MouseButton.SECONDARY); // a correction: that one does not belong to it
        press(KeyCode.BACK_SPACE);
        answered();
        press(KeyCode.ENTER);
        accepted(3);
        drag(at.get(4), 1.3);
        answered();
        stroke(at.get(4));
        press(KeyCode.ENTER);
        accepted(4);
        press(KeyCode.PERIOD);
        until("the next frame", () -> bench.plane().get().frame() == 1);
        again();
        System.err.println("rehearsal: " + (stuck ? "ended early" : "all played"));
    }

    /// Opens the project as a later start does, with what was labelled.
    private void again() {
        run(wiring::closeProject);
        until("no project", () -> bench.project().get() == null);
        run(wiring::openSample);
        until("the project", () -> bench.project().get() != null && wiring.isUsable());
    }

    /// Where the largest nuclei of the sample's first frame are deepest.
    private static List<Distance.Deepest> nuclei() {
        Path sample = Beside.folder("assets/sample").orElseThrow();
        LabelImage truth = Images.readLabels(sample.resolve("01_GT/SEG/man_seg000.tif"));
        return LabelImages.masks(truth.width(), truth.height(), truth.ids()).values().stream()
                .sorted(Comparator.comparingInt(Mask::area).reversed())
                .map(mask -> Distance.deepest(mask).orElseThrow())
                .toList();
    }

    /// Comes near, waits for the preview, and clicks.
    private void click(Distance.Deepest at, MouseButton button) {
        point(at.x() + 3, at.y());
        point(at.x(), at.y());
        if (bench.active().get() == null) {
            until("a preview", () -> bench.preview().get() != null);
        }
        run(() -> robot.mouseClick(button));
        answered();
    }

    /// @param wide half the way in each direction, in radii of the nucleus
    private void drag(Distance.Deepest at, double wide) {
        double half = wide * Math.sqrt(at.squared());
        point(at.x() - half, at.y() - half);
        run(() -> robot.mousePress(MouseButton.PRIMARY));
        point(at.x(), at.y());
        point(at.x() + half, at.y() + half);
        run(() -> robot.mouseRelease(MouseButton.PRIMARY));
    }

    /// A stroke of the brush across the object in hand.
    private void stroke(Distance.Deepest at) {
        press(KeyCode.B);
        until("the brush", () -> bench.tool().get() == Tool.BRUSH);
        drag(at, 0.5);
        press(KeyCode.P);
        until("no brush", () -> bench.tool().get() == Tool.POINT);
    }

    private void point(double x, double y) {
        run(() -> {
            LabelCanvas canvas = wiring.shell().canvas();
            Viewport v = canvas.viewport().get();
            if (v != null) {
                Point2D screen = canvas.localToScreen(v.toScreenX(x), v.toScreenY(y));
                robot.mouseMove(screen);
            }
        });
    }

    private void press(KeyCode... keys) {
        for (KeyCode key : keys) {
            run(() -> robot.keyPress(key));
        }
        for (KeyCode key : keys) {
            run(() -> robot.keyRelease(key));
        }
    }

    private void answered() {
        until("an answer", () -> {
            ActiveObject active = bench.active().get();
            return active != null && !active.isPending() && active.answer() != null;
        });
    }

    private void accepted(int objects) {
        until(
                objects + " accepted objects",
                () -> bench.labels().get().instances().stream()
                                .filter(Instance::isAccepted)
                                .count()
                        == objects);
    }

    /// Waits; what takes too long is said, and nothing more is waited for.
    private void until(String what, BooleanSupplier holds) {
        try {
            for (int i = 0; i < GLANCES && !stuck; i++) {
                if (FxThread.call(holds::getAsBoolean)) {
                    return;
                }
                Thread.sleep(GLANCE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!stuck) {
            System.err.println("rehearsal: waited in vain for " + what);
            stuck = true;
        }
    }

    private static void run(Runnable work) {
        var _ = FxThread.call(() -> {
            work.run();
            return true;
        });
    }
}
