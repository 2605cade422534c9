package org.maskwright.ui.canvas;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.maskwright.label.Prompt;
import org.maskwright.ui.model.Belongs;

/// Press and release: a click; press, drag and release: a box. With the right button, and with the minus tool, a click
/// says "not this", and a drag says it along a line; a drag with Shift held is a line along the object in hand.
final class PointAct extends Act {
    private final Touch start;
    private final boolean positive;
    private final boolean lines;
    private final List<Double> xy = new ArrayList<>();
    private boolean dragged;
    private Touch now;

    PointAct(Touch start, boolean positive) {
        this.start = start;
        this.positive = positive;
        lines = !positive || start.belongs() == Belongs.ACTIVE;
        now = start;
        pass(start);
    }

    @Override
    void move(Touch to) {
        if (to.distance(now.x(), now.y()) >= 1) {
            pass(to);
        }
        now = to;
        dragged |= to.distance(start.x(), start.y()) > SLACK;
    }

    /// The line keeps to the picture.
    private void pass(Touch at) {
        if (at.viewport().onImage(at.x(), at.y())) {
            xy.add(at.imageX());
            xy.add(at.imageY());
        }
    }

    @Override
    Optional<Gesture> end(Touch to) {
        move(to);
        if (!dragged) {
            return !start.viewport().onImage(start.x(), start.y())
                    ? Optional.empty()
                    : Optional.of(new Gesture.Click(start.imageX(), start.imageY(), positive, start.belongs()));
        }
        if (!lines) {
            return Optional.of(new Gesture.DragBox(to.boxFrom(start.imageX(), start.imageY()), start.belongs()));
        }
        return xy.isEmpty()
                ? Optional.empty()
                : Optional.of(new Gesture.DrawLine(new Prompt.Scribble(xy, positive), start.belongs()));
    }

    @Override
    void paint(Pen pen, Viewport v) {
        if (dragged && lines) {
            pen.line(xy, v);
        } else if (dragged) {
            pen.box(now.boxFrom(start.imageX(), start.imageY()), v);
        }
    }
}
