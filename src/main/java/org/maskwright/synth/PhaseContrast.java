package org.maskwright.synth;

/// Grey with bright halos: spread crawling cells, round cells, budding yeast, rods of bacteria.
final class PhaseContrast extends Microscope {
    private enum Specimen {
        SPREAD,
        ROUND,
        YEAST,
        RODS
    }

    private final Specimen specimen;
    private final float ground;
    private final float halo;
    private final float haloWidth;
    private final float rim;
    private final float rimWidth;
    private final float inside;
    private final float inner;
    private final float innerAt;
    private final float granules;
    private final float grain;
    private final float dirt;
    private final float aspect;
    private final float shading;

    PhaseContrast(Dice dice, float radius, boolean wild) {
        super(dice, radius, false, 500, wild);
        Specimen[] all = Specimen.values();
        specimen = wild ? all[dice.below(all.length)] : Specimen.SPREAD;
        float unit = Math.clamp(radius / 14, 0.35f, 4f);
        boolean yeast = specimen == Specimen.YEAST;
        boolean rods = specimen == Specimen.RODS;
        ground = yeast && dice.chance(0.5) ? dice.uniform(0.1, 0.3) : dice.uniform(0.3, 0.62);
        halo = dice.uniform(0.08, yeast ? 0.7 : rods ? 0.3 : 0.35);
        haloWidth = unit * dice.uniform(1.2, 3.5);
        rim = yeast ? dice.uniform(0.1, 0.35) : dice.uniform(0.02, 0.2);
        rimWidth = unit * dice.uniform(0.8, 1.8);
        inside = rods ? -dice.uniform(0.1, 0.35) : yeast ? dice.uniform(-0.15, 0.2) : dice.uniform(-0.1, 0.07);
        inner = yeast ? dice.uniform(-0.2, 0.35) : 0;
        innerAt = dice.uniform(0.2, 0.5);
        granules = rods ? dice.uniform(0, 0.05) : dice.uniform(0.02, 0.12);
        grain = Math.max(1.3f, radius * dice.uniform(0.06, 0.22));
        dirt = wild ? dice.uniform(0, 0.06) : 0.02f;
        aspect = dice.uniform(2, 6);
        shading = wild ? dice.uniform(0, 0.12) : 0.03f;
    }

    @Override
    Shape shape(Dice look, float r, float time, float mitosis) {
        return switch (specimen) {
            case SPREAD ->
                mitosis > 0.4f || look.chance(0.08)
                        ? Outlines.blob(look, r * 0.6f, 1.1f, 0.03f, time)
                        : new Shape.Rough(
                                Outlines.spread(look, r, time),
                                texture,
                                Math.max(2, r * 0.3f),
                                r * 0.05f,
                                look.uniform(0, 9));
            case ROUND -> Outlines.blob(look, r, look.uniform(1, 1.6), 0.06f, time);
            case YEAST -> Outlines.blob(look, r, look.uniform(1, 1.3), 0.015f, 0);
            case RODS ->
                Outlines.rod(look, r, Math.max(1.2f, aspect * look.uniform(0.6, 1.4)), look.uniform(-0.7, 0.7), false);
        };
    }

    @Override
    float spacing() {
        return switch (specimen) {
            case SPREAD -> 1.05f;
            case ROUND, YEAST -> 0.97f;
            case RODS -> 0.8f;
        };
    }

    @Override
    float sizeSpread() {
        return specimen == Specimen.YEAST ? 0.25f : 0.15f;
    }

    @Override
    float clustering() {
        return specimen == Specimen.YEAST || specimen == Specimen.RODS ? 0.85f : 0.3f;
    }

    @Override
    float margin() {
        return 4 * haloWidth;
    }

    @Override
    Plane[] expose(Stage stage, Dice frame) {
        var out = new Plane(stage.width, stage.height).fill(ground);
        float slow = 1.1f / stage.width;
        float fine = 1 / (2.5f * Math.max(1, haloWidth));
        for (int y = 0; y < stage.height; y++) {
            for (int x = 0; x < stage.width; x++) {
                int p = y * stage.width + x;
                float d = stage.near[p];
                float v = shading * texture.at(x * slow, y * slow);
                if (d >= 0) {
                    float speck = texture.at(x * fine, y * fine);
                    v += 0.01f * speck - (speck > 2.3f ? dirt * 4 : 0) + (speck < -2.6f ? dirt * 3 : 0);
                }
                if (d >= 0 && d < margin()) {
                    // The halo falls off outwards and swings a little below the ground before it ends.
                    v += halo * (bell(d, 0.4f * haloWidth, haloWidth) - 0.18f * bell(d, 3 * haloWidth, haloWidth));
                }
                out.at[p] += v;
            }
        }
        for (int i = 0; i < stage.things.size(); i++) {
            paint(stage, i, out);
        }
        return new Plane[] {out};
    }

    private void paint(Stage stage, int place, Plane on) {
        Thing t = stage.things.get(place);
        Dice look = t.dice();
        float ox = look.uniform(0, 20);
        float oy = look.uniform(0, 20);
        float tone = inside + 0.03f * look.gauss();
        boolean refractive = specimen == Specimen.SPREAD
                && t.shape() instanceof Shape.Blob; // rounded up: a bright ring, a dark core
        float core = look.uniform(0.25, 0.45) * radius;
        float nucleusX = look.uniform(-0.2, 0.2) * radius;
        float nucleusY = look.uniform(-0.2, 0.2) * radius;
        float scale = 1 / grain;
        stage.paint(place, (p, d, x, y) -> {
            float v = tone * Math.clamp(-d / rimWidth, 0f, 1f);
            float g = texture.clouds(x * scale + ox, y * scale + oy);
            v += granules * g * Math.clamp(-d / (2 * rimWidth), 0f, 1f);
            if (g > 2.2f || g < -2.4f) {
                v += g > 0 ? 2.5f * granules : -2.5f * granules;
            }
            v -= rim * bell(d, -rimWidth, rimWidth);
            v += 0.5f * halo * bell(d, 0, 0.8f * rimWidth);
            switch (specimen) {
                case YEAST -> {
                    float depth = -d / radius;
                    v += inner * bell(depth, innerAt, 0.12f);
                }
                case SPREAD -> {
                    if (refractive) {
                        v += 0.5f * bell(d, -0.18f * radius, 0.12f * radius)
                                - 0.5f * Math.clamp((-d - core) / 3, 0f, 1f);
                    } else {
                        float q = ((x - nucleusX) * (x - nucleusX) + (y - nucleusY) * (y - nucleusY)) / (core * core);
                        v += q < 1 ? -0.03f : 0;
                    }
                }
                case ROUND, RODS -> v += 0.04f * dome(d, radius);
            }
            on.at[p] += v;
        });
    }
}
