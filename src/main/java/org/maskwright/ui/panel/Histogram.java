package org.maskwright.ui.panel;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import org.jspecify.annotations.Nullable;
import org.maskwright.Words;
import org.maskwright.image.Contrast;
import org.maskwright.image.Intensities;
import org.maskwright.ui.model.Numbers;

/// The histogram of a series or a frame with the contrast window shaded, its two handles and the gamma
/// curve. Says where a handle is dragged to, and when it is let go.
final class Histogram extends Region {
    static final double PLOT = 132;
    private static final double AXIS = 20;
    private static final double[] STEPS = {1, 2, 5};

    /// What the hand does with the handles.
    interface Hand {
        /// @param done false while the handle moves
        void window(Contrast to, boolean done);
    }

    private final Pane plot = new Pane();
    private final Region shade = new Region();
    private final Path bars = new Path();
    private final Path lines = new Path();
    private final Path curve = new Path();
    private final Handle low;
    private final Handle high;
    private final Hand hand;
    private final List<Label> ticks = new ArrayList<>();
    private @Nullable Intensities values;
    private Contrast window = Contrast.NONE;
    private double gamma = 1;
    private boolean log = true;
    private float from;
    private float to = 255;

    Histogram(Hand hand) {
        this.hand = hand;
        low = new Handle("ui.display.low", v -> drag(v, window.high(), false), this::dropped);
        high = new Handle("ui.display.high", v -> drag(window.low(), v, false), this::dropped);
        getStyleClass().add("histogram");
        plot.getStyleClass().add("histogram-plot");
        shade.getStyleClass().add("histogram-shade");
        bars.getStyleClass().add("histogram-bars");
        lines.getStyleClass().add("histogram-line");
        curve.getStyleClass().add("histogram-line");
        for (var node : List.of(shade, bars, lines, curve)) {
            node.setManaged(false);
            node.setMouseTransparent(true);
        }
        plot.getChildren().addAll(shade, bars, lines, curve);
        getChildren().addAll(plot, low, high);
        setMinHeight(PLOT + AXIS);
        setPrefHeight(PLOT + AXIS);
    }

    /// @param of null until they are known
    void show(@Nullable Intensities of) {
        values = of;
        range();
        requestLayout();
    }

    void show(Contrast contrast, double g, boolean logarithmic) {
        window = contrast;
        gamma = g;
        log = logarithmic;
        if (!low.isPressed() && !high.isPressed()) {
            range();
        }
        requestLayout();
    }

    /// The axis holds all values and the window, and does not move under a dragged handle.
    private void range() {
        float least = window.low();
        float most = window.high();
        if (values != null && !values.isEmpty()) {
            least = Math.min(least, values.min());
            most = Math.max(most, values.quantile(0.9999));
        }
        float margin = (most - least) * 0.04f;
        from = least >= 0 && least <= (most - least) * 0.1f ? 0 : least - margin;
        to = Math.max(most + margin, Math.nextUp(from));
    }

    private double x(double value) {
        return (value - from) / (to - (double) from) * getWidth();
    }

    private float value(double x) {
        return (float) (from + Math.clamp(x / getWidth(), 0, 1) * (to - (double) from));
    }

    private void drag(float toLow, float toHigh, boolean done) {
        float least = (to - from) / 500;
        if (toHigh - toLow >= least) {
            hand.window(new Contrast(toLow, toHigh), done);
        }
    }

    private void dropped() {
        hand.window(window, true);
    }

    @Override
    protected void layoutChildren() {
        double w = getWidth();
        plot.resizeRelocate(0, 0, w, PLOT);
        double l = Math.round(x(window.low()));
        double h = Math.round(x(window.high()));
        shade.resizeRelocate(l, 0, Math.max(0, h - l), PLOT);
        lines.getElements().setAll(new MoveTo(l, 0), new LineTo(l, PLOT), new MoveTo(h, 0), new LineTo(h, PLOT));
        low.resizeRelocate(l - Handle.WIDTH / 2, PLOT / 2 - Handle.HEIGHT / 2, Handle.WIDTH, Handle.HEIGHT);
        high.resizeRelocate(h - Handle.WIDTH / 2, PLOT / 2 - Handle.HEIGHT / 2, Handle.WIDTH, Handle.HEIGHT);
        curve.getElements().setAll(gammaCurve(l, h));
        bars.getElements().setAll(outline(w));
        layTicks(w);
    }

