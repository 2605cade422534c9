package org.maskwright.ui.canvas;

import java.util.Optional;
import javafx.scene.Cursor;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ZoomEvent;
import org.jspecify.annotations.Nullable;
import org.maskwright.label.Prompt;
import org.maskwright.ui.model.Belongs;
import org.maskwright.ui.model.Tool;

/// Turns mouse and key events on the canvas into panning, zooming, acts and gestures, and knows where the
/// pointer is.
final class Pointing {
    /// One notch of a wheel is 40; five notches double the zoom.
    private static final double DOUBLES_AFTER = 200;

    private final LabelCanvas canvas;
    private @Nullable Act act;
    private double x = Double.NaN;
    private double y = Double.NaN;
    private boolean inside;
    private boolean byKey;
    private boolean hovering;
    private boolean mayPan;
    private boolean panning;

    Pointing(LabelCanvas canvas) {
        this.canvas = canvas;
    }

    void install() {
        canvas.addEventHandler(MouseEvent.MOUSE_ENTERED, this::moved);
        canvas.addEventHandler(MouseEvent.MOUSE_MOVED, this::moved);
        canvas.addEventHandler(MouseEvent.MOUSE_EXITED, e -> left());
        canvas.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        canvas.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        canvas.addEventHandler(MouseEvent.MOUSE_RELEASED, this::released);
        canvas.addEventHandler(ScrollEvent.SCROLL, this::scrolled);
        canvas.addEventHandler(ZoomEvent.ZOOM, this::pinched);
        canvas.addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
        canvas.addEventHandler(KeyEvent.KEY_RELEASED, this::keyReleased);
        canvas.focusedProperty().addListener(o -> holdToPan(false));
    }

    Optional<Act> act() {
        return Optional.ofNullable(act);
    }

    /// The pointer or key cursor while it is on the picture and does not pan.
    @Nullable
    Touch pointer() {
        Viewport v = canvas.viewport().get();
        boolean shown = v != null && (inside || byKey) && !panning && !mayPan;
        return shown && (act != null || v.onImage(x, y)) ? new Touch(x, y, Belongs.PLACE, v) : null;
    }

    /// Drops the act under way; false when there was none.
    boolean drop() {
        boolean was = act != null;
        act = null;
        canvas.handChanged();
        return was;
    }

    void holdToPan(boolean held) {
        mayPan = held;
        aim();
    }

    /// After the view or the scene changed under a resting pointer.
    void aim() {
        Viewport v = canvas.viewport().get();
        boolean on = v != null && (inside || byKey) && v.onImage(x, y);
        canvas.setCursor(
                panning ? Cursor.CLOSED_HAND : mayPan ? Cursor.OPEN_HAND : on && !byKey ? Cursor.NONE : Cursor.DEFAULT);
        canvas.handChanged();
    }

    private void moved(MouseEvent e) {
        byKey = false;
        place(e);
        hover();
    }

    private void place(MouseEvent e) {
        inside = true;
        x = e.getX();
        y = e.getY();
        aim();
    }

    private void hover() {
        Viewport v = canvas.viewport().get();
        if (v != null && v.onImage(x, y) && !mayPan) {
            hovering = true;
            canvas.tell(new Gesture.Hover(v.toImageX(x), v.toImageY(y)));
        } else {
            hoverEnd();
        }
    }

    private void hoverEnd() {
        if (hovering) {
            hovering = false;
            canvas.tell(new Gesture.HoverEnd());
        }
    }

    private void left() {
        inside = false;
        if (act == null && !byKey) {
            hoverEnd();
        }
        aim();
    }

    private void pressed(MouseEvent e) {
        canvas.requestFocus();
        byKey = false;
        place(e);
        if (act != null || panning || canvas.scene() == null) {
            return;
        }
        if (e.getButton() == MouseButton.MIDDLE || (e.getButton() == MouseButton.PRIMARY && mayPan)) {
            panning = true;
            hoverEnd();
            aim();
            return;
        }
        if (e.getButton() == MouseButton.PRIMARY || e.getButton() == MouseButton.SECONDARY) {
            boolean negative = e.getButton() == MouseButton.SECONDARY || e.isControlDown();
            touch(e).ifPresent(t -> begin(t, negative));
            canvas.handChanged();
        }
    }

