package org.maskwright.synth;

/// Budding yeast in colonies: a wall, a vacuole, daughters of every size at their mothers; dark inside and glaring
/// between, or the other way round when the focus lies above.
final class Yeast extends PhaseContrast {
    private final float height;
    private final float wall;
    private final float vacuole;
    private final float vacuoleSize;
    private final float granules;
    private final float buds;
    private final float oval;
    private final float colony;

    Yeast(Dice dice, float radius, boolean wild) {
        super(
                dice,
                radius,
                wild,
                dice.chance(0.5) ? dice.uniform(0.06, 0.2) : dice.uniform(0.3, 0.55),
                dice.uniform(0.2, 0.55) * (dice.chance(0.3) ? -1 : 1));
        height = dice.uniform(0.6, 1.8);
        wall = dice.uniform(-0.5, 0.9);
        vacuole = dice.uniform(-0.7, 0.4);
        vacuoleSize = dice.uniform(0.3, 0.65);
        granules = dice.uniform(0.02, 0.25);
        buds = dice.uniform(0.05, 0.4);
        oval = dice.uniform(1.05, 1.5);
        colony = dice.uniform(0.5, 1);
    }

    @Override
    Shape shape(Dice look, float r, float time, float mitosis) {
        return Outlines.blob(look, r, look.uniform(1, oval), 0.015f, 0);
    }

    @Override
    float size(Dice dice) {
        float mother = super.size(dice);
        return dice.chance(buds) ? mother * dice.uniform(0.4, 0.8) : mother;
    }

    @Override
    float spacing() {
        return 0.99f;
    }

    @Override
    float clustering() {
        return 0.93f;
    }

    @Override
    float packing() {
        return colony;
    }

    @Override
    void delay(Stage stage, Plane path) {
        for (int i = 0; i < stage.things.size(); i++) {
            Thing t = stage.things.get(i);
            Dice look = Dice.of(t.seed(), 2);
            float r = -t.shape().distance(0, 0);
            float high = height * look.uniform(0.85, 1.15);
            float v0 = look.chance(0.75) ? vacuole * look.uniform(0.6, 1.2) : 0;
            float vr = r * vacuoleSize * look.uniform(0.7, 1.2);
            float vx = look.uniform(-0.25, 0.25) * r;
            float vy = look.uniform(-0.25, 0.25) * r;
            float ox = look.uniform(0, 20);
            float scale = 1 / grain;
            float rim = Math.max(0.8f, r * 0.1f);
            stage.paint(i, (p, d, x, y) -> {
                float v = high * (0.6f * dome(d, 0.35f * r) + 0.4f * dome(d, r)) + wall * bell(d, -rim, rim);
                float q = (float) Math.sqrt((x - vx) * (x - vx) + (y - vy) * (y - vy)) - vr;
                v += v0 * high * dome(q, 0.4f * vr);
                path.at[p] += v + granules * texture.clouds(x * scale + ox, y * scale);
            });
        }
    }
}
