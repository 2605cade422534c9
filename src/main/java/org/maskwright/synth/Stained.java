package org.maskwright.synth;

/// Dyes in transmitted light by the law of Beer and Lambert: tissue in haematoxylin and eosin, stained nuclei on a
/// clear
/// ground, grey brightfield, blood smears.
final class Stained extends Microscope {
    private enum Specimen {
        TISSUE,
        NUCLEI,
        GREY,
        BLOOD
    }

    private final Specimen specimen;
    /// Absorbance of red, green and blue per unit of the nuclear dye and of the other.
    private final float[] nuclear;
    private final float[] other;
    private final float[] light;
    private final float counter;
    private final float fibre;
    private final double fibreAngle;
    private final float depth;
    private final float spread;
    private final float chromatin;
    private final float grain;
    private final float elongation;
    private final float wobble;
    private final float cytoplasm;
    private final float pallor;
    private final float white;
    private final float crowd;
    private final float sizes;

    Stained(Dice dice, float radius, boolean wild) {
        super(dice, radius, true, 200, wild);
        float roll = dice.uniform(0, 1);
        specimen = !wild || roll < 0.45
                ? Specimen.TISSUE
                : roll < 0.7 ? Specimen.NUCLEI : roll < 0.78 ? Specimen.GREY : Specimen.BLOOD;
        boolean grey = specimen == Specimen.GREY;
        boolean blood = specimen == Specimen.BLOOD;
        float hue = dice.uniform(-0.12, 0.12);
        nuclear = grey
                ? new float[] {0.8f, 0.8f, 0.8f}
                : new float[] {0.72f + hue, 0.95f, dice.uniform(0.2, 0.5) - hue * 0.5f};
        other = grey
                ? new float[] {0.3f, 0.3f, 0.3f}
                : blood
                        ? new float[] {dice.uniform(0.15, 0.5), dice.uniform(0.5, 0.75), dice.uniform(0.15, 0.45)}
                        : new float[] {dice.uniform(0.04, 0.3), dice.uniform(0.5, 0.8), dice.uniform(0.15, 0.45)};
        float warm = grey ? 0 : dice.uniform(-0.04, 0.04);
        float level = dice.uniform(0.82, 1);
        light = new float[] {level + warm, level, level - warm};
        counter = specimen == Specimen.TISSUE
                ? dice.uniform(0.2, 0.9)
                : specimen == Specimen.NUCLEI ? dice.uniform(0, 0.35) : 0;
        fibre = dice.uniform(0.1, 0.5);
        fibreAngle = dice.angle();
        depth = dice.uniform(0.7, 1.9);
        spread = dice.uniform(0.1, 0.4);
        chromatin = dice.uniform(0.05, 0.35);
        grain = Math.max(1.2f, radius * dice.uniform(0.15, 0.4));
        elongation = blood ? dice.uniform(1, 1.15) : dice.uniform(1.05, 2.1);
        wobble = blood ? 0.02f : dice.uniform(0.02, 0.09);
        cytoplasm = dice.uniform(0, 0.5);
        pallor = dice.uniform(0.1, 0.7);
        white = blood ? dice.uniform(0, 0.12) : 0;
        crowd = blood ? 0.97f : dice.uniform(0.85, 1.1);
        sizes = blood ? 0.06f : dice.uniform(0.1, 0.3);
    }

    @Override
    Shape shape(Dice look, float r, float time, float mitosis) {
        float e = Math.max(1, elongation * (1 + 0.25f * look.gauss()));
        boolean big = look.chance(white);
        return Outlines.blob(look, big ? 1.4f * r : r, specimen == Specimen.BLOOD ? elongation : e, wobble, time);
    }

    @Override
    float spacing() {
        return crowd;
    }

    @Override
    float sizeSpread() {
        return sizes;
    }

    @Override
    float margin() {
        return 2 + radius * 0.8f;
    }

    @Override
    Plane[] expose(Stage stage, Dice frame) {
        var h = new Plane(stage.width, stage.height);
        var e = ground(stage, h);
        for (int i = 0; i < stage.things.size(); i++) {
            Dice look = stage.things.get(i).dice();
            if (specimen == Specimen.BLOOD) {
                bloodCell(stage, i, look, h, e);
            } else {
                nucleus(stage, i, look, h, e);
            }
        }
        var out = new Plane[3];
        for (int c = 0; c < 3; c++) {
            out[c] = new Plane(stage.width, stage.height);
            for (int p = 0; p < h.at.length; p++) {
                float a = (Math.max(0, h.at[p]) * nuclear[c] + Math.max(0, e.at[p]) * other[c]) / 4;
                // exp(-4 a), near enough for a dye.
                float x = 1 / (1 + a + a * a / 2 + a * a * a / 6);
                x *= x;
                out[c].at[p] = light[c] * x * x;
            }
        }
        return out;
    }

