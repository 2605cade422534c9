package org.maskwright.ui.canvas;

import java.util.List;

/// A straight line that measures something, with a stroke across each end; in image pixels.
public record Ruler(double x0, double y0, double x1, double y1) {
    private static final double END = 7;

    /// A line this near to level or upright is meant so: the bars that it is drawn along are.
    private static final double NEARLY = Math.tan(Math.toRadians(4));

    /// Level or upright where it nearly is.
    Ruler straight() {
        double dx = Math.abs(x1 - x0);
        double dy = Math.abs(y1 - y0);
        return dy <= dx * NEARLY ? new Ruler(x0, y0, x1, y0) : dx <= dy * NEARLY ? new Ruler(x0, y0, x0, y1) : this;
    }

    void paint(Pen pen, Viewport v) {
        double length = Math.hypot(x1 - x0, y1 - y0) * v.zoom();
        pen.line(List.of(x0, y0, x1, y1), v);
        if (length > 0) {
            double ax = -(y1 - y0) * END / length;
            double ay = (x1 - x0) * END / length;
            pen.line(List.of(x0 - ax, y0 - ay, x0 + ax, y0 + ay), v);
            pen.line(List.of(x1 - ax, y1 - ay, x1 + ax, y1 + ay), v);
        }
    }
}
