package org.maskwright.label;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The connected pieces of a mask, found on its runs.
public final class Components {
    private Components() {}

    /// Which pixels touch.
    public enum Connectivity {
        /// Those that share an edge.
        FOUR,
        /// Those that share an edge or a corner.
        EIGHT
    }

    /// The pieces in row-major order of their first pixel.
    public static List<Mask> of(Mask mask, Connectivity connectivity) {
        int[] runs = mask.runs();
        int n = runs.length / 3;
        int[] root = new int[n];
        int reach = connectivity == Connectivity.EIGHT ? 1 : 0;
        int above = 0;
        for (int i = 0; i < n; i++) {
            root[i] = i;
            int y = runs[3 * i];
            int x0 = runs[3 * i + 1] - reach;
            int x1 = runs[3 * i + 2] + reach;
            while (above < i && (runs[3 * above] < y - 1 || (runs[3 * above] == y - 1 && runs[3 * above + 2] <= x0))) {
                above++;
            }
            for (int j = above; j < i && runs[3 * j] == y - 1 && runs[3 * j + 1] < x1; j++) {
                join(root, j, i);
            }
        }
        Map<Integer, RunBuilder> pieces = new HashMap<>();
        List<RunBuilder> order = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            RunBuilder piece = pieces.computeIfAbsent(find(root, i), r -> {
                var fresh = new RunBuilder();
                order.add(fresh);
                return fresh;
            });
            piece.add(runs[3 * i], runs[3 * i + 1], runs[3 * i + 2]);
        }
        return order.size() == 1
                ? List.of(mask)
                : order.stream().map(RunBuilder::build).toList();
    }

    private static int find(int[] root, int i) {
        int r = i;
        while (root[r] != r) {
            root[r] = root[root[r]];
            r = root[r];
        }
        return r;
    }

    private static void join(int[] root, int a, int b) {
        int ra = find(root, a);
        int rb = find(root, b);
        root[Math.max(ra, rb)] = Math.min(ra, rb);
    }
}
