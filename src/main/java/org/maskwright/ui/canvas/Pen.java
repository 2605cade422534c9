package org.maskwright.ui.canvas;

import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import org.maskwright.label.Prompt;

/// Draws the marks that lie on the picture: white with a black edge, so that they read on black, white and
/// colour. Sizes are screen pixels and do not scale with the zoom, but the brush ring, which is the brush's
/// true size.
final class Pen {
    private static final Color INK = Color.WHITE;
    private static final Color EDGE = Color.BLACK;
    private static final double LINE = 1.5;
    private static final double HALO = 3.5;
    private static final double HANDLE = 7;
    private static final double LEAST_RING = 6;

    private final GraphicsContext g;

    Pen(GraphicsContext g) {
        this.g = g;
        g.setLineCap(StrokeLineCap.BUTT);
        g.setLineJoin(StrokeLineJoin.ROUND);
    }

    void click(double x, double y, boolean positive, boolean last) {
        if (last) {
            ring(x, y, 11, LINE);
        }
        if (positive) {
            disc(x, y, 7, EDGE);
            disc(x, y, 6, INK);
            bars(x, y, 7, 1.75, true, EDGE);
        } else {
            disc(x, y, 7.5, INK);
            disc(x, y, 5.75, EDGE);
            bars(x, y, 7, 1.75, false, INK);
        }
    }

    void box(Prompt.Box box, Viewport v) {
        double x = v.toScreenX(box.x0());
        double y = v.toScreenY(box.y0());
        double w = v.toScreenX(box.x1()) - x;
        double h = v.toScreenY(box.y1()) - y;
        twice(() -> g.strokeRect(x, y, w, h));
        for (double cx : new double[] {x, x + w}) {
            for (double cy : new double[] {y, y + h}) {
                g.setFill(EDGE);
                g.fillRect(cx - HANDLE / 2 - 1, cy - HANDLE / 2 - 1, HANDLE + 2, HANDLE + 2);
                g.setFill(INK);
                g.fillRect(cx - HANDLE / 2, cy - HANDLE / 2, HANDLE, HANDLE);
            }
        }
    }

    void lasso(List<Double> xy, boolean closes, Viewport v) {
        dashed(() -> path(xy, v));
        double x = v.toScreenX(xy.get(0));
        double y = v.toScreenY(xy.get(1));
        disc(x, y, closes ? 7 : 5, EDGE);
        disc(x, y, closes ? 6 : 4, INK);
    }

    void line(List<Double> xy, Viewport v) {
        twice(() -> path(xy, v));
    }

    /// The brush's ring; the eraser's is dashed and has a bar.
    void brush(double x, double y, double radius, boolean erase) {
        double r = Math.max(LEAST_RING / 2, radius);
        Runnable circle = () -> g.strokeOval(x - r, y - r, 2 * r, 2 * r);
        if (erase) {
            dashed(circle);
            bars(x, y, 7, 3.5, false, EDGE);
            bars(x, y, 6, 1.5, false, INK);
        } else {
            twice(circle);
            disc(x, y, 2.5, EDGE);
            disc(x, y, 1.5, INK);
        }
    }

    /// The pointer: a cross of 26 with an open centre of 8.
    void cross(double atX, double atY) {
        double x = Math.floor(atX) + 0.5;
        double y = Math.floor(atY) + 0.5;
        twice(() -> {
            g.strokeLine(x - 13, y, x - 4, y);
            g.strokeLine(x + 4, y, x + 13, y);
            g.strokeLine(x, y - 13, x, y - 4);
            g.strokeLine(x, y + 4, x, y + 13);
        });
    }

    void ring(double x, double y, double radius, double width) {
        g.setStroke(EDGE);
        g.setLineWidth(width + 2);
        g.strokeOval(x - radius, y - radius, 2 * radius, 2 * radius);
        g.setStroke(INK);
        g.setLineWidth(width);
        g.strokeOval(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    void disc(double x, double y, double radius, Color colour) {
        g.setFill(colour);
        g.fillOval(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    /// A line with the black edge under it.
    void twice(Runnable shape) {
        g.setStroke(EDGE);
        g.setLineWidth(HALO);
        shape.run();
        g.setStroke(INK);
        g.setLineWidth(LINE);
        shape.run();
    }

    private void dashed(Runnable shape) {
        g.setLineDashes(6, 4);
        twice(shape);
        g.setLineDashes();
    }

    private void bars(double x, double y, double length, double thick, boolean plus, Color colour) {
        g.setFill(colour);
        g.fillRect(x - length / 2, y - thick / 2, length, thick);
        if (plus) {
            g.fillRect(x - thick / 2, y - length / 2, thick, length);
        }
    }

    private void path(List<Double> xy, Viewport v) {
        g.beginPath();
        g.moveTo(v.toScreenX(xy.get(0)), v.toScreenY(xy.get(1)));
        for (int i = 2; i < xy.size(); i += 2) {
            g.lineTo(v.toScreenX(xy.get(i)), v.toScreenY(xy.get(i + 1)));
        }
        g.stroke();
    }
}
