package org.maskwright.ui.canvas;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A line from one place to another: drawn freely to split an object, straight to join two.
final class LineAct extends Act {
    private final boolean split;
    private final Touch start;
    private final List<Double> xy = new ArrayList<>();
    private Touch now;

    LineAct(Touch start, boolean split) {
        this.start = start;
        this.split = split;
        now = start;
        add(start);
    }

    private void add(Touch t) {
        xy.add(t.imageX());
        xy.add(t.imageY());
    }

    @Override
    void move(Touch to) {
        if (to.distance(now.x(), now.y()) < 2) {
            return;
        }
        now = to;
        if (!split && xy.size() > 2) {
            xy.subList(2, 4).clear();
        }
        add(to);
    }

    @Override
    Optional<Gesture> end(Touch to) {
        move(to);
        if (!split) {
            return Optional.of(new Gesture.MergeLine(start.imageX(), start.imageY(), now.imageX(), now.imageY()));
        }
        return xy.size() < 4 ? Optional.empty() : Optional.of(new Gesture.SplitLine(xy));
    }

    @Override
    void paint(Pen pen, Viewport v) {
        pen.line(xy, v);
    }
}
