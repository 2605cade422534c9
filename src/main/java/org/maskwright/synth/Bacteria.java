package org.maskwright.synth;

/// Rods, cocci and bent cells, alone, side by side, or end to end in chains.
final class Bacteria extends PhaseContrast {
    private final float height;
    private final float aspect;
    private final float bend;
    private final float chain;
    private final float crowd;
    private final float nucleoid;
    private final boolean tapered;

    Bacteria(Dice dice, float radius, boolean wild) {
        super(dice, radius, wild, dice.uniform(0.3, 0.65), dice.uniform(0.15, 0.45) * (dice.chance(0.15) ? -1 : 1));
        height = dice.uniform(0.4, 1.6);
        aspect = dice.chance(0.25) ? dice.uniform(1, 1.5) : dice.uniform(1.8, 7);
        bend = dice.uniform(0, 0.8);
        chain = dice.chance(0.4) ? dice.uniform(0.5, 0.95) : 0;
        crowd = dice.uniform(0.8, 1);
        nucleoid = dice.uniform(0, 0.4);
        tapered = dice.chance(0.2);
    }

    @Override
    Shape shape(Dice look, float r, float time, float mitosis) {
        float length = Math.max(1.05f, aspect * look.uniform(0.6, 1.4));
        return Outlines.rod(look, r, length, look.chance(0.6) ? bend * look.gauss() : 0, tapered);
    }

    @Override
    float spacing() {
        return crowd;
    }

    @Override
    float clustering() {
        return 0.85f;
    }

    @Override
    float chaining() {
        return chain;
    }

    @Override
    void delay(Stage stage, Plane path) {
        for (int i = 0; i < stage.things.size(); i++) {
            Thing t = stage.things.get(i);
            Dice look = Dice.of(t.seed(), 2);
            float half = Math.max(1, -t.shape().distance(0, 0));
            float high = height * look.uniform(0.8, 1.2);
            float scale = 0.35f / half;
            float ox = look.uniform(0, 20);
            stage.paint(
                    i,
                    (p, d, x, y) -> path.at[p] +=
                            high * dome(d, half) * (1 + nucleoid * texture.at(x * scale + ox, y * scale)));
        }
    }
}
