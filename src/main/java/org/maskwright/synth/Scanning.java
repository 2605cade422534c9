package org.maskwright.synth;

/// A beam that is scanned over surfaces: slopes and edges give more electrons, the detector stands on one side, and out
/// of gaps little comes.
final class Scanning extends Electron {
    private final float ground;
    private final float groundRough;
    private final float groundGrain;
    private final float brightness;
    private final float spread;
    private final float edge;
    private final float edgeWidth;
    private final float side;
    private final float relief;
    private final float reliefGrain;
    private final float stripes;
    private final float roundness;
    private final float faces;
    private final float depth;
    private final float shadow;
    private final float heap;
    private final float charging;
    private final float lightX;
    private final float lightY;

    Scanning(Dice dice, float radius, boolean wild) {
        super(dice, radius, wild, dice.chance(0.6) ? dice.uniform(0.55, 0.95) : 1.01f);
        ground = dice.uniform(0.02, 0.45);
        groundRough = dice.uniform(0, 0.25);
        groundGrain = dice.logUniform(1.5, 20);
        brightness = dice.uniform(0.25, 0.7);
        spread = dice.uniform(0, 0.3);
        edge = dice.uniform(0.05, 0.5);
        edgeWidth = Math.max(0.8f, radius * dice.uniform(0.03, 0.15));
        side = dice.uniform(0, 0.35);
        relief = dice.chance(0.6) ? dice.uniform(0.02, 0.3) : 0;
        reliefGrain = Math.max(1.2f, radius * dice.uniform(0.03, 0.25));
        stripes = dice.chance(0.2) ? dice.uniform(2, 8) : 1;
        roundness = particles.crystalline() ? dice.uniform(0.05, 0.3) : dice.uniform(0.3, 1);
        faces = particles.crystalline() ? dice.uniform(0, 0.35) : 0;
        depth = dice.chance(0.5) ? dice.uniform(0.2, 0.7) : 0;
        shadow = dice.uniform(0.1, 0.9);
        heap = dice.chance(0.35) ? dice.uniform(1.5, 4) : 1;
        charging = dice.chance(0.3) ? dice.uniform(0, 0.02) : 0;
        double light = dice.angle();
        lightX = (float) StrictMath.cos(light);
        lightY = (float) StrictMath.sin(light);
    }

    @Override
    float abundance() {
        return heap;
    }

    @Override
    void illuminate(Stage stage, Plane out, Dice frame) {
        var height = new Plane(out.width, out.height);
        substrate(out);
        for (int i = 0; i < stage.things.size(); i++) {
            float level = (i + 1f) / stage.things.size();
            surface(stage, i, level, out, height);
        }
        Plane around = height.copy();
        around.blur(Math.clamp(0.35f * radius, 1.5f, 12f));
        for (int y = 0; y < out.height; y++) {
            float streak = charging * frame.gauss();
            for (int x = 0; x < out.width; x++) {
                int p = y * out.width + x;
                float hidden = Math.clamp(around.at[p] - height.at[p], 0f, 1f);
                out.at[p] = out.at[p] * (1 - shadow * hidden) + streak;
            }
        }
    }

    private void substrate(Plane out) {
        float fine = 1 / groundGrain;
        float slow = 1.2f / out.width;
        for (int y = 0; y < out.height; y++) {
            for (int x = 0; x < out.width; x++) {
                float rough = texture.clouds(x * fine, y * fine);
                float crumb = rough > 2.6f ? 2 * groundRough : 0;
                out.at[y * out.width + x] = ground
                        * Math.max(0.1f, 1 + groundRough * rough + crumb + 0.12f * texture.at(x * slow, y * slow));
            }
        }
    }

    private void surface(Stage stage, int place, float level, Plane out, Plane height) {
        Thing t = stage.things.get(place);
        Dice look = t.dice();
        float mine = brightness * (1 - depth * (1 - level)) * (1 + spread * look.gauss());
        float r = Math.max(1, -t.shape().distance(0, 0));
        float ox = look.uniform(0, 20);
        float oy = look.uniform(0, 20);
        float u = 1 / reliefGrain;
        float v = u / stripes;
        float cos = (float) StrictMath.cos(t.angle());
        float sin = (float) StrictMath.sin(t.angle());
        float lx = lightX * cos + lightY * sin;
        float ly = lightY * cos - lightX * sin;
        double corner = look.angle();
        float[] grey = {look.uniform(-1, 1), look.uniform(-1, 1), look.uniform(-1, 1)};
        float ax = (float) StrictMath.cos(corner);
        float ay = (float) StrictMath.sin(corner);
        float soft = Math.max(1, roundness * r);
        stage.paint(place, (p, d, x, y) -> {
            float up = dome(d, soft);
            float slope = 1 - up;
            float lit = side * (x * lx + y * ly) / r * (0.3f + slope);
            float bumps = relief == 0
                    ? 0
                    : relief
                            * (texture.clouds(x * v + ox, y * u + oy)
                                    + texture.at(x * v + ox + 0.25f * lx, y * u + oy + 0.25f * ly)
                                    - texture.at(x * v + ox, y * u + oy));
            float value =
                    mine * (0.8f + 0.2f * up + lit + bumps) + edge * (bell(d, 0, edgeWidth) + 0.4f * slope * slope);
            if (faces > 0) {
                // Three faces meet in a corner.
                float a = ax * x + ay * y;
                float b = -0.5f * a + 0.866f * (ax * y - ay * x);
                float c = -a - b;
                value *= 1 + faces * grey[a > b ? (a > c ? 0 : 2) : b > c ? 1 : 2];
            }
            out.at[p] = Math.max(0, value);
            height.at[p] = 0.4f + 0.6f * level * (0.4f + 0.6f * up);
        });
    }
}
