package org.maskwright.ui.canvas;

import java.util.Arrays;
import org.maskwright.image.Region;

/// Draws closed lines of a given width in pixels into [Pixels], smooth at their edges. A line is gathered
/// as coverage first and laid down once, so that it is as strong where it bends or crosses itself as
/// elsewhere.
final class Stroker {
    /// Bends within so few pixels cannot be seen; where an image pixel is smaller than a screen pixel,
    /// within so few.
    private static final double SHORT = 1.5;

    private static final double SHORT_FAR_OUT = 3;

    private static final double FLAT = 1e-6;

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
        double tooShort = zoom < 1 ? SHORT_FAR_OUT * SHORT_FAR_OUT : SHORT * SHORT;
        for (int i = 0; i < n; i += 2) {
            double nx = xy[i] * zoom + shiftX;
            double ny = xy[i + 1] * zoom + shiftY;
            double square = (nx - x) * (nx - x) + (ny - y) * (ny - y);
            if (square < tooShort && (i < n - 2 || square == 0)) {
                continue;
            }
            double length = Math.sqrt(square);
            piece(x, y, nx, ny, length, at / stretch, line);
            at += length;
            x = nx;
            y = ny;
        }
    }

    private static double length(float[] xy) {
        double sum = 0;
        for (int i = 0, j = xy.length - 2; i < xy.length; j = i, i += 2) {
            double dx = xy[i] - xy[j];
            double dy = xy[i + 1] - xy[j + 1];
            sum += Math.sqrt(dx * dx + dy * dy);
        }
        return sum;
    }

    /// One straight piece. Distances are measured across it only: it reaches past its ends as far as two
    /// pieces need to join at the 45 degrees by which an outline turns.
    private void piece(double x0, double y0, double x1, double y1, double length, double at, Line line) {
        double reach = line.width / 2 + 0.5;
        double past = line.width * 0.21 + 0.25;
        double ux = (x1 - x0) / length;
        double uy = (y1 - y0) / length;
        int left = Math.max(clip.x(), (int) Math.floor(Math.min(x0, x1) - reach));
        int right = Math.min(clip.right(), (int) Math.ceil(Math.max(x0, x1) + reach));
        int top = Math.max(clip.y(), (int) Math.floor(Math.min(y0, y1) - reach));
        int bottom = Math.min(clip.bottom(), (int) Math.ceil(Math.max(y0, y1) + reach));
        if (left >= right) {
            return;
        }
        double slope = Math.abs(uy) > FLAT ? ux / uy : 0;
        double half = Math.abs(uy) > FLAT ? reach / Math.abs(uy) : 0;
        double perX = Math.abs(ux) > FLAT ? 1 / ux : 0;
        double ends = Math.abs((length + 2 * past) * perX);
        for (int y = top; y < bottom; y++) {
            double py = y + 0.5 - y0;
            double across = py * ux;
            double along = py * uy;
            double from = left + 0.5 - x0;
            double to = right - 0.5 - x0;
            if (half > 0) {
                from = Math.max(from, py * slope - half);
                to = Math.min(to, py * slope + half);
            } else if (Math.abs(across) >= reach) {
                continue;
            }
            if (perX != 0) {
                double start = (ux > 0 ? -past - along : length + past - along) * perX;
                from = Math.max(from, start);
                to = Math.min(to, start + ends);
            } else if (along < -past || along > length + past) {
                continue;
            }
            int x = (int) Math.ceil(x0 + from - 0.5);
            int last = (int) Math.floor(x0 + to - 0.5);
            double px = x + 0.5 - x0;
            for (int index = y * stride + x; x <= last; x++, index++, px++) {
                double inside = reach - Math.abs(px * uy - across);
                double c = inside < 1 ? inside : 1;
                if (line.on > 0) {
                    c *= dash(at + px * ux + along, line);
                }
                cover(index, (int) (c * 255));
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
