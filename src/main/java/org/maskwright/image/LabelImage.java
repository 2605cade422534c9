package org.maskwright.image;

import java.util.Arrays;

/// A plane of instance ids, row by row, 0 outside; values as a file holds them.
public record LabelImage(int width, int height, int[] ids) {
    public LabelImage {
        if (width < 1 || height < 1 || Math.multiplyExact(width, height) != ids.length) {
            throw new IllegalArgumentException(ids.length + " ids for " + width + " x " + height);
        }
    }

    public int id(int x, int y) {
        return ids[y * width + x];
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
