package org.maskwright.ui.panel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import javafx.scene.shape.StrokeLineCap;
import org.jspecify.annotations.Nullable;
import org.maskwright.ui.model.FrameItem;

/// The slider of the time bar: a place for each frame, a mark for each that is complete or in work, a
/// diamond above each that has doubtful objects, ticks below.
/// Arrows step, Home and End go to the ends, a click or a drag goes there.
final class FrameSlider extends Region {
    private static final double THUMB = 6;
    private static final double DIAMOND = 3;
    private static final double[] STEPS = {1, 2, 5};

    private final Region track = new Region();
    private final Region thumb = new Region();
    private final Path complete = new Path();
    private final Path inWork = new Path();
    private final Path doubtful = new Path();
    private final Path ticks = new Path();
    private final IntConsumer goTo;
    private FrameItem.@Nullable State[] states = {};
    private Set<Integer> doubted = Set.of();
    private int frame;

    FrameSlider(IntConsumer goTo) {
        this.goTo = goTo;
        getStyleClass().addAll("frame-slider", "focusable");
        track.getStyleClass().add("frame-track");
        thumb.getStyleClass().add("frame-thumb");
        complete.getStyleClass().add("frames-complete");
        inWork.getStyleClass().add("frames-in-work");
        ticks.getStyleClass().add("frame-ticks");
        doubtful.getStyleClass().add("frames-doubtful");
        for (Path p : new Path[] {complete, inWork, doubtful, ticks}) {
            p.setStrokeLineCap(StrokeLineCap.BUTT);
            p.setManaged(false);
            p.setMouseTransparent(true);
        }
        getChildren().addAll(track, ticks, complete, inWork, doubtful, thumb);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.SLIDER);
        setMinWidth(80);
        setPrefHeight(32);
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::pointed);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::pointed);
        addEventHandler(KeyEvent.KEY_PRESSED, this::typed);
    }

    /// @param to the state of each frame, in order
    /// @param inDoubt the frames with doubtful objects
    void show(FrameItem.@Nullable State[] to, Set<Integer> inDoubt, int current) {
        states = to;
        doubted = Set.copyOf(inDoubt);
        frame = current;
        requestLayout();
        notifyAccessibleAttributeChanged(AccessibleAttribute.VALUE);
    }

    private void pointed(MouseEvent e) {
        if (e.getButton() == MouseButton.PRIMARY && states.length > 1) {
            double share = (e.getX() - THUMB) / Math.max(1, getWidth() - 2 * THUMB);
            goTo.accept(Math.clamp(Math.round(share * (states.length - 1)), 0, states.length - 1));
            e.consume();
        }
    }

    private void typed(KeyEvent e) {
        int to = switch (e.getCode()) {
            case LEFT, DOWN -> frame - 1;
            case RIGHT, UP -> frame + 1;
            case HOME -> 0;
            case END -> states.length - 1;
            default -> -2;
        };
        if (to > -2 && states.length > 0) {
            goTo.accept(Math.clamp(to, 0, states.length - 1));
            e.consume();
        }
    }

    private double x(int of) {
        double room = getWidth() - 2 * THUMB;
        return THUMB + (states.length < 2 ? 0 : room * of / (states.length - 1));
    }

    @Override
    protected void layoutChildren() {
        double middle = Math.round(getHeight() / 2);
        double at = Math.round(x(frame));
        track.resizeRelocate(THUMB, middle - 1.5, Math.max(0, getWidth() - 2 * THUMB), 3);
        thumb.resizeRelocate(at - THUMB, middle - THUMB, 2 * THUMB, 2 * THUMB);
        double each = (getWidth() - 2 * THUMB) / Math.max(1, states.length - 1);
        double wide = Math.clamp(each * 0.55, 1, 3);
        complete.setStrokeWidth(wide);
        inWork.setStrokeWidth(wide);
        complete.getElements().setAll(marks(FrameItem.State.COMPLETE, middle));
        inWork.getElements().setAll(marks(FrameItem.State.IN_WORK, middle));
        doubtful.getElements().setAll(diamonds(Math.clamp(each * 0.5, 1, DIAMOND), middle - 11));
        ticks.getElements().setAll(ticks(each, middle));
    }

    private List<PathElement> diamonds(double half, double middle) {
        var out = new ArrayList<PathElement>();
        for (int i = 0; i < states.length; i++) {
            if (doubted.contains(i)) {
                out.add(new MoveTo(x(i), middle - half));
                out.add(new LineTo(x(i) + half, middle));
                out.add(new LineTo(x(i), middle + half));
                out.add(new LineTo(x(i) - half, middle));
                out.add(new ClosePath());
            }
        }
        return out;
    }

    private List<PathElement> marks(FrameItem.State of, double middle) {
        var out = new ArrayList<PathElement>();
        for (int i = 0; i < states.length; i++) {
            if (states[i] == of) {
                out.add(new MoveTo(x(i), middle - 4.5));
                out.add(new LineTo(x(i), middle + 4.5));
            }
        }
        return out;
    }

    /// At round frame numbers, at least 40 px apart.
    private List<PathElement> ticks(double each, double middle) {
        var out = new ArrayList<PathElement>();
        double step = 1;
        for (int i = 0; step * each < 40; i++) {
            step = STEPS[i % 3] * Math.pow(10, Math.floorDiv(i, 3));
        }
        for (int i = 0; i < states.length; i += (int) step) {
            double at = Math.round(x(i)) + 0.5;
            out.add(new MoveTo(at, middle + 7));
            out.add(new LineTo(at, middle + 11));
        }
        return out;
    }

    @Override
    public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return switch (attribute) {
            case VALUE -> (double) frame;
            case MIN_VALUE -> 0.0;
            case MAX_VALUE -> (double) Math.max(0, states.length - 1);
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
    }
}
