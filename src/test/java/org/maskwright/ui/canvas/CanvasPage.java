package org.maskwright.ui.canvas;

import java.util.List;
import javafx.geometry.Point2D;
import javafx.geometry.VerticalDirection;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.paint.Color;
import org.maskwright.label.Instance;
import org.maskwright.label.Mask;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/// The canvas as a person uses it: places are image pixels as in [org.maskwright.label.Prompt], and a test
/// that uses this reads like the manual. Ask for [#active()] and the like inside a wait for a condition.
public final class CanvasPage {
    private final FxRobot robot;
    private final LabelCanvas canvas;

    public CanvasPage(FxRobot robot, LabelCanvas canvas) {
        this.robot = robot;
        this.canvas = canvas;
    }

    public CanvasPage move(double x, double y) {
        robot.moveTo(onScreen(x, y));
        return this;
    }

    public CanvasPage click(double x, double y) {
        move(x, y);
        robot.clickOn(MouseButton.PRIMARY);
        return this;
    }

    /// "Not this."
    public CanvasPage rightClick(double x, double y) {
        move(x, y);
        robot.clickOn(MouseButton.SECONDARY);
        return this;
    }

    public CanvasPage dragBox(double x0, double y0, double x1, double y1) {
        return drag(MouseButton.PRIMARY, x0, y0, (x0 + x1) / 2, (y0 + y1) / 2, x1, y1);
    }

    /// Press, along the x, y pairs, release.
    public CanvasPage drag(MouseButton button, double... xy) {
        Point2D[] way = new Point2D[xy.length / 2];
        for (int i = 0; i < way.length; i++) {
            way[i] = onScreen(xy[2 * i], xy[2 * i + 1]);
        }
        robot.moveTo(way[0]).press(button);
        for (int i = 1; i < way.length; i++) {
            robot.moveTo(way[i]);
        }
        robot.release(button);
        return settle();
    }

    /// Wheel notches at the pointer; positive zooms in.
    public CanvasPage wheel(int notches) {
        robot.scroll(Math.abs(notches), notches > 0 ? VerticalDirection.UP : VerticalDirection.DOWN);
        return settle();
    }

    public CanvasPage key(KeyCode... keys) {
        robot.push(keys);
        return settle();
    }

    public CanvasPage focus() {
        robot.interact(canvas::requestFocus);
        return this;
    }

    /// What is shown as accepted, in order of id.
    public List<Mask> masks() {
        CanvasScene scene = canvas.scene();
        return scene == null
                ? List.of()
                : scene.labels().instances().stream()
                        .filter(Instance::isAccepted)
                        .map(Instance::mask)
                        .toList();
    }

    /// The mask in the hand; empty when there is none.
    public Mask active() {
        CanvasScene scene = canvas.scene();
        if (scene == null || scene.active() == null || scene.active().mask() == null) {
            return Mask.EMPTY;
        }
        return scene.active().mask();
    }

    /// What a click would give; empty when nothing is shown.
    public Mask preview() {
        CanvasScene scene = canvas.scene();
        return scene == null || scene.preview() == null
                ? Mask.EMPTY
                : scene.preview().mask();
    }

    /// The colour on the screen at an image position.
    public Color colour(double x, double y) {
        Color[] out = new Color[1];
        robot.interact(() -> {
            Point2D p = canvas.localToScene(place(x, y));
            out[0] = canvas.getScene().snapshot(null).getPixelReader().getColor((int) p.getX(), (int) p.getY());
        });
        return out[0];
    }

    private CanvasPage settle() {
        WaitForAsyncUtils.waitForFxEvents();
        return this;
    }

    private Point2D place(double x, double y) {
        Viewport v = canvas.viewport().get();
        if (v == null) {
            throw new IllegalStateException("nothing is shown");
        }
        return new Point2D(v.toScreenX(x), v.toScreenY(y));
    }

    private Point2D onScreen(double x, double y) {
        return canvas.localToScreen(place(x, y));
    }
}
