package org.maskwright.image;

import java.util.Arrays;

/// A plane of instance ids, 0 outside; values as a file holds them. Immutable as long as nobody writes
/// into the array it was made of.
public final class LabelImage {
    private final int width;
    private final int height;
    private final int[] ids;

    /// Takes over `ids` (row by row); the caller must not keep it.
    public LabelImage(int width, int height, int[] ids) {
        if (width < 1 || height < 1 || Math.multiplyExact(width, height) != ids.length) {
            throw new IllegalArgumentException(ids.length + " ids for " + width + " x " + height);
        }
        this.width = width;
        this.height = height;
        this.ids = ids;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public int id(int x, int y) {
        return ids[y * width + x];
    }

    /// A copy of all ids, row by row.
    public int[] ids() {
        return ids.clone();
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof LabelImage l && l.width == width && l.height == height && Arrays.equals(l.ids, ids);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids) * 31 + width;
    }

    @Override
    public String toString() {
        return "LabelImage[" + width + " x " + height + "]";
    }
}