    private List<PathElement> gammaCurve(double l, double h) {
        var out = new ArrayList<PathElement>();
        for (int i = 0; i <= 24; i++) {
            double t = i / 24.0;
            double px = l + t * (h - l);
            double py = PLOT - 1 - Math.pow(t, gamma) * (PLOT - 12);
            out.add(i == 0 ? new MoveTo(px, py) : new LineTo(px, py));
        }
        return out;
    }

    private List<PathElement> outline(double w) {
        var out = new ArrayList<PathElement>();
        int bins = (int) w / 2;
        if (values == null || values.isEmpty() || bins < 2) {
            return out;
        }
        int[] counts = values.histogram(from, to, bins);
        int most = 1;
        for (int c : counts) {
            most = Math.max(most, c);
        }
        out.add(new MoveTo(0, PLOT));
        for (int i = 0; i < bins; i++) {
            double share = log ? Math.log1p(counts[i]) / Math.log1p(most) : (double) counts[i] / most;
            out.add(new LineTo((i + 0.5) * w / bins, PLOT - share * (PLOT - 10)));
        }
        out.add(new LineTo(w, PLOT));
        return out;
    }

    private void layTicks(double w) {
        double step = 0;
        double span = to - (double) from;
        for (int e = (int) Math.floor(Math.log10(span)) - 2; step == 0; e++) {
            for (double s : STEPS) {
                if (step == 0 && s * Math.pow(10, e) / span * w >= 64) {
                    step = s * Math.pow(10, e);
                }
            }
        }
        int used = 0;
        for (double v = Math.ceil(from / step) * step; v <= to; v += step) {
            Label tick = tick(used++);
            tick.setText(step >= 1 ? Numbers.whole(Math.round(v)) : Numbers.significant(v));
            double wide = tick.prefWidth(-1);
            tick.resizeRelocate(Math.clamp(x(v) - wide / 2, 0, Math.max(0, w - wide)), PLOT + 4, wide, AXIS - 4);
            tick.setVisible(true);
        }
        for (int i = used; i < ticks.size(); i++) {
            ticks.get(i).setVisible(false);
        }
    }

    private Label tick(int index) {
        if (index == ticks.size()) {
            Label tick = Faces.text("", "axis-number");
            tick.setManaged(false);
            ticks.add(tick);
            getChildren().add(tick);
            tick.applyCss();
        }
        return ticks.get(index);
    }

    /// For arrows on a handle: a hundredth of the axis.
    float nudge() {
        return (to - from) / 100;
    }

    /// A grip on one edge of the window, 10 x 18, dragged or moved by arrows.
    private final class Handle extends Region {
        static final double WIDTH = 10;
        static final double HEIGHT = 18;

        Handle(String key, java.util.function.Consumer<Float> moved, Runnable dropped) {
            getStyleClass().addAll("histogram-handle", "focusable");
            setFocusTraversable(true);
            setAccessibleRole(javafx.scene.AccessibleRole.SLIDER);
            setAccessibleText(Words.of(key));
            setOnMousePressed(e -> {
                requestFocus();
                e.consume();
            });
            setOnMouseDragged(e -> moved.accept(value(localToParent(e.getX(), 0).getX())));
            setOnMouseReleased(e -> dropped.run());
            setOnKeyPressed(e -> {
                int direction = switch (e.getCode()) {
                    case LEFT, DOWN -> -1;
                    case RIGHT, UP -> 1;
                    default -> 0;
                };
                if (direction != 0) {
                    float now = this == low ? window.low() : window.high();
                    moved.accept(now + direction * nudge());
                    dropped.run();
                    e.consume();
                }
            });
        }
    }
}