    /// Fibres and cytoplasm between the nuclei; also stains a little into the nuclear dye.
    private Plane ground(Stage stage, Plane h) {
        var e = new Plane(stage.width, stage.height);
        float cos = (float) StrictMath.cos(fibreAngle);
        float sin = (float) StrictMath.sin(fibreAngle);
        float along = 1 / (9f * Math.max(4, radius));
        float across = 1 / (0.8f * Math.max(4, radius));
        float fine = 1 / Math.max(1.5f, radius * 0.2f);
        for (int y = 0; y < stage.height; y++) {
            for (int x = 0; x < stage.width; x++) {
                int p = y * stage.width + x;
                float slow = texture.at(x * along * 2, y * along * 2);
                float u = (cos * x + sin * y) * along + 0.2f * slow;
                float v = (cos * y - sin * x) * across + 0.9f * slow;
                float tissue = 1
                        + fibre * (texture.at(u, v) + 0.5f * texture.at(2 * u + 5, 2.3f * v))
                        + 0.12f * texture.clouds(x * fine, y * fine)
                        + 0.25f * slow;
                float gap = counter > 0 && slow > 1.1f ? Math.max(0.1f, 1 - 2.5f * (slow - 1.1f)) : 1;
                e.at[p] = counter * Math.max(0, tissue) * gap;
                h.at[p] = 0.12f * e.at[p];
                float d = stage.near[p];
                if (d >= 0 && d < margin() && specimen != Specimen.BLOOD) {
                    e.at[p] += cytoplasm * bell(d, 0, 0.35f * radius) * 0.7f;
                    h.at[p] += cytoplasm * bell(d, 0, 0.35f * radius) * 0.25f;
                }
            }
        }
        return e;
    }

    private void nucleus(Stage stage, int place, Dice look, Plane h, Plane e) {
        float mine = depth * (float) StrictMath.exp(spread * look.gauss());
        float tint = look.uniform(0, 0.5);
        float ox = look.uniform(0, 20);
        float oy = look.uniform(0, 20);
        float scale = 1 / grain;
        float edge = look.uniform(0, 0.35);
        float soft = look.chance(0.15) ? radius * 0.35f : 1.6f;
        stage.paint(place, (p, d, x, y) -> {
            float full = Math.clamp(-d / soft, 0f, 1f);
            float body = 1 + chromatin * texture.clouds(x * scale + ox, y * scale + oy) + edge * bell(d, -1.5f, 1.5f);
            h.at[p] = h.at[p] * (1 - full) + full * mine * Math.max(0.2f, body);
            e.at[p] = e.at[p] * (1 - full) + full * mine * tint;
        });
    }

    /// Red cells are thin in the middle; white cells hold a lobed nucleus.
    private void bloodCell(Stage stage, int place, Dice look, Plane h, Plane e) {
        float mine = depth * 0.6f * (1 + 0.1f * look.gauss());
        Dice own = Dice.of(stage.things.get(place).seed(), 2);
        boolean isWhite = isWhite(stage.things.get(place));
        Shape nucleus = Outlines.lobes(own, radius * 0.85f, 1 + own.below(4), own.uniform(0.8, 1.2));
        float ox = own.uniform(0, 20);
        float scale = 1 / grain;
        float dent = pallor * own.uniform(0.7, 1.2);
        stage.paint(place, (p, d, x, y) -> {
            float rim = Math.clamp(-d / 1.5f, 0f, 1f);
            float u = Math.clamp(1 + d / radius, 0f, 1f);
            if (isWhite) {
                e.at[p] = rim * mine * (0.5f + 0.1f * texture.clouds(x * scale, y * scale + ox));
                float n = nucleus.distance(x, y);
                h.at[p] = rim * 0.1f
                        + Math.clamp(-n / 1.5f, 0f, 1f)
                                * depth
                                * (1.1f + chromatin * texture.clouds(x * scale + ox, y * scale));
            } else {
                float disc = 1 - dent * (1 - u * u) * (1 - u * u) + 0.15f * bell(d, -1.5f, 1.5f);
                e.at[p] = Math.max(
                        e.at[p], rim * mine * Math.max(0.1f, disc + 0.03f * texture.at(x * scale, y * scale + ox)));
            }
        });
    }

    /// The same first draws as [#shape] makes.
    private boolean isWhite(Thing t) {
        Dice look = t.dice();
        look.gauss();
        return look.chance(white);
    }
}
