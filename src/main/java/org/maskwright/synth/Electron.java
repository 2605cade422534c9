package org.maskwright.synth;

/// Particles: seen through (dark, lying on each other, on a noisy film), in dark field (bright), or from above by a
/// scanning
/// beam (edges shine).
final class Electron extends Microscope {
    private enum Beam {
        TRANSMITTED,
        DARK_FIELD,
        SCANNED
    }

    private enum Form {
        DISCS,
        FACETS,
        RODS,
        CUBES,
        TRIANGLES,
        LUMPS,
        MIXED
    }

    private final Beam beam;
    private final Form form;
    private final float density;
    private final float flatness;
    private final float contrast;
    private final float shell;
    private final float ragged;
    private final float aspect;
    private final float irregular;
    private final float ground;
    private final float film;
    private final float filmGrain;
    private final float thickness;
    private final float fringe;
    private final float fringeWidth;
    private final float lattice;
    private final float sizes;
    private final float clusters;
    private final float overlap;
    private final float lightX;
    private final float lightY;
    private final boolean annotated;

    Electron(Dice dice, float radius, boolean wild) {
        super(dice, radius, false, 80, wild);
        beam = wild && dice.chance(0.45) ? (dice.chance(0.3) ? Beam.DARK_FIELD : Beam.SCANNED) : Beam.TRANSMITTED;
        Form[] forms = Form.values();
        form = forms[dice.below(forms.length)];
        density = dice.logUniform(0.35, 3.5);
        flatness = dice.uniform(0.12, 1);
        contrast = dice.uniform(0, 0.35);
        shell = wild && dice.chance(0.25) ? dice.uniform(0.15, 0.6) : 0;
        ragged = dice.chance(0.5) ? dice.uniform(0.01, 0.08) : 0;
        aspect = dice.uniform(1.8, 6);
        irregular = dice.uniform(0, 0.8);
        ground = beam == Beam.TRANSMITTED ? dice.uniform(0.45, 0.92) : dice.uniform(0.03, 0.4);
        film = dice.uniform(0, 0.07);
        filmGrain = dice.logUniform(1.2, 6);
        thickness = dice.uniform(0, 0.2);
        fringe = dice.chance(0.5) ? dice.uniform(0, 0.2) : 0;
        fringeWidth = Math.clamp(radius * 0.08f, 1f, 4f);
        lattice = dice.chance(0.2) ? dice.uniform(0.05, 0.2) : 0;
        sizes = dice.chance(0.5) ? dice.uniform(0.03, 0.15) : dice.uniform(0.15, 0.5);
        clusters = dice.uniform(0, 0.95);
        overlap = dice.chance(0.4) ? dice.uniform(0.6, 0.9) : 1.02f;
        double light = dice.angle();
        lightX = (float) StrictMath.cos(light);
        lightY = (float) StrictMath.sin(light);
        annotated = wild && dice.chance(0.45);
    }

    @Override
    Shape shape(Dice look, float r, float time, float mitosis) {
        Form mine = form == Form.MIXED ? Form.values()[look.below(Form.MIXED.ordinal())] : form;
        Shape s = switch (mine) {
            case DISCS -> Outlines.blob(look, r, look.uniform(1, 1.25), 0.015f, 0);
            case FACETS -> Outlines.facets(look, r, 5 + look.below(4), look.uniform(1, 1.4), irregular);
            case RODS ->
                Outlines.rod(
                        look,
                        r,
                        Math.max(1.3f, aspect * look.uniform(0.7, 1.3)),
                        look.chance(0.3) ? look.uniform(-0.4, 0.4) : 0,
                        look.chance(0.2));
            case CUBES -> Outlines.facets(look, r, 4, look.uniform(1, 1.5), irregular * 0.3f);
            case TRIANGLES -> Outlines.facets(look, r * 0.8f, 3, 1, irregular * 0.2f);
            case LUMPS -> Outlines.blob(look, r, look.uniform(1, 1.8), 0.09f, 0);
            case MIXED -> throw new IllegalStateException();
        };
        return ragged == 0 ? s : new Shape.Rough(s, texture, Math.max(1.5f, r * 0.15f), r * ragged, look.uniform(0, 9));
    }

    @Override
    boolean onTop() {
        return true;
    }

    @Override
    float spacing() {
        return overlap;
    }

    @Override
    float sizeSpread() {
        return sizes;
    }

    @Override
    float clustering() {
        return clusters;
    }

    @Override
    float margin() {
        return 5 * fringeWidth;
    }

