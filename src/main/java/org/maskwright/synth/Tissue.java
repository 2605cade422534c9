package org.maskwright.synth;

/// Nuclei in tissue (haematoxylin and eosin), on a clear ground, or in grey brightfield: pressed against each other, in
/// rows, over each other, some out of focus.
final class Tissue extends Stained {
    private final float counter;
    private final float fibre;
    private final double fibreAngle;
    private final float depth;
    private final float spread;
    private final float chromatin;
    private final float grain;
    private final float rim;
    private final float elongation;
    private final float wobble;
    private final float cytoplasm;
    private final float crowd;
    private final float sizes;
    private final float rows;
    private final boolean through;
    private final int ghosts;

    Tissue(Dice dice, float radius, boolean wild) {
        super(dice, radius, wild, dyes(dice, wild));
        double roll = wild ? dice.uniform(0, 1) : 0;
        counter = roll < 0.65 ? dice.uniform(0.15, 0.9) : roll < 0.9 ? dice.uniform(0, 0.35) : 0;
        fibre = dice.uniform(0.05, 0.5);
        fibreAngle = dice.angle();
        depth = dice.uniform(0.6, 1.9);
        spread = dice.uniform(0.1, 0.5);
        chromatin = dice.uniform(0.05, 0.45);
        grain = Math.max(1.2f, radius * dice.uniform(0.1, 0.4));
        rim = dice.uniform(0, 0.5);
        elongation = dice.uniform(1.05, dice.chance(0.2) ? 3.5 : 2.1);
        wobble = dice.uniform(0.02, 0.13);
        cytoplasm = dice.uniform(0, 0.5);
        through = wild && dice.chance(0.35);
        crowd = through ? dice.uniform(0.6, 0.95) : dice.uniform(0.85, 1.1);
        sizes = dice.uniform(0.1, 0.35);
        rows = dice.chance(0.3) ? dice.uniform(0.4, 0.95) : 0;
        ghosts = wild && dice.chance(0.5) ? dice.below(7) : 0;
    }

    private static Dyes dyes(Dice dice, boolean wild) {
        if (wild && dice.chance(0.1)) {
            return Dyes.GREY;
        }
        float hue = dice.uniform(-0.2, 0.12);
        float[] nuclear = {0.72f + hue, 0.95f, dice.uniform(0.15, 0.5) - hue * 0.3f};
        if (dice.chance(0.4)) { // all in one violet
            return new Dyes(
                    nuclear, new float[] {dice.uniform(0.25, 0.45), dice.uniform(0.4, 0.6), dice.uniform(0.05, 0.25)});
        }
        return new Dyes(
                nuclear, new float[] {dice.uniform(0.04, 0.3), dice.uniform(0.5, 0.8), dice.uniform(0.15, 0.45)});
    }

    @Override
    Shape shape(Dice look, float r, float time, float mitosis) {
        float e = Math.max(1, elongation * (1 + 0.25f * look.gauss()));
        return look.chance(0.06)
                ? Outlines.lobes(look, r * 0.9f, 2 + look.below(3), look.uniform(0.7, 1.1))
                : Outlines.blob(look, r, e, wobble, time);
    }

    @Override
    boolean onTop() {
        return through;
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
    float clustering() {
        return rows > 0 ? 0.85f : 0.4f;
    }

    @Override
    float chaining() {
        return rows;
    }

    @Override
    double chainAngle() {
        return StrictMath.PI / 2;
    }

    @Override
    float margin() {
        return 2 + radius * 0.8f;
    }

    @Override
    void stain(Stage stage, Plane h, Plane e, Dice frame) {
        ground(stage, h, e);
        for (int k = 0; k < ghosts; k++) {
            ghost(h, frame);
        }
        for (int i = 0; i < stage.things.size(); i++) {
            nucleus(stage, i, h, e);
        }
    }

    /// Fibres and cytoplasm between the nuclei; also stains a little into the nuclear dye.
    private void ground(Stage stage, Plane h, Plane e) {
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
                if (d >= 0 && d < margin()) {
                    e.at[p] += cytoplasm * bell(d, 0, 0.35f * radius) * 0.7f;
                    h.at[p] += cytoplasm * bell(d, 0, 0.35f * radius) * 0.25f;
                }
            }
        }
    }

    /// A nucleus far above or below the focus, which nobody would outline.
    private void ghost(Plane h, Dice frame) {
        float r = radius * frame.uniform(0.8, 1.3);
        float cx = frame.uniform(0, h.width);
        float cy = frame.uniform(0, h.height);
        float mine = depth * frame.uniform(0.1, 0.35);
        for (int y = Math.max(0, (int) (cy - 2 * r)); y < Math.min(h.height, cy + 2 * r); y++) {
            for (int x = Math.max(0, (int) (cx - 2 * r)); x < Math.min(h.width, cx + 2 * r); x++) {
                float q = ((x - cx) * (x - cx) + (y - cy) * (y - cy)) / (r * r);
                h.at[y * h.width + x] += mine / (1 + q * q * q);
            }
        }
    }

    private void nucleus(Stage stage, int place, Plane h, Plane e) {
        Thing t = stage.things.get(place);
        Dice look = Dice.of(t.seed(), 2);
        float mine = depth * (float) StrictMath.exp(spread * look.gauss());
        float tint = look.uniform(0, 0.5);
        float ox = look.uniform(0, 20);
        float oy = look.uniform(0, 20);
        float scale = 1 / grain;
        float edge = rim * look.uniform(0, 1);
        float soft = look.chance(0.15) ? radius * 0.35f : 1.6f;
        float under = through ? 0.6f : 0;
        Stage.Visitor visitor = (p, d, x, y) -> {
            float full = Math.clamp(-d / soft, 0f, 1f);
            float body = 1 + chromatin * texture.clouds(x * scale + ox, y * scale + oy) + edge * bell(d, -1.5f, 1.5f);
            h.at[p] = h.at[p] * (1 - full * (1 - under)) + full * mine * Math.max(0.2f, body);
            e.at[p] = e.at[p] * (1 - full * (1 - under)) + full * mine * tint;
        };
        if (through) {
            stage.visit(t, 0, visitor);
        } else {
            stage.paint(place, visitor);
        }
    }
}
