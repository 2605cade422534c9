package org.maskwright.ui.canvas;

import java.util.List;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;
import org.maskwright.label.Shapes;
import org.maskwright.label.Split;
import org.maskwright.ui.model.Belongs;

/// What a hand did on the canvas. Coordinates are image pixels as in [Prompt]: the centre of the first
/// pixel at (0, 0), fractions allowed. Clicks and hovers lie on the picture; lines may leave it.
public sealed interface Gesture {
    /// The pointer, or the key cursor, rests or moves over the picture.
    record Hover(double x, double y) implements Gesture {}

    /// The pointer left the picture.
    record HoverEnd() implements Gesture {}

    /// A click without a drag. Negative ("not this") by the right button or the minus tool.
    record Click(double x, double y, boolean positive, Belongs belongs) implements Gesture {}

    /// A box drawn around an object, cut to the image.
    record DragBox(Prompt.Box box, Belongs belongs) implements Gesture {}

    /// A line drawn along an object, or along what does not belong to it.
    record DrawLine(Prompt.Scribble line, Belongs belongs) implements Gesture {}

    /// A box prompt of the active object was pulled at one of its handles.
    record MoveBox(Prompt.Box from, Prompt.Box to) implements Gesture {}

    /// Brush or eraser along a line of x, y pairs, as one act.
    record Stroke(List<Double> xy, double radius, boolean erase, Belongs belongs) implements Gesture {
        public Stroke {
            xy = List.copyOf(xy);
        }

        /// The pixels it covers, on the image or beyond.
        public Mask mask() {
            return Shapes.brush(array(xy), radius);
        }
    }

    /// A closed line of x, y pairs drawn freely; the last point joins the first.
    record Lasso(List<Double> xy, Belongs belongs) implements Gesture {
        public Lasso {
            xy = List.copyOf(xy);
        }

        /// The pixels inside, on the image or beyond.
        public Mask mask() {
            return Shapes.polygon(array(xy));
        }
    }

    /// A line of x, y pairs drawn through an object to cut it.
    record SplitLine(List<Double> xy) implements Gesture {
        public SplitLine {
            xy = List.copyOf(xy);
        }

        /// The parts of an object, largest first; the mask alone when the line does not part it.
        public List<Mask> cut(Mask mask) {
            return Split.along(mask, array(xy));
        }
    }

    /// From one object to another that it shall be joined with; both ends in the same place for a click.
    record MergeLine(double x0, double y0, double x1, double y1) implements Gesture {}

    /// A line drawn along something whose length is known.
    record Measure(Ruler line) implements Gesture {}

    private static double[] array(List<Double> xy) {
        return xy.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
