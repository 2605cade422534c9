package org.maskwright.ui.canvas;

import java.util.Arrays;
import org.maskwright.image.Region;

/// Draws closed lines of a given width in pixels into [Pixels], smooth at their edges. A line is gathered
/// as coverage first and laid down once, so that it is as strong where it bends or crosses itself as
/// elsewhere.
final class Stroker {
    /// Longer pieces are cut, so that the pixels looked at stay close to the line.
    private static final double PIECE = 8;

    private byte[] coverage = new byte[0];
    private int[] touched = new int[1024];
    private int count;
    private Region clip = Region.of(0, 0);
    private int stride;

    /// How a line is drawn, in pixels.
    ///
    /// @param on length of a dash; 0 for a solid line
    /// @param off length of a gap
    record Line(double width, double on, double off) {}

    void begin(Pixels out, Region within) {
        int n = out.width() * out.height();
        if (coverage.length < n) {
            coverage = new byte[n];
        }
        stride = out.width();
        clip = within;
    }

    /// Adds a closed line of x, y pairs; pixel (0, 0) reaches from 0 to 1.
    void ring(float[] xy, double zoom, double left, double top, Line line) {
        int n = xy.length;
        if (n < 4) {
            return;
        }
        double shiftX = left + 0.5 * zoom;
        double shiftY = top + 0.5 * zoom;
        double period = line.on + line.off;
        double stretch = 1;
        if (line.on > 0) {
            double length = length(xy) * zoom;
            stretch = length / (period * Math.max(1, Math.round(length / period)));
        }
        double x = xy[n - 2] * zoom + shiftX;
        double y = xy[n - 1] * zoom + shiftY;
        double at = 0;
        for (int i = 0; i < n; i += 2) {
            double nx = xy[i] * zoom + shiftX;
            double ny = xy[i + 1] * zoom + shiftY;
            double length = Math.hypot(nx - x, ny - y);
            if (length < 0.75 && i < n - 2) {
                continue;
            }
            pieces(x, y, nx, ny, length, at / stretch, line);
            at += length;
            x = nx;
            y = ny;
        }
    }

    private static double length(float[] xy) {
        double sum = 0;
        for (int i = 0, j = xy.length - 2; i < xy.length; j = i, i += 2) {
            sum += Math.hypot(xy[i] - xy[j], xy[i + 1] - xy[j + 1]);
        }
        return sum;
    }

    private void pieces(double x0, double y0, double x1, double y1, double length, double at, Line line) {
        double reach = line.width / 2 + 0.5;
        if (Math.max(x0, x1) + reach < clip.x()
                || Math.min(x0, x1) - reach > clip.right()
                || Math.max(y0, y1) + reach < clip.y()
                || Math.min(y0, y1) - reach > clip.bottom()) {
            return;
        }
        int n = (int) Math.ceil(length / PIECE);
        for (int i = 0; i < n; i++) {
            double a = (double) i / n;
            double b = (i + 1.0) / n;
            piece(
                    x0 + (x1 - x0) * a,
                    y0 + (y1 - y0) * a,
                    x0 + (x1 - x0) * b,
                    y0 + (y1 - y0) * b,
                    at + length * a,
                    line);
        }
    }

    private void piece(double x0, double y0, double x1, double y1, double at, Line line) {
        double reach = line.width / 2 + 0.5;
        double dx = x1 - x0;
        double dy = y1 - y0;
        double square = dx * dx + dy * dy;
        double length = Math.sqrt(square);
        int left = Math.max(clip.x(), (int) Math.floor(Math.min(x0, x1) - reach));
        int right = Math.min(clip.right(), (int) Math.ceil(Math.max(x0, x1) + reach));
        int top = Math.max(clip.y(), (int) Math.floor(Math.min(y0, y1) - reach));
        int bottom = Math.min(clip.bottom(), (int) Math.ceil(Math.max(y0, y1) + reach));
        double farthest = reach * reach;
        for (int y = top; y < bottom; y++) {
            double py = y + 0.5 - y0;
            for (int x = left; x < right; x++) {
                double px = x + 0.5 - x0;
                double t = (px * dx + py * dy) / square;
                t = t < 0 ? 0 : t > 1 ? 1 : t;
                double ex = px - t * dx;
                double ey = py - t * dy;
                double d = ex * ex + ey * ey;
                if (d < farthest) {
                    double c = Math.min(1, reach - Math.sqrt(d));
                    if (line.on > 0) {
                        c *= dash(at + t * length, line);
                    }
                    cover(y * stride + x, (int) (c * 255));
                }
            }
        }
    }

    /// How much of a pixel at this length along the line belongs to a dash.
    private static double dash(double at, Line line) {
        double period = line.on + line.off;
        double phase = at - Math.floor(at / period) * period;
        double inside = phase < line.on ? Math.min(phase, line.on - phase) : -Math.min(phase - line.on, period - phase);
        return Math.clamp(inside + 0.5, 0, 1);
    }

    private void cover(int index, int c) {
        int before = coverage[index] & 0xFF;
        if (c > before) {
            if (before == 0) {
                if (count == touched.length) {
                    touched = Arrays.copyOf(touched, 2 * count);
                }
                touched[count++] = index;
            }
            coverage[index] = (byte) c;
        }
    }

    /// Lays down what was added since the last time.
    void lay(Pixels out, int rgb, double opacity) {
        int strength = (int) Math.round(opacity * Pixels.OPAQUE);
        for (int i = 0; i < count; i++) {
            int index = touched[i];
            int c = coverage[index] & 0xFF;
            coverage[index] = 0;
            out.blend(index, rgb, ((c + 1) * strength) >> 8);
        }
        count = 0;
    }
}
