package org.maskwright.ui.panel;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import org.maskwright.Words;
import org.maskwright.ui.model.Learning;
import org.maskwright.ui.model.Numbers;

/// A score on what is held out by training step, the model before as a dashed line if there is one.
final class LearningCurve extends Region {
    private static final double HEIGHT = 134;
    private static final double LEFT = 34;
    private static final double TOP = 10;
    private static final double BOTTOM = 20;
    private static final double[] IOU_STEPS = {0.005, 0.01, 0.02, 0.05, 0.1, 0.2};

    private final Path grid = path("curve-grid");
    private final Path before = path("curve-before");
    private final Path curve = path("curve-line");
    private final Circle end = new Circle(3.5);
    private final Label endLabel = Faces.text("", "curve-label", "accent-text");
    private final Label beforeLabel = Faces.text("", "curve-label");
    private final List<Label> ticks = new ArrayList<>();
    private List<Learning.Point> points = List.of();
    private double old = Double.NaN;

    LearningCurve() {
        getStyleClass().add("learning-curve");
        end.getStyleClass().add("curve-end");
        end.setManaged(false);
        endLabel.setManaged(false);
        beforeLabel.setManaged(false);
        getChildren().addAll(grid, before, curve, end, beforeLabel, endLabel);
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
    }

    private static Path path(String style) {
        var path = new Path();
        path.getStyleClass().add(style);
        path.setManaged(false);
        return path;
    }

    void show(List<Learning.Point> of, double model) {
        points = List.copyOf(of);
        old = model;
        String last = points.isEmpty() ? "" : Numbers.decimal(points.getLast().iou(), 3);
        endLabel.setText(last.isEmpty() || Double.isNaN(old) ? last : Words.of("ui.model.after", last));
        beforeLabel.setText(Double.isNaN(old) ? "" : Words.of("ui.model.before", Numbers.decimal(old, 3)));
        setAccessibleText(endLabel.getText() + " " + beforeLabel.getText());
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double w = getWidth();
        double[] range = range();
        double step = range[2];
        int used = 0;
        var lines = new ArrayList<PathElement>();
        for (double v = range[0]; v <= range[1] + step / 10; v += step) {
            double y = y(v, range);
            lines.add(new MoveTo(LEFT, y));
            lines.add(new LineTo(w, y));
            used = tick(used, Numbers.decimal(v, step < 0.01 ? 3 : 2), 0, y - 7);
        }
        grid.getElements().setAll(lines);
        int last = points.isEmpty() ? 0 : Math.max(1, points.getLast().step());
        used = steps(used, last, w);
        for (int i = used; i < ticks.size(); i++) {
            ticks.get(i).setVisible(false);
        }
        before.getElements().clear();
        beforeLabel.setVisible(!Double.isNaN(old));
        if (!Double.isNaN(old)) {
            double y = y(old, range);
            before.getElements().setAll(new MoveTo(LEFT, y), new LineTo(w, y));
            double wide = beforeLabel.prefWidth(-1);
            boolean under = points.isEmpty() || points.getLast().iou() >= old;
            beforeLabel.resizeRelocate((LEFT + w - wide) / 2 + 24, under ? y + 2 : y - 18, wide, 16);
        }
        drawCurve(w, last, range);
    }

    private void drawCurve(double w, int last, double[] range) {
        var line = new ArrayList<PathElement>();
        double x = 0;
        double y = 0;
        for (Learning.Point p : points) {
            x = LEFT + 4 + (w - LEFT - 10) * p.step() / last;
            y = y(p.iou(), range);
            line.add(line.isEmpty() ? new MoveTo(x, y) : new LineTo(x, y));
        }
        curve.getElements().setAll(line);
        end.setVisible(!points.isEmpty());
        endLabel.setVisible(!points.isEmpty());
        if (!points.isEmpty()) {
            end.setCenterX(x);
            end.setCenterY(y);
            double wide = endLabel.prefWidth(-1);
            boolean over = Double.isNaN(old) || points.getLast().iou() >= old;
            endLabel.resizeRelocate(Math.clamp(x - wide, LEFT, w - wide), Math.max(0, over ? y - 20 : y + 5), wide, 16);
        }
    }

    private int steps(int from, int last, double w) {
        int used = from;
        if (last > 0) {
            double raw = last / 4.0;
            double magnitude = Math.pow(10, Math.floor(Math.log10(raw)));
            double unit = raw / magnitude;
            int each = (int) Math.max(1, (unit >= 5 ? 5 : unit >= 2 ? 2 : 1) * magnitude);
            for (int s = 0; s <= last; s += each) {
                String words = Numbers.whole(s);
                double x = LEFT + 4 + (w - LEFT - 10) * s / last;
                used = tick(used, words, Math.min(x - words.length() * 3.2, w - words.length() * 6.6), HEIGHT - 15);
            }
        }
        return used;
    }

    private int tick(int index, String words, double x, double y) {
        if (index == ticks.size()) {
            Label tick = Faces.text("", "axis-number");
            tick.setManaged(false);
            ticks.add(tick);
            getChildren().add(tick);
        }
        Label tick = ticks.get(index);
        tick.setText(words);
        tick.setVisible(true);
        tick.applyCss();
        tick.resizeRelocate(x, y, tick.prefWidth(-1), 15);
        return index + 1;
    }

    private static double y(double iou, double[] range) {
        return Math.round(TOP + (range[1] - iou) / (range[1] - range[0]) * (HEIGHT - TOP - BOTTOM)) + 0.5;
    }

    /// Least and greatest line and their distance: at most five lines, all values between them.
    private double[] range() {
        double least = Double.isNaN(old) ? 1 : old;
        double most = Double.isNaN(old) ? 0 : old;
        for (Learning.Point p : points) {
            least = Math.min(least, p.iou());
            most = Math.max(most, p.iou());
        }
        if (least > most) {
            least = 0;
            most = 1;
        }
        for (double step : IOU_STEPS) {
            double from = Math.floor((least - step / 4) / step) * step;
            double to = Math.ceil((most + step / 4) / step) * step;
            if (to - from <= step * 4.01) {
                return new double[] {from, to, step};
            }
        }
        return new double[] {0, 1, 0.25};
    }
}
