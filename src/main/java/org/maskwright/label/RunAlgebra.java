package org.maskwright.label;

/// Set operations on two canonical run arrays by a sweep over their edges.
final class RunAlgebra {
    private RunAlgebra() {}

    /// Whether a pixel is in the result, from whether it is in the first and in the second. Must
    /// give false for (false, false).
    @FunctionalInterface
    interface Rule {
        boolean in(boolean a, boolean b);
    }

    static Mask combine(int[] a, int[] b, Rule rule) {
        var out = new RunBuilder();
        int i = 0;
        int j = 0;
        while (i < a.length || j < b.length) {
            int y = Math.min(i < a.length ? a[i] : Integer.MAX_VALUE, j < b.length ? b[j] : Integer.MAX_VALUE);
            int iEnd = rowEnd(a, i, y);
            int jEnd = rowEnd(b, j, y);
            combineRow(y, a, i, iEnd, b, j, jEnd, rule, out);
            i = iEnd;
            j = jEnd;
        }
        return out.build();
    }

    static int intersection(int[] a, int[] b) {
        int sum = 0;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            if (a[i] != b[j]) {
                if (a[i] < b[j]) {
                    i += 3;
                } else {
                    j += 3;
                }
                continue;
            }
            sum += Math.max(0, Math.min(a[i + 2], b[j + 2]) - Math.max(a[i + 1], b[j + 1]));
            if (a[i + 2] < b[j + 2]) {
                i += 3;
            } else {
                j += 3;
            }
        }
        return sum;
    }

    private static int rowEnd(int[] runs, int from, int y) {
        int i = from;
        while (i < runs.length && runs[i] == y) {
            i += 3;
        }
        return i;
    }

    private static void combineRow(
            int y, int[] a, int i, int iEnd, int[] b, int j, int jEnd, Rule rule, RunBuilder out) {
        boolean inA = false;
        boolean inB = false;
        int start = 0;
        boolean open = false;
        while (i < iEnd || j < jEnd) {
            int ea = i < iEnd ? (inA ? a[i + 2] : a[i + 1]) : Integer.MAX_VALUE;
            int eb = j < jEnd ? (inB ? b[j + 2] : b[j + 1]) : Integer.MAX_VALUE;
            int x = Math.min(ea, eb);
            if (ea == x) {
                i += inA ? 3 : 0;
                inA = !inA;
            }
            if (eb == x) {
                j += inB ? 3 : 0;
                inB = !inB;
            }
            boolean now = rule.in(inA, inB);
            if (now && !open) {
                start = x;
            } else if (!now && open) {
                out.add(y, start, x);
            }
            open = now;
        }
    }
}
