package org.maskwright.ui.canvas;

import org.jspecify.annotations.Nullable;
import org.maskwright.label.Instance;
import org.maskwright.ui.canvas.CanvasScene.Style;

/// How an object of one state is painted, in screen pixels. State is told by line and shape first, by
/// colour second, so that every state survives a grey print; a white line with a dark halo means "in your
/// hand".
///
/// @param fill opacity of the fill
/// @param fillAlone the same where the object is too small for an outline, or has none
/// @param halo laid under the line, wider
record Look(
        double fill,
        double fillAlone,
        Stroke line,
        @Nullable Stroke halo,
        boolean inHand) {
    static final int BLUE = 0x5AA7FF;
    static final double RECEDING = 0.55;

    private static final int OWN = -1;
    private static final int WHITE = 0xFFFFFF;
    private static final int BLACK = 0;

    /// @param rgb -1 for the object's own colour
    /// @param on length of a dash, 0 for a solid line
    record Stroke(int rgb, double width, double opacity, double on, double off) {}

    static final Stroke DOUBTFUL_DOTS = new Stroke(0xEFB444, 2, 1, 2, 4);
    static final Look PREVIEW =
            new Look(0.34, 0.34, new Stroke(WHITE, 1.25, 1, 0, 0), new Stroke(BLACK, 3.5, 0.5, 0, 0), true);
    static final Look OTHER_FRAME = new Look(0, 0, new Stroke(OWN, 1.25, 0.75, 1, 3), null, false);
    private static final Look REJECTED = new Look(0, 0, new Stroke(0xB3B7BD, 1, 1, 1, 3), null, false);

    static Look active(Style s) {
        return new Look(
                share(s, 0.38),
                share(s, 0.38),
                new Stroke(WHITE, 2.5, 1, 0, 0),
                new Stroke(BLACK, 5, 0.55, 0, 0),
                true);
    }

    static Look of(Instance.State state, boolean selected, Style s) {
        Stroke own = new Stroke(OWN, selected ? s.outline() + 1 : s.outline(), 1, 0, 0);
        Stroke edge = selected ? new Stroke(BLACK, s.outline() + 3.5, 0.55, 0, 0) : null;
        return switch (state) {
            case ACCEPTED -> new Look(s.fill(), s.fill(), own, edge, false);
            case LOCKED -> new Look(share(s, 0.12), s.fill(), own, edge, false);
            case REJECTED -> REJECTED;
            case PROPOSED ->
                new Look(
                        share(s, 0.07),
                        s.fill(),
                        new Stroke(OWN, own.width, 1, 6, 4),
                        edge == null ? new Stroke(BLACK, 3, 0.4, 0, 0) : edge,
                        false);
        };
    }

    /// An opacity that stands beside the usual 24 % of accepted objects, for the one the person chose.
    private static double share(Style s, double beside) {
        return Math.min(1, beside * s.fill() / Style.NORMAL.fill());
    }
}
