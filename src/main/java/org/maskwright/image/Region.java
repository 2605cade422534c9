package org.maskwright.image;

/// A rectangle of whole pixels: left, top, width, height. May be empty, may lie outside an image.
public record Region(int x, int y, int width, int height) {
    public Region {
        if (width < 0 || height < 0) {
            throw new IllegalArgumentException("negative size " + width + " x " + height);
        }
    }

    public static Region of(int width, int height) {
        return new Region(0, 0, width, height);
    }

    /// One past the last column.
    public int right() {
        return x + width;
    }

    /// One past the last row.
    public int bottom() {
        return y + height;
    }

    public boolean isEmpty() {
        return width == 0 || height == 0;
    }

    public boolean contains(int px, int py) {
        return px >= x && px < right() && py >= y && py < bottom();
    }

    public Region intersect(Region o) {
        int l = Math.max(x, o.x);
        int t = Math.max(y, o.y);
        int w = Math.max(0, Math.min(right(), o.right()) - l);
        int h = Math.max(0, Math.min(bottom(), o.bottom()) - t);
        return new Region(l, t, w, h);
    }

    /// The smallest region that holds both; an empty one adds nothing.
    public Region union(Region o) {
        if (isEmpty()) {
            return o;
        }
        if (o.isEmpty()) {
            return this;
        }
        int l = Math.min(x, o.x);
        int t = Math.min(y, o.y);
        return new Region(l, t, Math.max(right(), o.right()) - l, Math.max(bottom(), o.bottom()) - t);
    }

    public Region grow(int by) {
        return new Region(x - by, y - by, width + 2 * by, height + 2 * by);
    }
}
