package org.maskwright.auto.doubt;

import java.util.List;
import org.maskwright.label.Bounds;
import org.maskwright.label.Distance;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;

/// What the network is asked about a mask that is there: its tight box, a box that is moved a little, a click at its
/// deepest point and one beside that. The first alone is enough for another version.
public final class Questions {
    /// How far the box is moved and widened, as a share of its sides.
    private static final double MOVE = 0.08;

    /// How far the click is moved, as a share of its depth.
    private static final double NUDGE = 0.5;

    private Questions() {}

    /// The tight box alone.
    public static List<List<Prompt>> first(Mask mask) {
        Bounds b = mask.bounds();
        return List.of(List.of(new Prompt.Box(b.left(), b.top(), b.right() - 1, b.bottom() - 1)));
    }

    /// Box, moved box, click, moved click, in the order in which [Steadiness#of] takes the answers. The mask is not
    /// empty.
    public static List<List<Prompt>> all(Mask mask) {
        Bounds b = mask.bounds();
        double dx = MOVE * b.width();
        double dy = MOVE * b.height();
        var moved = new Prompt.Box(b.left() - dx, b.top() + dy, b.right() - 1 + dx / 2, b.bottom() - 1 + dy);
        var deepest = Distance.deepest(mask).orElseThrow();
        double nudge = NUDGE * Math.sqrt(deepest.squared());
        return List.of(
                first(mask).getFirst(),
                List.of(moved),
                List.of(new Prompt.Click(deepest.x(), deepest.y(), true)),
                List.of(new Prompt.Click(deepest.x() + nudge, deepest.y() - nudge / 2, true)));
    }
}
