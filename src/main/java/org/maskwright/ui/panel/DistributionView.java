package org.maskwright.ui.panel;

import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import org.jspecify.annotations.Nullable;
import org.maskwright.Words;
import org.maskwright.measure.Distribution;
import org.maskwright.ui.model.Numbers;

/// A histogram of the numbers in a column: bars, the ends of the axis, the highest count and the median.
final class DistributionView extends Region {
    private static final double PLOT = 84;
    private static final double AXIS = 18;

    private final Pane plot = new Pane();
    private final Path bars = new Path();
    private final Path middle = new Path();
    private final Label most = Faces.number("", "caption");
    private final Label from = Faces.number("", "caption");
    private final Label to = Faces.number("", "caption");
    private final Label median = Faces.number("", "caption");
    private @Nullable Distribution shown;

    DistributionView() {
        plot.getStyleClass().add("histogram-plot");
        bars.getStyleClass().add("histogram-bars");
        middle.getStyleClass().add("histogram-line");
        for (Path p : new Path[] {bars, middle}) {
            p.setManaged(false);
            p.setMouseTransparent(true);
        }
        plot.getChildren().addAll(bars, middle);
        getChildren().addAll(plot, most, from, to, median);
        setMinHeight(PLOT + AXIS);
        setPrefHeight(PLOT + AXIS);
    }

    void show(Optional<Distribution> of) {
        shown = of.orElse(null);
        boolean there = shown != null;
        for (Label l : new Label[] {most, from, to, median}) {
            l.setVisible(there);
        }
        if (shown != null) {
            most.setText(Numbers.whole(highest(shown)));
            from.setText(Numbers.significant(shown.from()));
            to.setText(Numbers.significant(shown.to()));
            median.setText(Words.of("ui.measures.median", Numbers.significant(shown.median())));
            setAccessibleText(Words.of(
                    "ui.measures.spoken",
                    Numbers.whole(shown.size()),
                    Numbers.significant(shown.mean()),
                    Numbers.significant(shown.median()),
                    Numbers.significant(shown.deviation())));
        }
        requestLayout();
    }

    private static int highest(Distribution d) {
        return d.counts().stream().mapToInt(Integer::intValue).max().orElse(1);
    }

    @Override
    protected void layoutChildren() {
        double w = getWidth();
        plot.resizeRelocate(0, 0, w, PLOT);
        bars.getElements().clear();
        middle.getElements().clear();
        Distribution d = shown;
        if (d == null) {
            return;
        }
        double step = w / d.counts().size();
        double high = (PLOT - 6) / Math.max(1, highest(d));
        for (int i = 0; i < d.counts().size(); i++) {
            double y = PLOT - d.counts().get(i) * high;
            double gap = step > 4 ? 0.5 : 0;
            bars.getElements().add(new MoveTo(i * step + gap, PLOT));
            bars.getElements().add(new LineTo(i * step + gap, y));
            bars.getElements().add(new LineTo((i + 1) * step - gap, y));
            bars.getElements().add(new LineTo((i + 1) * step - gap, PLOT));
        }
        double at = (d.median() - d.from()) / (d.to() - d.from()) * w;
        middle.getElements().addAll(new MoveTo(at, 0), new LineTo(at, PLOT));
        layoutInArea(most, 4, 2, w, 14, 0, javafx.geometry.HPos.LEFT, VPos.TOP);
        layoutInArea(from, 0, PLOT + 2, w, AXIS - 2, 0, javafx.geometry.HPos.LEFT, VPos.TOP);
        layoutInArea(to, 0, PLOT + 2, w, AXIS - 2, 0, javafx.geometry.HPos.RIGHT, VPos.TOP);
        layoutInArea(median, 0, PLOT + 2, w, AXIS - 2, 0, javafx.geometry.HPos.CENTER, VPos.TOP);
    }
}
