package org.maskwright.synth;

/// Relief: the slope of the optical path along one direction.
final class Interference extends Microscope {
    private final float directionX;
    private final float directionY;
    private final float gain;
    private final float roughness;
    private final float grain;
    private final float edge;
    private final float ground;
    private final float tilt;
    private final float elongation;
    private final boolean spread;
    private final float nucleus;

    Interference(Dice dice, float radius, boolean wild) {
        super(dice, radius, false, 500, wild);
        double angle = dice.angle();
        directionX = (float) StrictMath.cos(angle);
        directionY = (float) StrictMath.sin(angle);
        gain = dice.uniform(0.12, 0.4);
        roughness = dice.uniform(0.02, 0.14);
        grain = Math.max(1.5f, radius * dice.uniform(0.07, 0.2));
        edge = radius * dice.uniform(0.25, 1);
        ground = dice.uniform(0.38, 0.6);
        tilt = wild ? dice.uniform(0, 0.2) : 0.05f;
        elongation = dice.uniform(1, 1.7);
        spread = dice.chance(0.4);
        nucleus = dice.uniform(0, 0.25);
    }

    @Override
    Shape shape(Dice look, float r, float time, float mitosis) {
        if (spread && mitosis < 0.4f) {
            return look.chance(0.5) ? Outlines.flat(look, r, time) : Outlines.spread(look, r, time);
        }
        return Outlines.blob(look, r, 1 + (elongation - 1) * (1 - mitosis), 0.07f, time);
    }

    @Override
    Plane[] expose(Stage stage, Dice frame) {
        var path = new Plane(stage.width, stage.height);
        for (int i = 0; i < stage.things.size(); i++) {
            Dice look = stage.things.get(i).dice();
            float ox = look.uniform(0, 20);
            float oy = look.uniform(0, 20);
            float scale = 1 / grain;
            float nx = look.uniform(-0.25, 0.25) * radius;
            float ny = look.uniform(-0.25, 0.25) * radius;
            float nr = radius * look.uniform(0.35, 0.5);
            stage.paint(i, (p, d, x, y) -> {
                float v = dome(d, edge);
                v += roughness * v * texture.clouds(x * scale + ox, y * scale + oy);
                float q = (float) Math.sqrt((x - nx) * (x - nx) + (y - ny) * (y - ny)) - nr;
                path.at[p] = v + nucleus * dome(q, 0.5f * nr);
            });
        }
        var out = new Plane(stage.width, stage.height);
        float reach = Math.clamp(radius * 0.08f, 1f, 3f);
        float slope = gain * radius / (2 * reach) * 0.35f;
        float slow = 3f / Math.max(8, radius);
        path.blur(0.6f);
        for (int y = 0; y < stage.height; y++) {
            for (int x = 0; x < stage.width; x++) {
                float ahead = sample(path, x + reach * directionX, y + reach * directionY);
                float behind = sample(path, x - reach * directionX, y - reach * directionY);
                float plane = tilt
                        * ((x - stage.width / 2f) * directionX + (y - stage.height / 2f) * directionY)
                        / stage.width;
                out.at[y * stage.width + x] =
                        ground + plane + slope * (ahead - behind) + 0.012f * texture.clouds(x * slow, y * slow);
            }
        }
        return new Plane[] {out};
    }

    private static float sample(Plane p, float x, float y) {
        float u = Math.clamp(x, 0f, p.width - 1.001f);
        float v = Math.clamp(y, 0f, p.height - 1.001f);
        int i = (int) u;
        int j = (int) v;
        int right = Math.min(p.width - 1, i + 1);
        int below = Math.min(p.height - 1, j + 1);
        float top = p.at[j * p.width + i] + (u - i) * (p.at[j * p.width + right] - p.at[j * p.width + i]);
        float bottom =
                p.at[below * p.width + i] + (u - i) * (p.at[below * p.width + right] - p.at[below * p.width + i]);
        return top + (v - j) * (bottom - top);
    }
}
