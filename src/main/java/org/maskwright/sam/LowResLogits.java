package org.maskwright.sam;

import org.maskwright.label.Mask;

/// Low-resolution logits of one mask and the place in the image that they cover: opaque to callers,
/// handed back as the previous mask of the next prediction. Row-major, positive inside the object.
public final class LowResLogits {
    private static final float OUTSIDE = -8;
    private final int width;
    private final int height;
    private final float[] values;
    private final double left;
    private final double top;
    private final double pixelsPerLogit;

    /// @param left image x of the left edge of the first logit (pixel centres at whole numbers, so the
    ///     whole frame begins at -0.5)
    /// @param pixelsPerLogit image pixels from one logit to the next
    LowResLogits(int width, int height, float[] values, double left, double top, double pixelsPerLogit) {
        this.width = width;
        this.height = height;
        this.values = values;
        this.left = left;
        this.top = top;
        this.pixelsPerLogit = pixelsPerLogit;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public double left() {
        return left;
    }

    public double top() {
        return top;
    }

    public double pixelsPerLogit() {
        return pixelsPerLogit;
    }

    /// The logit at a place of the image, bilinear; well below zero outside.
    ///
    /// @param x image pixels, centres at whole numbers
    float at(double x, double y) {
        double u = (x - left) / pixelsPerLogit - 0.5;
        double v = (y - top) / pixelsPerLogit - 0.5;
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
        return left + (column + 0.5) * pixelsPerLogit;
    }

    /// Image y of the centre of a row.
    double imageY(int row) {
        return top + (row + 0.5) * pixelsPerLogit;
    }

    /// Area in image pixels of the cells inside the object whose centres lie outside the frame that
    /// `other` covers.
    double areaOutside(LowResLogits other) {
        double right = other.left + other.width * other.pixelsPerLogit;
        double bottom = other.top + other.height * other.pixelsPerLogit;
        int cells = 0;
        for (int i = 0; i < values.length; i++) {
            if (values[i] > 0) {
                double x = imageX(i % width);
                double y = imageY(i / width);
                cells += x < other.left || y < other.top || x >= right || y >= bottom ? 1 : 0;
            }
        }
        return cells * pixelsPerLogit * pixelsPerLogit;
    }

    /// The image pixels where the interpolated logit is above 0.
    Mask mask(int imageWidth, int imageHeight) {
        int l = width;
        int r = -1;
        int t = height;
        int b = -1;
        for (int i = 0; i < values.length; i++) {
            if (values[i] > 0) {
                l = Math.min(l, i % width);
                r = Math.max(r, i % width);
                t = Math.min(t, i / width);
                b = Math.max(b, i / width);
            }
        }
        if (r < 0) {
            return Mask.EMPTY;
        }
        int x0 = Math.max(0, (int) Math.floor(left + (l - 0.5) * pixelsPerLogit));
        int y0 = Math.max(0, (int) Math.floor(top + (t - 0.5) * pixelsPerLogit));
        int x1 = Math.min(imageWidth, (int) Math.ceil(left + (r + 1.5) * pixelsPerLogit) + 1);
        int y1 = Math.min(imageHeight, (int) Math.ceil(top + (b + 1.5) * pixelsPerLogit) + 1);
        int w = x1 - x0;
        if (w <= 0 || y1 <= y0) {
            return Mask.EMPTY;
        }
        return Mask.of(x0, y0, w, y1 - y0, i -> at(x0 + i % w, y0 + i / w) > 0);
    }

    /// IoU of the masks at logits above +1 and above -1, on this grid.
    float stability() {
        int strict = 0;
        int loose = 0;
        for (float v : values) {
            strict += v > 1 ? 1 : 0;
            loose += v > -1 ? 1 : 0;
        }
        return loose == 0 ? 0 : (float) strict / loose;
    }

    /// Whether the mask reaches an edge of the grid beyond which the image goes on.
    boolean isCut(int imageWidth, int imageHeight) {
        boolean cutLeft = left > 0;
        boolean cutTop = top > 0;
        boolean cutRight = left + width * pixelsPerLogit < imageWidth - 1;
        boolean cutBottom = top + height * pixelsPerLogit < imageHeight - 1;
        for (int i = 0; i < height; i++) {
            if ((cutLeft && values[i * width] > 0) || (cutRight && values[i * width + width - 1] > 0)) {
                return true;
            }
        }
        for (int i = 0; i < width; i++) {
            if ((cutTop && values[i] > 0) || (cutBottom && values[(height - 1) * width + i] > 0)) {
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
