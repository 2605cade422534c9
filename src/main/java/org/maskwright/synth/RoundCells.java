package org.maskwright.synth;

/// Cells in suspension or loosely attached: balls and ovals with granules and a strong halo.
final class RoundCells extends PhaseContrast {
    private final float height;
    private final float granules;
    private final float core;
    private final float elongation;
    private final float wobble;

    RoundCells(Dice dice, float radius, boolean wild) {
        super(dice, radius, wild, dice.uniform(0.25, 0.6), dice.uniform(0.15, 0.4));
        height = dice.logUniform(0.4, 3.5);
        granules = dice.uniform(0.02, 0.3);
        core = dice.uniform(-0.3, 0.5);
        elongation = dice.uniform(1, 1.6);
        wobble = dice.uniform(0.01, 0.08);
    }

    @Override
    Shape shape(Dice look, float r, float time, float mitosis) {
        return Outlines.blob(look, r, look.uniform(1, elongation), wobble, time);
    }

    @Override
    float spacing() {
        return 0.97f;
    }

    @Override
    void delay(Stage stage, Plane path) {
        for (int i = 0; i < stage.things.size(); i++) {
            Dice look = Dice.of(stage.things.get(i).seed(), 2);
            float high = height * look.uniform(0.7, 1.3);
            float nx = look.uniform(-0.3, 0.3) * radius;
            float ny = look.uniform(-0.3, 0.3) * radius;
            float nr = radius * look.uniform(0.4, 0.7);
            float ox = look.uniform(0, 20);
            float scale = 1 / grain;
            stage.paint(i, (p, d, x, y) -> {
                float v = high * dome(d, radius) * (1 + core * hill(x - nx, y - ny, nr, nr));
                path.at[p] += v + granules * Math.min(1, v) * texture.clouds(x * scale + ox, y * scale);
            });
        }
    }
}
