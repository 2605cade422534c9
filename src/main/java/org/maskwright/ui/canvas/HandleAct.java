package org.maskwright.ui.canvas;

import java.util.Optional;
import org.maskwright.label.Prompt;

/// Pulls a box prompt at one of its corners; the opposite corner stays.
final class HandleAct extends Act {
    /// A handle is hit within this distance of its middle, in screen pixels, across and down.
    private static final double HIT = 8;

    private final Prompt.Box from;
    private final double fixedX;
    private final double fixedY;
    private Prompt.Box box;

    private HandleAct(Prompt.Box from, double fixedX, double fixedY) {
        this.from = from;
        this.fixedX = fixedX;
        this.fixedY = fixedY;
        box = from;
    }

    /// The act on the handle of `box` under the pointer, if one is.
    static Optional<Act> at(Touch t, Prompt.Box box) {
        for (double x : new double[] {box.x0(), box.x1()}) {
            for (double y : new double[] {box.y0(), box.y1()}) {
                if (Math.abs(t.viewport().toScreenX(x) - t.x()) <= HIT
                        && Math.abs(t.viewport().toScreenY(y) - t.y()) <= HIT) {
                    return Optional.of(new HandleAct(box, box.x0() + box.x1() - x, box.y0() + box.y1() - y));
                }
            }
        }
        return Optional.empty();
    }

    @Override
    void move(Touch now) {
        box = now.boxFrom(fixedX, fixedY);
    }

    @Override
    Optional<Gesture> end(Touch now) {
        return box.equals(from) ? Optional.empty() : Optional.of(new Gesture.MoveBox(from, box));
    }

    @Override
    void paint(Pen pen, Viewport v) {
        pen.box(box, v);
    }

    @Override
    Optional<Prompt.Box> replaces() {
        return Optional.of(from);
    }
}
