package org.maskwright.ui.canvas;

import java.util.Optional;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;

/// One act of the hand, from press to release: each tool has its own. The canvas tells it where the pointer
/// goes, paints what it shows meanwhile, and sends the gesture that comes out. Esc drops it.
abstract sealed class Act permits PointAct, HandleAct, StrokeAct, LassoAct, LineAct, RulerAct {
    /// Farther than this from where it began, in screen pixels, a click is a drag.
    static final double SLACK = 4;

    abstract void move(Touch now);

    /// What it was, when it came to something.
    abstract Optional<Gesture> end(Touch now);

    /// Draws what it shows while under way.
    abstract void paint(Pen pen, Viewport v);

    /// The mask of the active object as this act would leave it.
    Mask applied(Mask active) {
        return active;
    }

    /// A box prompt that this act shows in another shape, so that it is not drawn twice.
    Optional<Prompt.Box> replaces() {
        return Optional.empty();
    }
}
