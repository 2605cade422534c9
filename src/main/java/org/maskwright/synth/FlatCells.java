package org.maskwright.synth;

/// Adherent cells spread on glass: so thin at their borders that only a faint line shows them, thicker around the
/// nucleus, dotted with organelles; some contracted and dark, a few rounded up and shining.
final class FlatCells extends PhaseContrast {
    private final float lamella;
    private final float body;
    private final float dots;
    private final float fibres;
    private final float contracted;
    private final float rounded;
    private final float polygons;
    private final float crowd;

    FlatCells(Dice dice, float radius, boolean wild) {
        super(dice, radius, wild, dice.uniform(0.28, 0.5), dice.uniform(0.16, 0.4));
        lamella = dice.logUniform(0.06, 0.4);
        body = dice.uniform(0.1, 0.9);
        dots = dice.uniform(0.4, 2);
        fibres = dice.uniform(0.005, 0.06);
        contracted = wild ? dice.uniform(0, 0.5) : 0.15f;
        rounded = dice.uniform(0, 0.12);
        polygons = dice.uniform(0.3, 1);
        crowd = dice.uniform(1, 1.5);
    }

    @Override
    Shape shape(Dice look, float r, float time, float mitosis) {
        if (mitosis > 0.4f || look.chance(rounded)) {
            return Outlines.blob(look, r * 0.45f, look.uniform(1, 1.25), 0.03f, time);
        }
        float size = r * tension(look);
        Shape outline = look.chance(polygons) ? Outlines.flat(look, size, time) : Outlines.spread(look, size, time);
        return new Shape.Rough(
                outline, texture, Math.max(2, size * 0.12f), size * look.uniform(0, 0.025), look.uniform(0, 9));
    }

    /// Below 1: drawn together, and the thicker for it.
    private float tension(Dice look) {
        return look.chance(contracted) ? look.uniform(0.5, 0.8) : look.uniform(0.85, 1.2);
    }

    @Override
    float spacing() {
        return crowd;
    }

    @Override
    float clustering() {
        return 0.6f;
    }

    @Override
    void delay(Stage stage, Plane path) {
        for (int i = 0; i < stage.things.size(); i++) {
            if (stage.things.get(i).shape() instanceof Shape.Blob) {
                raise(stage, i, path);
            } else {
                spread(stage, i, path);
            }
        }
    }

    /// A ball: several wavelengths thick.
    private void raise(Stage stage, int place, Plane path) {
        Dice look = Dice.of(stage.things.get(place).seed(), 2);
        float height = look.uniform(2, 3.8);
        float r = radius * 0.45f;
        float scale = 1 / grain;
        stage.paint(
                place,
                (p, d, x, y) -> path.at[p] += height * dome(d, r) * (1 + 0.06f * texture.clouds(x * scale, y * scale)));
    }

    private void spread(Stage stage, int place, Plane path) {
        Thing t = stage.things.get(place);
        Dice first = t.dice();
        first.chance(rounded);
        float size = tension(first);
        Dice look = Dice.of(t.seed(), 2);
        float thick = 1 / (size * size) * (float) StrictMath.exp(0.25 * look.gauss());
        float r = radius * size;
        float edge = lamella * thick * look.uniform(0.7, 1.3);
        float middle = body * thick * look.uniform(0.6, 1.4);
        float nucleusX = look.uniform(-0.2, 0.2) * r;
        float nucleusY = look.uniform(-0.15, 0.15) * r;
        float nucleus = r * look.uniform(0.22, 0.34);
        float oval = look.uniform(1, 1.5);
        float spotX = nucleusX + nucleus * look.uniform(-0.4, 0.4);
        float spotY = nucleusY + nucleus * look.uniform(-0.4, 0.4);
        float spot = Math.max(1, nucleus * look.uniform(0.2, 0.4));
        float vesicles = look.chance(0.15) ? 1.5f : 0;
        float ruffle = look.uniform(0, 0.5) * thick;
        float ox = look.uniform(0, 20);
        float oy = look.uniform(0, 20);
        float scale = 1 / grain;
        float slow = 1 / r;
        stage.paint(place, (p, d, x, y) -> {
            float ramp = Math.clamp(-d / 1.2f, 0f, 1f);
            float cx = x - nucleusX;
            float cy = y - nucleusY;
            float near = hill(cx, cy, 1.3f * r, 0.9f * r);
            float in = hill(cx, cy, nucleus * oval, nucleus);
            float v = edge + middle * near - 0.4f * middle * Math.min(1, 4 * in);
            v += fibres * texture.at(x * scale * 0.25f + ox, y * scale * 1.2f + oy);
            float g = texture.at(x * scale + oy, y * scale + ox);
            if (g > 1.1f) {
                v += dots * (g - 1.1f) * (0.15f + near) * (1 - Math.min(1, 5 * in));
            } else if (g < -1.7f) {
                v -= vesicles * near;
            }
            v += 0.9f * dots * hill(x - spotX, y - spotY, spot, spot);
            // Ruffles where the cell pushes forward, and tails that are narrow and high.
            v += ruffle * bell(d, -0.03f * r, 0.04f * r) * Math.max(0, texture.at(x * slow + ox, y * slow));
            float away = (float) Math.sqrt(x * x + y * y) * slow;
            v += 0.4f * thick * Math.clamp(away - 1.2f, 0f, 1f);
            path.at[p] += ramp * (v > 0 ? v / (1 + 0.4f * v) : Math.max(-1, v));
        });
    }
}
