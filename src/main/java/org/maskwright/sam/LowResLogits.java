package org.maskwright.sam;

/// Low-resolution logits of one mask and the place in the image that they cover: opaque to callers,
/// handed back as the previous mask of the next prediction. Row-major, positive inside the object.
public final class LowResLogits {
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

    /// A copy of the values, row-major.
    public float[] values() {
        return values.clone();
    }
}
