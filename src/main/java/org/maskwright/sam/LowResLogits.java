package org.maskwright.sam;

import java.util.List;
import org.maskwright.label.Mask;

/// Low-resolution logits of one mask and the place in the image that they cover: opaque to callers,
/// handed back as the previous mask of the next prediction. Row-major, positive inside the object.
public final class LowResLogits {
    private static final float OUTSIDE = -8;
    private static final float SUREST = 6;
    private final Axis columns;
    private final Axis rows;
    private final float[] values;

    LowResLogits(Axis columns, Axis rows, float[] values) {
        this.columns = columns;
        this.rows = rows;
        this.values = values;
    }

    public int width() {
        return columns.count();
    }

    public int height() {
        return rows.count();
    }

    /// Image x of the left edge of the first logit (pixel centres at whole numbers, so the whole frame begins
    /// at -0.5).
    public double left() {
        return columns.start();
    }

    /// Image y of the top edge of the first logit.
    public double top() {
        return rows.start();
    }

    /// Image pixels from one logit to the next in a row.
    public double pixelsPerLogit() {
        return columns.step();
    }

    /// The logits on another grid; where this one has none, well below zero.
    float[] on(Axis otherColumns, Axis otherRows) {
        if (otherColumns.equals(columns) && otherRows.equals(rows)) {
            return values;
        }
        float[] out = new float[otherRows.count() * otherColumns.count()];
        for (int y = 0; y < otherRows.count(); y++) {
            for (int x = 0; x < otherColumns.count(); x++) {
                out[y * otherColumns.count() + x] = at(otherColumns.middle(x), otherRows.middle(y));
            }
        }
        return out;
    }

    /// The weighted mean on this grid of this one and others, which have a say where they reach. None counts as surer
    /// than [#SUREST].
    ///
    /// @param weights of the others; this one has 1
    LowResLogits blend(List<LowResLogits> others, List<Double> weights) {
        if (others.isEmpty()) {
            return this;
        }
        int width = columns.count();
        float[] out = new float[values.length];
        float[] total = new float[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = Math.clamp(values[i], -SUREST, SUREST);
            total[i] = 1;
        }
        for (int k = 0; k < others.size(); k++) {
            LowResLogits other = others.get(k);
            float[] there = other.on(columns, rows);
            float weight = weights.get(k).floatValue();
            boolean[] across = reach(other.columns, columns);
            boolean[] down = reach(other.rows, rows);
            for (int i = 0; i < out.length; i++) {
                if (across[i % width] && down[i / width]) {
                    out[i] += weight * Math.clamp(there[i], -SUREST, SUREST);
                    total[i] += weight;
                }
            }
        }
        for (int i = 0; i < out.length; i++) {
            out[i] /= total[i];
        }
        return new LowResLogits(columns, rows, out);
    }

    /// Which places of an axis lie on another one.
    private static boolean[] reach(Axis other, Axis of) {
        var out = new boolean[of.count()];
        for (int i = 0; i < out.length; i++) {
            out[i] = other.covers(of.middle(i));
        }
        return out;
    }

    /// The logit at a place of the image, bilinear; well below zero outside.
    ///
    /// @param x image pixels, centres at whole numbers
    float at(double x, double y) {
        double u = columns.at(x);
        double v = rows.at(y);
        int width = columns.count();
        int height = rows.count();
        if (u < -0.5 || v < -0.5 || u > width - 0.5 || v > height - 0.5) {
            return OUTSIDE;
        }
        int x0 = Math.clamp((int) Math.floor(u), 0, width - 1);
        int y0 = Math.clamp((int) Math.floor(v), 0, height - 1);
        int x1 = Math.min(x0 + 1, width - 1);
        int y1 = Math.min(y0 + 1, height - 1);
        float fx = (float) Math.clamp(u - x0, 0, 1);
        float fy = (float) Math.clamp(v - y0, 0, 1);
        float upper = values[y0 * width + x0] * (1 - fx) + values[y0 * width + x1] * fx;
        float lower = values[y1 * width + x0] * (1 - fx) + values[y1 * width + x1] * fx;
        return upper * (1 - fy) + lower * fy;
    }

    /// Whether a cell is inside the object.
    boolean inside(int cell) {
        return values[cell] > 0;
    }

    /// Image x of the centre of a column.
    double imageX(int column) {
        return columns.middle(column);
    }

