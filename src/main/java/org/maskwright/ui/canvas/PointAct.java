package org.maskwright.ui.canvas;

import java.util.Optional;

/// Press and release: a click; press, drag and release: a box. With the right button, and with the minus
/// tool, a click says "not this".
final class PointAct extends Act {
    private final Touch start;
    private final boolean positive;
    private final boolean mayDrag;
    private boolean dragged;
    private Touch now;

    /// @param mayDrag false for the right button, whose drag means nothing
    PointAct(Touch start, boolean positive, boolean mayDrag) {
        this.start = start;
        this.positive = positive;
        this.mayDrag = mayDrag;
        now = start;
    }

    @Override
    void move(Touch to) {
        now = to;
        dragged |= to.distance(start.x(), start.y()) > SLACK;
    }

    @Override
    Optional<Gesture> end(Touch to) {
        move(to);
        if (!dragged) {
            return !start.viewport().onImage(start.x(), start.y())
                    ? Optional.empty()
                    : Optional.of(new Gesture.Click(start.imageX(), start.imageY(), positive, start.belongs()));
        }
        if (!mayDrag) {
            return Optional.empty();
        }
        return Optional.of(new Gesture.DragBox(to.boxFrom(start.imageX(), start.imageY()), start.belongs()));
    }

    @Override
    void paint(Pen pen, Viewport v) {
        if (dragged && mayDrag) {
            pen.box(now.boxFrom(start.imageX(), start.imageY()), v);
        }
    }
}