    @Override
    Plane[] expose(Stage stage, Dice frame) {
        var out = support(stage);
        switch (beam) {
            case TRANSMITTED -> transmit(stage, out);
            case DARK_FIELD -> scatter(stage, out);
            case SCANNED -> scan(stage, out);
        }
        if (annotated) {
            Annotation.burn(out, frame);
        }
        return new Plane[] {out};
    }

    private Plane support(Stage stage) {
        var out = new Plane(stage.width, stage.height);
        float slow = 1.3f / stage.width;
        float fine = 1 / filmGrain;
        for (int y = 0; y < stage.height; y++) {
            for (int x = 0; x < stage.width; x++) {
                out.at[y * stage.width + x] = ground
                        * (1
                                + thickness * texture.clouds(x * slow + 2, y * slow)
                                + film * texture.clouds(x * fine, y * fine));
            }
        }
        return out;
    }

    /// What the object absorbs by its own thickness, 0 at the rim to 1.
    private float profile(float d, float depth) {
        float v = dome(d, Math.max(1, depth * flatness));
        if (shell > 0) {
            v *= -d > shell * depth ? 1 : 0.35f;
        }
        return v;
    }

    private void transmit(Stage stage, Plane on) {
        float[] absorbed = new float[on.at.length];
        for (Thing t : stage.things) {
            Dice look = t.dice();
            // A crystal near a zone axis is much darker than its neighbours.
            float mine = density * (1 + contrast * look.gauss()) * (look.chance(contrast) ? 1.6f : 1);
            float ox = look.uniform(0, 20);
            float scale = 1 / Math.max(2, radius * 0.5f);
            double angle = look.angle();
            float kx = (float) StrictMath.cos(angle);
            float ky = (float) StrictMath.sin(angle);
            float period = look.uniform(2.2, 5);
            stage.visit(t, 0, (p, d, x, y) -> {
                float v = Math.max(0.05f, mine) * profile(d, radius);
                v *= 1 + 0.25f * contrast * texture.at(x * scale + ox, y * scale);
                if (lattice > 0) {
                    float phase = (x * kx + y * ky) / period;
                    v *= 1 + lattice * (4 * Math.abs(phase - (float) Math.floor(phase) - 0.5f) - 1);
                }
                absorbed[p] += v;
            });
        }
        for (int p = 0; p < absorbed.length; p++) {
            // exp(-a) to a few in a thousand, without the mathematics library.
            float a = absorbed[p] / 8;
            float e = 1 / (1 + a + a * a / 2 + a * a * a / 6);
            e *= e;
            e *= e;
            float d = stage.near[p];
            float ring = fringe > 0 && d > -fringeWidth && d < margin()
                    ? fringe
                            * (bell(d, 0.8f * fringeWidth, fringeWidth)
                                    - 0.5f * bell(d, -0.4f * fringeWidth, fringeWidth))
                    : 0;
            on.at[p] = on.at[p] * e * e + ring;
        }
    }

    private void scatter(Stage stage, Plane on) {
        for (int i = 0; i < stage.things.size(); i++) {
            Dice look = stage.things.get(i).dice();
            float level = look.uniform(0.35, 1) * Math.min(1, 0.3f + density * 0.4f);
            stage.paint(i, (p, d, x, y) -> on.at[p] += level * profile(d, radius));
        }
    }

    /// Secondary electrons leave edges and slopes more easily; the detector sits on one side.
    private void scan(Stage stage, Plane on) {
        for (int i = 0; i < stage.things.size(); i++) {
            Dice look = stage.things.get(i).dice();
            float level = look.uniform(0.25, 0.6);
            float ox = look.uniform(0, 20);
            float scale = 1 / Math.max(1.5f, radius * 0.12f);
            float width = Math.max(1, radius * 0.1f);
            float turn = stage.things.get(i).angle();
            float lx = (float) (lightX * StrictMath.cos(turn) + lightY * StrictMath.sin(turn));
            float ly = (float) (lightY * StrictMath.cos(turn) - lightX * StrictMath.sin(turn));
            stage.paint(i, (p, d, x, y) -> {
                float lit = 0.25f * (x * lx + y * ly) / radius * (1 - flatness * 0.5f);
                float surface = (0.03f + 0.15f * contrast) * texture.clouds(x * scale + ox, y * scale);
                float edge = (0.1f + fringe) * 2.2f * bell(d, 0, width);
                float v = level * (0.75f + 0.25f * dome(d, radius * 0.6f)) + lit * level + surface * level * 2 + edge;
                on.at[p] = Math.max(0, v);
            });
        }
        // Where something stands close, less comes out of the ground.
        for (int p = 0; p < on.at.length; p++) {
            float d = stage.near[p];
            if (d >= 0 && d < margin()) {
                on.at[p] *= 1 - 0.45f / (1 + d / (fringeWidth + 1));
            }
        }
    }
}
