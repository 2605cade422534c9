package org.maskwright.synth;

/// Light on dark: nuclei with chromatin and nucleoli, whole cells with a stained cytoplasm, round or spread, or rods of
/// bacteria.
final class Fluorescence extends Microscope {
    private final boolean cells;
    private final boolean wild;
    private final float elongation;
    private final float wobble;
    private final float spread;
    private final float exposure;
    private final float chromatin;
    private final float grain;
    private final float roundness;
    private final float haze;
    private final float background;
    private final float shading;
    private final float crowd;
    private final float sizes;
    private final float defocused;
    private final int debris;
    private final float membrane;
    private final boolean spreading;
    private final float rods;

    Fluorescence(Dice dice, float radius, boolean wild) {
        super(dice, radius, false, 20, wild);
        this.wild = wild;
        cells = wild && dice.chance(0.22);
        elongation = dice.uniform(1, cells ? 1.6 : 1.7);
        wobble = dice.uniform(0.01, cells ? 0.14 : 0.06);
        spread = wild ? dice.uniform(0.05, 0.8) : 0.3f;
        exposure = wild ? dice.logUniform(0.15, 1.6) : 0.55f;
        chromatin = dice.uniform(0.03, 0.35);
        grain = Math.max(1.2f, radius * dice.uniform(0.12, 0.5));
        roundness = dice.uniform(0.1, 1);
        haze = wild ? dice.uniform(0, 0.3) : 0.06f;
        background = wild && dice.chance(0.5) ? dice.uniform(0, 0.2) : 0.02f;
        shading = wild ? dice.uniform(0, 0.5) : 0.1f;
        crowd = dice.uniform(0.75, 1.05);
        sizes = wild ? dice.uniform(0.05, 0.35) : 0.1f;
        defocused = wild && dice.chance(0.3) ? dice.uniform(0.05, 0.4) : 0;
        debris = wild && dice.chance(0.4) ? dice.below(40) : 0;
        membrane = dice.chance(0.5) ? dice.uniform(0.3, 2) : 0;
        spreading = cells && dice.chance(0.5);
        rods = wild && !cells && dice.chance(0.12) ? dice.uniform(1.5, 6) : 0;
    }

    @Override
    Shape shape(Dice look, float r, float time, float mitosis) {
        if (mitosis > 0.5f && !cells) {
            return Outlines.blob(look, r * 0.72f, 2.2f, 0.08f, time);
        }
        if (spreading) {
            return look.chance(0.5) ? Outlines.flat(look, r, time) : Outlines.spread(look, r, time);
        } else if (rods > 0) {
            return Outlines.rod(look, r, Math.max(1.1f, rods * look.uniform(0.6, 1.4)), 0.4f * look.gauss(), false);
        }
        float e = Math.max(1, elongation + 0.25f * look.gauss());
        float w = wobble * (look.chance(0.08) ? 3 : 1);
        return Outlines.blob(look, r, 1 + (e - 1) * (1 - mitosis), w, time);
    }

    @Override
    float spacing() {
        return crowd;
    }

    @Override
    float clustering() {
        return rods > 0 ? 0.85f : super.clustering();
    }

    @Override
    float sizeSpread() {
        return sizes;
    }

    @Override
    Plane[] expose(Stage stage, Dice frame) {
        var sharp = new Plane(stage.width, stage.height);
        var soft = new Plane(stage.width, stage.height);
        boolean anySoft = false;
        for (int i = 0; i < stage.things.size(); i++) {
            Dice look = stage.things.get(i).dice();
            boolean out = look.chance(defocused);
            anySoft |= out;
            paint(stage, i, look, out ? soft : sharp);
        }
        specks(sharp, frame);
        if (anySoft) {
            soft.blur(Math.clamp(radius * 0.12f, 1f, 4f));
            add(sharp, soft, 1);
        }
        if (haze > 0.02f) {
            Plane glow = sharp.copy();
            glow.blur(Math.clamp(radius, 3f, 60f));
            add(sharp, glow, haze);
        }
        float slow = 0.9f / stage.width;
        for (int y = 0; y < stage.height; y++) {
            for (int x = 0; x < stage.width; x++) {
                int p = y * stage.width + x;
                float light = 1 + shading * Math.clamp(texture.at(x * slow, y * slow), -1.5f, 1.5f) * 0.5f;
                float ground = background * (1 + 0.35f * texture.clouds(x * slow * 5 + 3, y * slow * 5));
                sharp.at[p] = (sharp.at[p] + Math.max(0, ground)) * light;
            }
        }
        return new Plane[] {sharp};
    }

    private void paint(Stage stage, int place, Dice look, Plane on) {
        Thing t = stage.things.get(place);
        float level = exposure * (float) StrictMath.exp(spread * look.gauss());
        boolean dead = wild && look.chance(0.05);
        if (t.mitosis() > 0.5f) {
            level *= 1.8f;
        }
        float contrast = dead ? 0.9f : chromatin * look.uniform(0.6, 1.5);
        float ox = look.uniform(0, 20);
        float oy = look.uniform(0, 20);
        float soft = Math.max(1.5f, roundness * radius);
        boolean nucleoli = look.chance(0.5);
        float hole = look.uniform(1.2, 2);
        float bright = level;
        float scale = 1 / grain;
        stage.paint(place, (p, d, x, y) -> {
            float v = 0.45f + 0.55f * dome(d, soft);
            v *= Math.max(0.15f, 1 + contrast * texture.clouds(x * scale + ox, y * scale + oy));
            if (cells) {
                // A stained cytoplasm: the rim may shine, the nucleus stays dark.
                v *= 1 + membrane * bell(d, -1.2f, 1.5f) - 0.55f * Math.clamp((-d / radius - 0.38f) * 6, 0f, 1f);
            } else if (nucleoli && texture.at(x * scale * 0.6f + oy, y * scale * 0.6f + ox) > hole) {
                v *= 0.55f;
            }
            on.at[p] += bright * v;
        });
    }

    /// Dirt and fragments that nobody labels.
    private void specks(Plane on, Dice frame) {
        for (int k = 0; k < debris; k++) {
            float cx = frame.uniform(0, on.width);
            float cy = frame.uniform(0, on.height);
            float r = frame.logUniform(0.5, 1.6);
            float level = exposure * frame.uniform(0.1, 0.8);
            for (int y = Math.max(0, (int) (cy - 4)); y < Math.min(on.height, cy + 5); y++) {
                for (int x = Math.max(0, (int) (cx - 4)); x < Math.min(on.width, cx + 5); x++) {
                    float q = ((x - cx) * (x - cx) + (y - cy) * (y - cy)) / (r * r);
                    on.at[y * on.width + x] += level / (1 + q * q);
                }
            }
        }
    }

    private static void add(Plane to, Plane what, float weight) {
        for (int i = 0; i < to.at.length; i++) {
            to.at[i] += weight * what.at[i];
        }
    }
}
