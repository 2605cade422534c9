package org.maskwright.synth;

/// What published micrographs have burnt in: a scale bar with its length, a panel letter, a strip of data.
final class Annotation {
    private static final int GLYPH_WIDTH = 3;
    private static final int GLYPH_HEIGHT = 5;
    /// Rows of three bits, top to bottom: 0 to 9, n, m, u, a, b, c.
    private static final String GLYPHS = "75557" + "26227" + "71747" + "71717" + "55711" + "74717" + "74757" + "71111"
            + "75757" + "75717" + "00655" + "00577" + "00557" + "07357" + "44656" + "00646";

    private Annotation() {}

    static void burn(Plane on, Dice dice) {
        int unit = Math.max(1, Math.round(on.width * dice.uniform(0.003, 0.008)));
        float ink = dice.chance(0.6) ? 1 : 0;
        int barWidth = Math.round(on.width * dice.uniform(0.12, 0.3));
        int barHeight = unit * (1 + dice.below(2));
        int x = dice.chance(0.6) ? on.width - barWidth - 4 * unit : 4 * unit;
        int y = on.height - 4 * unit - barHeight;
        if (dice.chance(0.3)) {
            fill(on, 0, y - 9 * unit, on.width, on.height, 1 - ink);
        } else if (dice.chance(0.3)) {
            fill(on, x - 2 * unit, y - 9 * unit, x + barWidth + 2 * unit, on.height - unit, 1 - ink);
        }
        fill(on, x, y, x + barWidth, y + barHeight, ink);
        if (dice.chance(0.8)) {
            int[] text = {1 + dice.below(9), 0, dice.chance(0.5) ? 0 : 5, 10 + 2 * dice.below(2), 11};
            write(on, text, x + barWidth / 2 - 10 * unit, y - 7 * unit, unit, ink);
        }
        if (dice.chance(0.4)) {
            write(on, new int[] {13 + dice.below(3)}, 3 * unit, 3 * unit, 2 * unit, ink);
        }
    }

    private static void write(Plane on, int[] glyphs, int left, int top, int unit, float ink) {
        int x = left;
        for (int glyph : glyphs) {
            for (int row = 0; row < GLYPH_HEIGHT; row++) {
                int bits = GLYPHS.charAt(glyph * GLYPH_HEIGHT + row) - '0';
                for (int column = 0; column < GLYPH_WIDTH; column++) {
                    if ((bits >> (GLYPH_WIDTH - 1 - column) & 1) == 1) {
                        int px = x + column * unit;
                        int py = top + row * unit;
                        fill(on, px, py, px + unit, py + unit, ink);
                    }
                }
            }
            x += (GLYPH_WIDTH + 1) * unit;
        }
    }

    private static void fill(Plane on, int left, int top, int right, int bottom, float ink) {
        for (int y = Math.max(0, top); y < Math.min(on.height, bottom); y++) {
            for (int x = Math.max(0, left); x < Math.min(on.width, right); x++) {
                on.at[y * on.width + x] = ink;
            }
        }
    }
}