    private void begin(Touch t, boolean negative) {
        CanvasScene scene = canvas.scene();
        if (scene == null) {
            return;
        }
        if (negative) {
            act = new PointAct(t, false);
            return;
        }
        Optional<Act> handle = scene.active() == null
                ? Optional.empty()
                : scene.active().prompts().stream()
                        .filter(Prompt.Box.class::isInstance)
                        .map(Prompt.Box.class::cast)
                        .flatMap(b -> HandleAct.at(t, b).stream())
                        .findFirst();
        act = handle.orElseGet(() -> switch (scene.tool()) {
            case POINT, MINUS, NEW -> new PointAct(t, scene.tool() != Tool.MINUS);
            case BRUSH, ERASER -> new StrokeAct(t, scene.brushRadius(), scene.tool() == Tool.ERASER);
            case LASSO -> new LassoAct(t);
            case SCALE -> new RulerAct(t);
            case SPLIT, MERGE -> new LineAct(t, scene.tool() == Tool.SPLIT);
        });
    }

    private void dragged(MouseEvent e) {
        if (panning) {
            canvas.pan(e.getX() - x, e.getY() - y);
        } else if (act != null) {
            touch(e).ifPresent(act::move);
        }
        place(e);
    }

    private void released(MouseEvent e) {
        place(e);
        if (panning) {
            panning = false;
            aim();
            hover();
            return;
        }
        Act done = act;
        if (done != null) {
            act = null;
            canvas.handChanged();
            touch(e).flatMap(done::end).ifPresent(canvas::tell);
        }
    }

    private Optional<Touch> touch(MouseEvent e) {
        Belongs belongs = e.isShiftDown() ? Belongs.ACTIVE : e.isAltDown() ? Belongs.NEW : Belongs.PLACE;
        return Optional.ofNullable(canvas.viewport().get()).map(v -> new Touch(e.getX(), e.getY(), belongs, v));
    }

    private void scrolled(ScrollEvent e) {
        Viewport v = canvas.viewport().get();
        if (v != null && e.getDeltaY() != 0) {
            canvas.look(v.zoomedBy(Math.pow(2, e.getDeltaY() / DOUBLES_AFTER), e.getX(), e.getY()));
            e.consume();
        }
    }

    private void pinched(ZoomEvent e) {
        Viewport v = canvas.viewport().get();
        if (v != null && e.getZoomFactor() > 0) {
            canvas.look(v.zoomedBy(e.getZoomFactor(), e.getX(), e.getY()));
            e.consume();
        }
    }

    private void keyPressed(KeyEvent e) {
        int step = e.isShiftDown() ? 10 : 1;
        boolean used = switch (e.getCode()) {
            case LEFT -> step(-step, 0);
            case RIGHT -> step(step, 0);
            case UP -> step(0, -step);
            case DOWN -> step(0, step);
            case INSERT -> clickAtCursor(!e.isShiftDown());
            case ESCAPE -> drop();
            case SPACE -> {
                holdToPan(true);
                yield true;
            }
            default -> false;
        };
        if (used) {
            e.consume();
        }
    }

    private void keyReleased(KeyEvent e) {
        if (e.getCode() == KeyCode.SPACE) {
            holdToPan(false);
            e.consume();
        }
    }

    /// Moves the key cursor by whole image pixels; it begins where the pointer was, or in the middle of the
    /// canvas.
    private boolean step(int dx, int dy) {
        Viewport v = canvas.viewport().get();
        if (v == null) {
            return false;
        }
        if (!v.onImage(x, y)) {
            x = v.width() / 2;
            y = v.height() / 2;
        }
        double ix = Math.clamp(Math.round(v.toImageX(x)) + dx, 0, v.imageWidth() - 1);
        double iy = Math.clamp(Math.round(v.toImageY(y)) + dy, 0, v.imageHeight() - 1);
        byKey = true;
        Viewport shown = v.showing(ix, iy);
        canvas.look(shown);
        x = shown.toScreenX(ix);
        y = shown.toScreenY(iy);
        aim();
        hover();
        return true;
    }

    private boolean clickAtCursor(boolean positive) {
        Viewport v = canvas.viewport().get();
        if (v == null || !v.onImage(x, y)) {
            return false;
        }
        canvas.tell(new Gesture.Click(v.toImageX(x), v.toImageY(y), positive, Belongs.PLACE));
        return true;
    }
}
