package org.maskwright.synth;

/// What published micrographs have burnt in: a scale bar with its length, a panel letter, a strip of data, an inset, an
/// arrow. What covers an object for good takes its pixels from the truth; letters and bars are looked through.
final class Annotation {
    private static final int COLUMNS = 5;
    private static final int ROWS = 7;
    private static final String CHARACTERS = "0123456789nmuABCDEFabcdekVx.()";
    /// Two hexadecimal digits for each row of five bits, top to bottom.
    private static final String GLYPHS = "0E11131519110E" + "040C040404040E" + "0E11010204081F" + "1F02040201110E"
            + "02060A121F0202" + "1F101E0101110E" + "0608101E11110E" + "1F010204080808" + "0E11110E11110E"
            + "0E11110F01020C" + "00001619111111" + "00001A15151111" + "00001111131D10" + "0E11111F111111"
            + "1E11111E11111E" + "0E11101010110E" + "1C12111111121C" + "1F10101E10101F" + "1F10101E101010"
            + "00000E010F110F" + "1010161911111E" + "00000E1010110E" + "01010D1311110F" + "00000E111F100E"
            + "10101214181412" + "11111111110A04" + "0000110A040A11" + "00000000000C0C" + "02040808080402"
            + "08040202020408";

    private final Plane on;
    private final Stage stage;
    private final Dice dice;
    private final float unit;
    private final float ink;
    private final float weight;

    private Annotation(Plane on, Stage stage, Dice dice) {
        this.on = on;
        this.stage = stage;
        this.dice = dice;
        unit = Math.max(1, on.width * dice.uniform(0.004, 0.011));
        ink = dice.chance(0.6) ? 1 : 0;
        weight = dice.uniform(0.3, 0.5);
    }

    static void burn(Plane on, Stage stage, Dice dice) {
        var a = new Annotation(on, stage, dice);
        if (dice.chance(0.15)) {
            a.inset();
        }
        if (dice.chance(0.25)) {
            a.strip();
        } else {
            a.bar();
        }
        if (dice.chance(0.4)) {
            a.panel();
        }
        if (dice.chance(0.12)) {
            a.arrow();
        }
    }

    private void bar() {
        int width = Math.round(on.width * dice.uniform(0.1, 0.35));
        int height = Math.max(1, Math.round(unit * dice.uniform(0.6, 2.5)));
        int x = dice.chance(0.6) ? on.width - width - Math.round(4 * unit) : Math.round(4 * unit);
        int y = on.height - Math.round(4 * unit) - height;
        int above = Math.round(y - 9 * unit);
        if (dice.chance(0.2)) {
            cover(
                    Math.round(x - 2 * unit),
                    Math.round(above - unit),
                    Math.round(x + width + 2 * unit),
                    on.height,
                    1 - ink);
        }
        fill(x, y, x + width, y + height, ink);
        if (dice.chance(0.85)) {
            write(length(), x + width / 2f - 15 * unit, above, unit, ink);
        }
    }

    private String length() {
        String number = dice.chance(0.5) ? (1 + dice.below(9)) + "00" : String.valueOf(1 + dice.below(20));
        return number + (dice.chance(0.6) ? "nm" : "um");
    }

    /// The line of settings that the microscope writes under the picture.
    private void strip() {
        int top = Math.round(on.height - unit * dice.uniform(10, 14));
        cover(0, top, on.width, on.height, 1 - ink);
        float x = 2 * unit;
        while (x < on.width * 0.6f) {
            String word = dice.chance(0.5) ? (1 + dice.below(30)) + ".0kV" : "x" + (1 + dice.below(90)) + "000";
            write(word, x, top + 2 * unit, unit, ink);
            x += (word.length() + 2) * 6 * unit;
        }
        int width = Math.round(on.width * dice.uniform(0.1, 0.25));
        fill(on.width - width - 4, top + Math.round(4 * unit), on.width - 4, top + Math.round(5 * unit) + 1, ink);
    }

    private void panel() {
        boolean small = dice.chance(0.5);
        String letter = String.valueOf(small ? "abcde".charAt(dice.below(5)) : "ABCDEF".charAt(dice.below(6)));
        float size = unit * dice.uniform(1.2, 2.4);
        boolean boxed = dice.chance(0.3);
        String word = !boxed && dice.chance(0.4) ? "(" + letter + ")" : letter;
        if (boxed) {
            cover(0, 0, Math.round(9 * size), Math.round(10 * size), 1 - ink);
        }
        write(word, 2 * size, 1.5f * size, size, ink);
    }

