package org.maskwright.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import javafx.geometry.Point2D;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import org.maskwright.label.Distance;
import org.maskwright.ui.canvas.LabelCanvas;
import org.maskwright.ui.canvas.Viewport;
import org.maskwright.ui.model.Machine;
import org.maskwright.ui.model.Workbench;

/// Opens the window on the sample in an empty home, labels a nucleus as a person would and closes the
/// window. Not for people: the build of a package lets Java watch this, so that the start of the packaged
/// program and its first clicks are prepared. What cannot be done here is left out.
final class Rehearsal {
    private static final long GLANCE_MILLIS = 50;
    private static final int GLANCES = 4000;

    private final Wiring wiring;
    private final Workbench bench;
    private final Robot robot;

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
        Path sample = Beside.folder("assets/sample").orElseThrow();
        Distance.Deepest at = Distance.deepest(SelfCheck.target(sample).truth()).orElseThrow();
        if (until(wiring::isUsable) && until(() -> bench.machine().state().get() == Machine.State.READY)) {
            point(at.x() + 3, at.y());
            point(at.x(), at.y());
            var _ = until(() -> bench.preview().get() != null);
            run(() -> robot.mouseClick(MouseButton.PRIMARY));
            if (until(() -> bench.active().get() != null && bench.active().get().answer() != null)) {
                press(KeyCode.ENTER);
                var _ = until(() -> !bench.labels().get().instances().isEmpty());
                press(KeyCode.CONTROL, KeyCode.Z);
            }
        }
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

    /// False when it takes too long.
    private static boolean until(BooleanSupplier holds) {
        try {
            for (int i = 0; i < GLANCES; i++) {
                if (FxThread.call(holds::getAsBoolean)) {
                    return true;
                }
                Thread.sleep(GLANCE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private static void run(Runnable work) {
        var _ = FxThread.call(() -> {
            work.run();
            return true;
        });
    }
}
