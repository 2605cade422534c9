package org.maskwright.ui.canvas;

import java.util.Optional;

/// A straight line drawn along something whose length is known.
final class RulerAct extends Act {
    private final Touch start;
    private Ruler line;

    RulerAct(Touch start) {
        this.start = start;
        line = new Ruler(start.imageX(), start.imageY(), start.imageX(), start.imageY());
    }

    @Override
    void move(Touch now) {
        line = new Ruler(start.imageX(), start.imageY(), now.imageX(), now.imageY()).straight();
    }

    @Override
    Optional<Gesture> end(Touch now) {
        move(now);
        boolean drag = start.distance(now.x(), now.y()) > SLACK;
        return drag ? Optional.of(new Gesture.Measure(line)) : Optional.empty();
    }

    @Override
    void paint(Pen pen, Viewport v) {
        line.paint(pen, v);
    }
}
