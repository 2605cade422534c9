package org.maskwright.label;

import java.util.List;

/// What the hand says to the network. Coordinates are image pixels, x right, y down, the centre of
/// the first pixel at (0, 0), fractions allowed.
public sealed interface Prompt {
    /// A point: inside the object when `positive`, else "not this".
    record Click(double x, double y, boolean positive) implements Prompt {}

    /// A box by the centres of its first and last pixel; `x0 <= x1`, `y0 <= y1`.
    record Box(double x0, double y0, double x1, double y1) implements Prompt {
        public Box {
            if (!(x0 <= x1 && y0 <= y1)) {
                throw new IllegalArgumentException("box " + x0 + "," + y0 + " " + x1 + "," + y1);
            }
        }

        /// The box of two corners in any order.
        public static Box ofCorners(double ax, double ay, double bx, double by) {
            return new Box(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
        }
    }

    /// A line drawn along the object (or along what is not it): x, y pairs in drawing order.
    record Scribble(List<Double> xy, boolean positive) implements Prompt {
        public Scribble {
            xy = List.copyOf(xy);
        }
    }
}
