package org.maskwright.label;

/// The bounding box of a mask in whole pixels: left and top inclusive, right and bottom exclusive.
/// (The room of labels knows no images, so it does not use `image.Region`.)
public record Bounds(int left, int top, int right, int bottom) {
    public static final Bounds EMPTY = new Bounds(0, 0, 0, 0);

    public int width() {
        return right - left;
    }

    public int height() {
        return bottom - top;
    }

    public boolean isEmpty() {
        return right <= left || bottom <= top;
    }

    /// The common part with the box of the given edges, or [#EMPTY].
    public Bounds intersect(int l, int t, int r, int b) {
        var cut = new Bounds(Math.max(left, l), Math.max(top, t), Math.min(right, r), Math.min(bottom, b));
        return cut.isEmpty() ? EMPTY : cut;
    }

    public Bounds union(Bounds o) {
        if (isEmpty()) {
            return o;
        }
        return o.isEmpty()
                ? this
                : new Bounds(
                        Math.min(left, o.left),
                        Math.min(top, o.top),
                        Math.max(right, o.right),
                        Math.max(bottom, o.bottom));
    }
}
