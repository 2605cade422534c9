package org.maskwright.ui.canvas;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.maskwright.label.Mask;
import org.maskwright.label.Shapes;
import org.maskwright.ui.model.Belongs;

/// Brush or eraser: the mask changes under the hand, and the whole stroke is one gesture.
final class StrokeAct extends Act {
    private final double radius;
    private final boolean erase;
    private final Belongs belongs;
    private final List<Double> xy = new ArrayList<>();
    private Mask covered;

    StrokeAct(Touch start, double radius, boolean erase) {
        this.radius = radius;
        this.erase = erase;
        belongs = start.belongs();
        xy.add(start.imageX());
        xy.add(start.imageY());
        covered = onImage(start, start.imageX(), start.imageY());
    }

    @Override
    void move(Touch now) {
        int n = xy.size();
        double x = xy.get(n - 2);
        double y = xy.get(n - 1);
        if (now.distance(now.viewport().toScreenX(x), now.viewport().toScreenY(y)) < 1) {
            return;
        }
        xy.add(now.imageX());
        xy.add(now.imageY());
        covered = covered.or(onImage(now, x, y, now.imageX(), now.imageY()));
    }

    private Mask onImage(Touch t, double... line) {
        return Shapes.brush(line, radius)
                .clip(t.viewport().imageWidth(), t.viewport().imageHeight());
    }

    @Override
    Optional<Gesture> end(Touch now) {
        return covered.isEmpty() ? Optional.empty() : Optional.of(new Gesture.Stroke(xy, radius, erase, belongs));
    }

    @Override
    Mask applied(Mask active) {
        return erase ? active.minus(covered) : active.or(covered);
    }

    @Override
    void paint(Pen pen, Viewport v) {}
}