    /// Image y of the centre of a row.
    double imageY(int row) {
        return rows.middle(row);
    }

    /// Area in image pixels of the cells inside the object whose centres lie outside the frame that
    /// `other` covers.
    double areaOutside(LowResLogits other) {
        int cells = 0;
        for (int y = 0; y < rows.used(); y++) {
            for (int x = 0; x < columns.used(); x++) {
                boolean covered = other.columns.covers(imageX(x)) && other.rows.covers(imageY(y));
                cells += values[y * columns.count() + x] > 0 && !covered ? 1 : 0;
            }
        }
        return cells * columns.step() * rows.step();
    }

    /// The image pixels where the interpolated logit is above 0.
    Mask mask(int imageWidth, int imageHeight) {
        int width = columns.count();
        int l = width;
        int r = -1;
        int t = rows.count();
        int b = -1;
        for (int y = 0; y < rows.used(); y++) {
            for (int x = 0; x < columns.used(); x++) {
                if (values[y * width + x] > 0) {
                    l = Math.min(l, x);
                    r = Math.max(r, x);
                    t = Math.min(t, y);
                    b = Math.max(b, y);
                }
            }
        }
        if (r < 0) {
            return Mask.EMPTY;
        }
        int x0 = Math.max(begin(columns), (int) Math.floor(columns.middle(l - 1)));
        int y0 = Math.max(begin(rows), (int) Math.floor(rows.middle(t - 1)));
        int x1 = Math.min(end(columns, imageWidth), (int) Math.ceil(columns.middle(r + 1)) + 1);
        int y1 = Math.min(end(rows, imageHeight), (int) Math.ceil(rows.middle(b + 1)) + 1);
        if (x1 <= x0 || y1 <= y0) {
            return Mask.EMPTY;
        }
        int w = x1 - x0;
        boolean[] inside = inside(columns.taps(x0, x1), rows.taps(y0, y1));
        return Mask.of(x0, y0, w, y1 - y0, i -> inside[i]);
    }

    /// The first pixel whose middle an axis covers.
    private static int begin(Axis axis) {
        return Math.max(0, (int) Math.ceil(axis.start()));
    }

    /// One past the last pixel whose middle an axis covers.
    private static int end(Axis axis, int size) {
        return Math.min(size, (int) Math.floor(axis.end()) + 1);
    }

    /// Interpolates down the columns first, then along the rows.
    private boolean[] inside(Axis.Taps across, Axis.Taps down) {
        int width = columns.count();
        boolean[] out = new boolean[across.places() * down.places()];
        float[] line = new float[width];
        int first = across.first(0);
        int last = Math.min(width, across.first(across.places() - 1) + Axis.Taps.EACH);
        int i = 0;
        for (int y = 0; y < down.places(); y++) {
            for (int x = first; x < last; x++) {
                line[x] = down.of(values, x, width, y);
            }
            for (int x = 0; x < across.places(); x++) {
                out[i++] = across.of(line, 0, 1, x) > 0;
            }
        }
        return out;
    }

    /// IoU of the masks at logits above +1 and above -1, on this grid.
    float stability() {
        int strict = 0;
        int loose = 0;
        for (int y = 0; y < rows.used(); y++) {
            for (int x = 0; x < columns.used(); x++) {
                float v = values[y * columns.count() + x];
                strict += v > 1 ? 1 : 0;
                loose += v > -1 ? 1 : 0;
            }
        }
        return loose == 0 ? 0 : (float) strict / loose;
    }

    /// Whether the mask reaches an edge of the grid beyond which the image goes on.
    boolean isCut(int imageWidth, int imageHeight) {
        boolean cutLeft = columns.start() > 0;
        boolean cutTop = rows.start() > 0;
        boolean cutRight = columns.end() < imageWidth - 1;
        boolean cutBottom = rows.end() < imageHeight - 1;
        int width = columns.count();
        int right = columns.used() - 1;
        int bottom = rows.used() - 1;
        for (int y = 0; y <= bottom; y++) {
            if ((cutLeft && values[y * width] > 0) || (cutRight && values[y * width + right] > 0)) {
                return true;
            }
        }
        for (int x = 0; x <= right; x++) {
            if ((cutTop && values[x] > 0) || (cutBottom && values[bottom * width + x] > 0)) {
                return true;
            }
        }
        return false;
    }

    /// A copy of the values, row-major.
    public float[] values() {
        return values.clone();
    }
}
