package org.maskwright.label;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.maskwright.label.Components.Connectivity;

/// Cuts a mask along a line that a hand draws.
public final class Split {
    private Split() {}

    /// The parts of a mask on the two (or more) sides of a polyline, largest first. No pixel is lost:
    /// those under the line go to the nearest part, pieces that the line does not touch to the largest
    /// part. When the line does not part the mask, the answer is the mask alone.
    ///
    /// @param xy x, y pairs as in [Shapes]
    public static List<Mask> along(Mask mask, double[] xy) {
        Mask cut = mask.and(Shapes.brush(xy, Shapes.LEAST_RADIUS));
        List<Mask> sides = new ArrayList<>();
        Mask loose = Mask.EMPTY;
        for (Mask piece : Components.of(mask, Connectivity.EIGHT)) {
            List<Mask> parts = Components.of(piece.minus(cut), Connectivity.EIGHT);
            if (parts.size() > 1) {
                sides.addAll(parts);
            } else {
                loose = loose.or(piece);
            }
        }
        if (sides.isEmpty()) {
            return List.of(mask);
        }
        sides.sort((a, b) -> Integer.compare(b.area(), a.area()));
        List<Mask> grown = share(mask.minus(loose), sides);
        grown.set(0, grown.get(0).or(loose));
        return List.copyOf(grown);
    }

    /// Gives every pixel of `mask` to the part that reaches it first in steps over edges and corners.
    private static List<Mask> share(Mask mask, List<Mask> parts) {
        Grid grid = Grid.of(mask, 1);
        int w = grid.width();
        int[] owner = new int[grid.cells().length];
        Arrays.fill(owner, -1);
        var queue = new ArrayDeque<Integer>();
        for (int p = 0; p < parts.size(); p++) {
            int part = p;
            parts.get(p).forEachRun((y, x0, x1) -> {
                for (int x = x0; x < x1; x++) {
                    int i = (y - grid.top()) * w + x - grid.left();
                    owner[i] = part;
                    queue.add(i);
                }
            });
        }
        int[] around = {-1, 1, -w, w, -w - 1, -w + 1, w - 1, w + 1};
        while (!queue.isEmpty()) {
            int i = queue.remove();
            for (int step : around) {
                int j = i + step;
                if (grid.cells()[j] && owner[j] < 0) {
                    owner[j] = owner[i];
                    queue.add(j);
                }
            }
        }
        List<Mask> out = new ArrayList<>();
        for (int p = 0; p < parts.size(); p++) {
            int part = p;
            out.add(Mask.of(grid.left(), grid.top(), w, grid.height(), i -> owner[i] == part));
        }
        return out;
    }
}
