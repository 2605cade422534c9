package org.maskwright.label;

import java.util.Arrays;

/// Collects runs in row order into the canonical form: joined where they touch.
final class RunBuilder {
    private int[] runs = new int[48];
    private int n;

    void add(int y, int x0, int x1) {
        if (x0 >= x1) {
            throw new IllegalArgumentException("empty run at row " + y);
        }
        if (n > 0) {
            int ly = runs[n - 3];
            int lx = runs[n - 1];
            if (y < ly || (y == ly && x0 < lx)) {
                throw new IllegalArgumentException("run out of order at row " + y);
            }
            if (y == ly && x0 == lx) {
                runs[n - 1] = x1;
                return;
            }
        }
        if (n + 3 > runs.length) {
            runs = Arrays.copyOf(runs, runs.length * 2);
        }
        runs[n++] = y;
        runs[n++] = x0;
        runs[n++] = x1;
    }

    Mask build() {
        return Mask.adopt(Arrays.copyOf(runs, n));
    }
}