    /// Another picture in a corner: paler or darker, framed.
    private void inset() {
        int width = Math.round(on.width * dice.uniform(0.2, 0.4));
        int height = Math.round(on.height * dice.uniform(0.2, 0.4));
        int left = dice.chance(0.5) ? 0 : on.width - width;
        float level = dice.uniform(0.1, 0.9);
        cover(left, 0, left + width, height, level);
        float lump = Math.min(width, height) * dice.uniform(0.2, 0.4);
        float tone = dice.uniform(-0.4, 0.4);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float dx = x - width / 2f;
                float dy = y - height / 2f;
                float q = (float) Math.sqrt(dx * dx + dy * dy) - lump;
                float rim = x < 2 || y < 2 || x > width - 3 || y > height - 3 ? 1 : 0;
                on.at[y * on.width + left + x] +=
                        tone * Math.clamp(0.5f - q / 3, 0f, 1f) + 0.02f * dice.gauss() + (ink - level) * rim;
            }
        }
    }

    private void arrow() {
        float x = dice.uniform(0.15, 0.85) * on.width;
        float y = dice.uniform(0.15, 0.85) * on.height;
        double angle = dice.angle();
        float cos = (float) StrictMath.cos(angle);
        float sin = (float) StrictMath.sin(angle);
        float length = unit * dice.uniform(10, 22);
        for (int i = (int) -length; i <= length; i++) {
            for (int k = (int) -length; k <= length; k++) {
                float along = cos * k + sin * i;
                float across = Math.abs(cos * i - sin * k);
                boolean head = along >= 0 && along < 5 * unit && across < along / 2;
                boolean shaft = along >= 4 * unit && along < length && across < unit / 2;
                if (head || shaft) {
                    fill(Math.round(x) + k, Math.round(y) + i, Math.round(x) + k + 1, Math.round(y) + i + 1, ink);
                }
            }
        }
    }

    /// Letters of `size` pixels a cell with round corners: their dots, interpolated, cut at a height.
    private void write(String word, float left, float top, float size, float tone) {
        int width = Math.round(word.length() * (COLUMNS + 1) * size);
        for (int y = 0; y < Math.round((ROWS + 1) * size); y++) {
            for (int x = 0; x < width; x++) {
                float u = (x + 0.5f) / size;
                int place = Math.min(word.length() - 1, (int) (u / (COLUMNS + 1)));
                int glyph = CHARACTERS.indexOf(word.charAt(place));
                float in = dots(glyph, u - place * (COLUMNS + 1) - 0.5f, (y + 0.5f) / size - 0.5f);
                float cover = Math.clamp((in - weight) * size + 0.5f, 0f, 1f);
                int px = Math.round(left) + x;
                int py = Math.round(top) + y;
                if (cover > 0 && px >= 0 && px < on.width && py >= 0 && py < on.height) {
                    int p = py * on.width + px;
                    on.at[p] += cover * (tone - on.at[p]);
                }
            }
        }
    }

    private static float dots(int glyph, float u, float v) {
        int i = (int) Math.floor(u);
        int j = (int) Math.floor(v);
        float fx = u - i;
        float fy = v - j;
        return (1 - fy) * ((1 - fx) * dot(glyph, i, j) + fx * dot(glyph, i + 1, j))
                + fy * ((1 - fx) * dot(glyph, i, j + 1) + fx * dot(glyph, i + 1, j + 1));
    }

    private static int dot(int glyph, int column, int row) {
        if (column < 0 || column >= COLUMNS || row < 0 || row >= ROWS) {
            return 0;
        }
        int at = 2 * (glyph * ROWS + row);
        return Integer.parseInt(GLYPHS, at, at + 2, 16) >> (COLUMNS - 1 - column) & 1;
    }

    private void cover(int left, int top, int right, int bottom, float tone) {
        fill(left, top, right, bottom, tone);
        stage.cover(left, top, right, bottom);
    }

    private void fill(int left, int top, int right, int bottom, float tone) {
        for (int y = Math.max(0, top); y < Math.min(on.height, bottom); y++) {
            for (int x = Math.max(0, left); x < Math.min(on.width, right); x++) {
                on.at[y * on.width + x] = tone;
            }
        }
    }
}
