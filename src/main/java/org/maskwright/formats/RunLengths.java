package org.maskwright.formats;

import java.util.ArrayList;
import java.util.List;
import org.maskwright.label.Mask;

/// COCO's run-length encoding: pixels column by column, lengths of runs that alternate between outside
/// and inside, beginning with outside; and the same as a string of base-32 digits (maskApi of the COCO
/// tools).
final class RunLengths {
    private static final int FIRST_CHAR = 48;

    private RunLengths() {}

    static List<Integer> counts(Mask mask, int width, int height) {
        boolean[] columns = new boolean[Math.multiplyExact(width, height)];
        mask.forEachRun((y, x0, x1) -> {
            for (int x = x0; x < x1; x++) {
                columns[x * height + y] = true;
            }
        });
        List<Integer> counts = new ArrayList<>();
        boolean inside = false;
        int run = 0;
        for (boolean pixel : columns) {
            if (pixel != inside) {
                counts.add(run);
                run = 0;
                inside = pixel;
            }
            run++;
        }
        counts.add(run);
        return counts;
    }

    static Mask mask(List<Integer> counts, int width, int height) {
        boolean[] columns = new boolean[Math.multiplyExact(width, height)];
        int at = 0;
        boolean inside = false;
        for (int run : counts) {
            if (run < 0 || run > columns.length - at) {
                throw new IllegalArgumentException("a run of " + run + " at " + at + " of " + columns.length);
            }
            java.util.Arrays.fill(columns, at, at + run, inside);
            at += run;
            inside = !inside;
        }
        return Mask.of(width, height, i -> columns[i % width * height + i / width]);
    }

    /// From the third on, each count is written as its difference to the one before the last.
    static String pack(List<Integer> counts) {
        var out = new StringBuilder();
        for (int i = 0; i < counts.size(); i++) {
            int x = i > 2 ? counts.get(i) - counts.get(i - 2) : counts.get(i);
            boolean more;
            do {
                int digit = x & 0x1F;
                x >>= 5;
                more = (digit & 0x10) != 0 ? x != -1 : x != 0;
                out.append((char) (FIRST_CHAR + (more ? digit | 0x20 : digit)));
            } while (more);
        }
        return out.toString();
    }

    static List<Integer> unpack(String packed) {
        List<Integer> counts = new ArrayList<>();
        int at = 0;
        while (at < packed.length()) {
            int x = 0;
            int shift = 0;
            int digit;
            do {
                digit = packed.charAt(at++) - FIRST_CHAR;
                x |= (digit & 0x1F) << shift;
                shift += 5;
            } while ((digit & 0x20) != 0 && at < packed.length());
            if ((digit & 0x10) != 0 && shift < Integer.SIZE) {
                x |= -1 << shift;
            }
            counts.add(counts.size() > 2 ? x + counts.get(counts.size() - 2) : x);
        }
        return counts;
    }
}
