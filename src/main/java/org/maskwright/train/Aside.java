package org.maskwright.train;

import java.util.ArrayList;
import java.util.List;
import org.maskwright.label.Bounds;
import org.maskwright.label.Mask;

/// How far masks lie to one and the same side of what a model answers where they are. Only answers of about a mask's
/// size count: others are of something else.
final class Aside {
    /// Standard errors that the mean may be off by chance. Answers that are wrong lie on all sides.
    private static final double CHANCE = 2;

    /// How many times as large as the other mask or answer may be.
    private static final int ALIKE = 2;

    /// Fewer tell nothing.
    private static final int LEAST = 3;

    private final List<Double> right = new ArrayList<>();
    private final List<Double> down = new ArrayList<>();

    void add(Mask mask, Mask answer) {
        if (answer.area() <= ALIKE * mask.area() && mask.area() <= ALIKE * answer.area()) {
            Bounds a = answer.bounds();
            Bounds b = mask.bounds();
            double diameter = Math.sqrt(4 * mask.area() / Math.PI);
            right.add((b.left() + b.right() - a.left() - a.right()) / 2.0 / diameter);
            down.add((b.top() + b.bottom() - a.top() - a.bottom()) / 2.0 / diameter);
        }
    }

    /// The distance of the mean from nowhere, in diameters, less what chance may do; 0 when chance may do it all.
    double least() {
        int n = right.size();
        if (n < LEAST) {
            return 0;
        }
        double x = Marks.mean(right);
        double y = Marks.mean(down);
        double squares = 0;
        for (int i = 0; i < n; i++) {
            squares += Math.pow(right.get(i) - x, 2) + Math.pow(down.get(i) - y, 2);
        }
        return Math.max(0, Math.hypot(x, y) - CHANCE * Math.sqrt(squares / (n - 1) / n));
    }
}
