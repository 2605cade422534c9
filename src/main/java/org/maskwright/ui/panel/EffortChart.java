package org.maskwright.ui.panel;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import org.maskwright.Words;
import org.maskwright.ui.model.EffortWords;
import org.maskwright.ui.model.Numbers;
import org.maskwright.ui.model.WhatItGave.Group;

/// Clicks an object as bars, the share of corrections on top of them in another colour, and seconds an object as a line
/// of its own scale.
final class EffortChart extends Region {
    private static final double HEIGHT = 96;
    private static final double LEFT = 26;
    private static final double TOP = 8;
    private static final double BOTTOM = 18;
    private static final double GAP = 0.25;

    private final Path grid = new Path();
    private final Path seconds = new Path();
    private final List<Region> bars = new ArrayList<>();
    private final Label most = Faces.text("", "axis-number");
    private final Label first = Faces.text("", "axis-number");
    private final Label last = Faces.text("", "axis-number");
    private List<Group> groups = List.of();

    EffortChart() {
        getStyleClass().add("effort-chart");
        grid.getStyleClass().add("curve-grid");
        seconds.getStyleClass().add("effort-seconds");
        for (var part : List.of(grid, seconds, most, first, last)) {
            part.setManaged(false);
        }
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
    }

    void show(List<Group> of) {
        groups = of;
        bars.clear();
        for (Group g : groups) {
            var words = Words.of(
                    "ui.effort.chart", g.name(), Numbers.decimal(g.clicks(), 1), EffortWords.time(g.seconds()));
            bars.add(bar("effort-bar", words));
            bars.add(bar("effort-later", words));
        }
        getChildren().setAll(grid);
        getChildren().addAll(bars);
        getChildren().addAll(seconds, most, first, last);
        first.setText(groups.isEmpty() ? "" : groups.getFirst().name());
        last.setText(groups.size() < 2 ? "" : groups.getLast().name());
        requestLayout();
    }

    private static Region bar(String style, String words) {
        var bar = new Region();
        bar.getStyleClass().add(style);
        bar.setManaged(false);
        Tooltip.install(bar, new Tooltip(words));
        return bar;
    }

    @Override
    protected void layoutChildren() {
        double room = getWidth() - LEFT;
        double floor = HEIGHT - BOTTOM;
        double top = Math.max(
                1, Math.ceil(groups.stream().mapToDouble(Group::clicks).max().orElse(1)));
        double slowest = groups.stream()
                .mapToDouble(Group::seconds)
                .filter(s -> !Double.isNaN(s))
                .max()
                .orElse(1);
        double each = Math.min(28, room / Math.max(1, groups.size()));
        var line = new ArrayList<PathElement>();
        for (int i = 0; i < groups.size(); i++) {
            Group g = groups.get(i);
            double x = LEFT + i * each;
            double wide = Math.max(1, each * (1 - GAP));
            double whole = (floor - TOP) * g.clicks() / top;
            double later = (floor - TOP) * g.later() / top;
            bars.get(2 * i).resizeRelocate(x, floor - whole + later, wide, Math.max(0, whole - later));
            bars.get(2 * i + 1).resizeRelocate(x, floor - whole, wide, later);
            if (!Double.isNaN(g.seconds())) {
                double y = floor - (floor - TOP) * g.seconds() / slowest;
                line.add(line.isEmpty() ? new MoveTo(x + wide / 2, y) : new LineTo(x + wide / 2, y));
            }
        }
        seconds.getElements().setAll(line);
        grid.getElements()
                .setAll(
                        new MoveTo(LEFT, TOP + 0.5),
                        new LineTo(getWidth(), TOP + 0.5),
                        new MoveTo(LEFT, floor + 0.5),
                        new LineTo(getWidth(), floor + 0.5));
        most.setText(groups.isEmpty() ? "" : Numbers.whole(Math.round(top)));
        place(most, 0, TOP - 7);
        place(first, LEFT, floor + 3);
        place(last, LEFT + Math.max(1, groups.size()) * each - last.prefWidth(-1), floor + 3);
    }

    private static void place(Label label, double x, double y) {
        label.applyCss();
        label.resizeRelocate(Math.max(0, x), y, label.prefWidth(-1), 15);
    }
}
