package org.maskwright.ui.canvas;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A line drawn freely around something. It closes when the pointer comes back to the start, or with a
/// straight line when it is let go elsewhere.
final class LassoAct extends Act {
    /// Within this distance of the start it closes, in screen pixels.
    private static final double CLOSES = 12;

    private final Touch start;
    private final List<Double> xy = new ArrayList<>();
    private Touch now;

    LassoAct(Touch start) {
        this.start = start;
        now = start;
        add(start);
    }

    private void add(Touch t) {
        xy.add(t.imageX());
        xy.add(t.imageY());
    }

    @Override
    void move(Touch to) {
        if (to.distance(now.x(), now.y()) >= 2) {
            now = to;
            add(to);
        }
    }

    @Override
    Optional<Gesture> end(Touch to) {
        move(to);
        return xy.size() < 6 ? Optional.empty() : Optional.of(new Gesture.Lasso(xy, start.belongs()));
    }

    @Override
    void paint(Pen pen, Viewport v) {
        boolean closes = xy.size() > 12 && now.distance(start.x(), start.y()) <= CLOSES;
        pen.lasso(xy, closes, v);
    }
}
