package org.maskwright.label;

/// A small dense window of a mask, for work that needs neighbours: `cells` row-major, the first cell
/// at (left, top) of the image.
final class Grid {
    private final int left;
    private final int top;
    private final int width;
    private final int height;
    private final boolean[] cells;

    Grid(int left, int top, int width, int height, boolean[] cells) {
        this.left = left;
        this.top = top;
        this.width = width;
        this.height = height;
        this.cells = cells;
    }

    /// The window of a mask's bounds with `margin` empty cells around it.
    static Grid of(Mask mask, int margin) {
        Bounds b = mask.bounds();
        int left = b.left() - margin;
        int top = b.top() - margin;
        int width = b.width() + 2 * margin;
        int height = b.height() + 2 * margin;
        boolean[] cells = new boolean[Math.multiplyExact(width, height)];
        mask.forEachRun((y, x0, x1) -> {
            int row = (y - top) * width - left;
            java.util.Arrays.fill(cells, row + x0, row + x1, true);
        });
        return new Grid(left, top, width, height, cells);
    }

    int left() {
        return left;
    }

    int top() {
        return top;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /// The cells themselves: whoever made the window may change them.
    boolean[] cells() {
        return cells;
    }

    boolean at(int column, int row) {
        return column >= 0 && column < width && row >= 0 && row < height && cells[row * width + column];
    }

    Mask toMask() {
        return Mask.of(left, top, width, height, i -> cells[i]);
    }
}
