package org.maskwright.ui.canvas;

import java.util.Arrays;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.image.Region;
import org.maskwright.ui.canvas.CanvasScene.Channel;
import org.maskwright.ui.canvas.CanvasScene.Picture;

/// Paints the picture: samples through the contrast window and a table of colours. From 100 % up each
/// sample is a sharp square; below, samples are interpolated in the level of the [Pyramid] that has one to
/// two for each screen pixel. Outside the picture the pixels stay transparent. Only rows and columns that
/// are asked for are read.
final class PicturePainter {
    private static final int STEPS = 1024;

    private final int[] table = new int[STEPS];
    private int[] columns = new int[0];
    private float[] weights = new float[0];
    private float[] upper = new float[0];
    private float[] lower = new float[0];

    void paint(Pixels out, Region dirty, Viewport v, Picture picture, Pyramid pyramid) {
        out.clear(dirty);
        int x0 = (int) Math.ceil(v.left() - 0.5);
        int y0 = (int) Math.ceil(v.top() - 0.5);
        int x1 = (int) Math.ceil(v.left() + v.imageWidth() * v.zoom() - 0.5);
        int y1 = (int) Math.ceil(v.top() + v.imageHeight() * v.zoom() - 0.5);
        Region on = dirty.intersect(new Region(x0, y0, Math.max(0, x1 - x0), Math.max(0, y1 - y0)));
        if (on.isEmpty()) {
            return;
        }
        boolean first = true;
        for (Channel c : picture.channels()) {
            fillTable(c.map(), picture.gamma());
            int level = pyramid.levelFor(v.zoom());
            Raster raster = pyramid.levels().get(level);
            double zoom = v.zoom() * (1 << level);
            var layer = new Layer(raster, c.index(), picture.contrast(), first);
            if (v.zoom() >= 1) {
                squares(out, on, v, layer);
            } else {
                smooth(out, on, v, zoom, layer);
            }
            first = false;
        }
    }

    private record Layer(Raster raster, int channel, Contrast contrast, boolean first) {
        void row(int x, int y, int width, float[] into) {
            raster.copy(new Region(x, y, width, 1), channel, into);
        }
    }

    private void fillTable(ColourMap map, double gamma) {
        for (int i = 0; i < STEPS; i++) {
            table[i] = 0xFF000000 | map.rgb(Math.pow(i / (STEPS - 1.0), gamma));
        }
    }

    private void squares(Pixels out, Region on, Viewport v, Layer layer) {
        reserve(on.width(), layer.raster.width());
        int last = layer.raster.width() - 1;
        for (int i = 0; i < on.width(); i++) {
            columns[i] = Math.clamp((int) Math.floor((on.x() + i + 0.5 - v.left()) / v.zoom()), 0, last);
        }
        int from = columns[0];
        int n = columns[on.width() - 1] - from + 1;
        int[] colours = new int[n];
        int before = -1;
        for (int y = on.y(); y < on.bottom(); y++) {
            int row = (int) Math.floor((y + 0.5 - v.top()) / v.zoom());
            row = Math.clamp(row, 0, layer.raster.height() - 1);
            int start = out.index(on.x(), y);
            if (row == before && layer.first) {
                System.arraycopy(out.array(), start - out.width(), out.array(), start, on.width());
                continue;
            }
            if (row != before) {
                layer.row(from, row, n, upper);
                colour(upper, n, layer.contrast, colours);
                before = row;
            }
            for (int i = 0; i < on.width(); i++) {
                put(out.array(), start + i, colours[columns[i] - from], layer.first);
            }
        }
    }

    private void smooth(Pixels out, Region on, Viewport v, double zoom, Layer layer) {
        int width = layer.raster.width();
        int height = layer.raster.height();
        reserve(on.width(), width);
        for (int i = 0; i < on.width(); i++) {
            double x = Math.clamp((on.x() + i + 0.5 - v.left()) / zoom - 0.5, 0, width - 1.0);
            columns[i] = Math.min((int) x, Math.max(0, width - 2));
            weights[i] = (float) (x - columns[i]);
        }
        int from = columns[0];
        int n = Math.min(width - from, columns[on.width() - 1] - from + 2);
        int right = n > 1 ? 1 : 0;
        float scale = (STEPS - 1) / (layer.contrast.high() - layer.contrast.low());
        int before = -2;
        float[] mixed = new float[n];
        for (int y = on.y(); y < on.bottom(); y++) {
            double at = Math.clamp((y + 0.5 - v.top()) / zoom - 0.5, 0, height - 1.0);
            int row = (int) at;
            if (row != before) {
                if (row == before + 1) {
                    float[] swap = upper;
                    upper = lower;
                    lower = swap;
                } else {
                    layer.row(from, row, n, upper);
                }
                layer.row(from, Math.min(row + 1, height - 1), n, lower);
                before = row;
            }
            float f = (float) (at - row);
            for (int i = 0; i < n; i++) {
                mixed[i] = (upper[i] + (lower[i] - upper[i]) * f - layer.contrast.low()) * scale;
            }
            int start = out.index(on.x(), y);
            for (int i = 0; i < on.width(); i++) {
                int x = columns[i] - from;
                float s = mixed[x] + (mixed[x + right] - mixed[x]) * weights[i];
                put(out.array(), start + i, table[Math.clamp((int) s, 0, STEPS - 1)], layer.first);
            }
        }
    }

    private void colour(float[] samples, int n, Contrast contrast, int[] into) {
        float scale = (STEPS - 1) / (contrast.high() - contrast.low());
        for (int i = 0; i < n; i++) {
            into[i] = table[Math.clamp((int) ((samples[i] - contrast.low()) * scale), 0, STEPS - 1)];
        }
    }

    private static void put(int[] argb, int index, int colour, boolean first) {
        argb[index] = first ? colour : sum(argb[index], colour);
    }

    /// The sum of two opaque colours, each part at most 255.
    private static int sum(int a, int b) {
        int r = Math.min(0xFF0000, (a & 0xFF0000) + (b & 0xFF0000));
        int g = Math.min(0xFF00, (a & 0xFF00) + (b & 0xFF00));
        return 0xFF000000 | r | g | Math.min(0xFF, (a & 0xFF) + (b & 0xFF));
    }

    private void reserve(int screen, int image) {
        if (columns.length < screen) {
            columns = new int[screen];
            weights = new float[screen];
        }
        if (upper.length < image) {
            upper = Arrays.copyOf(upper, image);
            lower = new float[image];
        }
    }
}
