package org.maskwright.synth;

/// A beam through thin particles: what lies over another is darker, rims show the fringe of a lens out of focus. In
/// dark field the same thicknesses shine.
final class Transmission extends Electron {
    private enum Inside {
        SOLID,
        HOLLOW,
        CORE,
        YOLK,
        PORES
    }

    private enum Film {
        PLAIN,
        LACEY,
        HOLEY,
        BAR
    }

    private final boolean dark;
    private final Inside inside;
    private final Film film;
    private final float density;
    private final float roundness;
    private final float contrast;
    private final float shell;
    private final float mottle;
    private final float bands;
    private final float lattice;
    private final float beam;
    private final float carbon;
    private final float amorphous;
    private final float grain;
    private final float uneven;
    private final float fringe;
    private final float fringeWidth;
    private final float scale;
    private final double turn;

    Transmission(Dice dice, float radius, boolean wild) {
        super(dice, radius, wild, dice.chance(0.4) ? dice.uniform(0.5, 0.95) : 1.02f);
        dark = wild && dice.chance(0.15);
        inside = dice.chance(0.6) ? Inside.SOLID : Inside.values()[dice.below(Inside.values().length)];
        film = wild && dice.chance(0.35) ? Film.values()[1 + dice.below(3)] : Film.PLAIN;
        density = dice.logUniform(0.25, 3.5);
        roundness = particles.crystalline() ? dice.uniform(0.08, 0.5) : dice.uniform(0.2, 1);
        contrast = dice.uniform(0, 0.4);
        shell = dice.uniform(0.12, 0.6);
        mottle = dice.chance(0.5) ? dice.uniform(0.02, 0.3) : 0;
        bands = particles.crystalline() && dice.chance(0.4) ? dice.uniform(0.1, 0.5) : 0;
        lattice = dice.chance(0.15) ? dice.uniform(0.05, 0.2) : 0;
        beam = dark ? dice.uniform(0.3, 1) : dice.uniform(0.5, 0.97);
        carbon = dice.uniform(0.03, 0.25);
        amorphous = dice.chance(0.7) ? dice.uniform(0.005, 0.08) : 0;
        grain = dice.logUniform(1.2, 5);
        uneven = dice.chance(0.6) ? dice.uniform(0, 0.15) : 0;
        fringe = dice.chance(0.55) ? dice.uniform(0.02, 0.3) * (dice.chance(0.25) ? -1 : 1) : 0;
        fringeWidth = Math.clamp(radius * dice.uniform(0.03, 0.12), 0.8f, 4f);
        scale = dice.uniform(0.15, 0.6);
        turn = dice.angle();
    }

    @Override
    void illuminate(Stage stage, Plane out, Dice frame) {
        support(out);
        for (Thing t : stage.things) {
            absorb(stage, t, out);
        }
        Plane thin = new Plane(out.width, out.height);
        if (fringe != 0) {
            // Beyond a certain thickness nothing more comes through that could interfere.
            for (int p = 0; p < thin.at.length; p++) {
                thin.at[p] = out.at[p] / (1 + out.at[p]);
            }
            Plane soft = thin.copy();
            soft.blur(fringeWidth);
            for (int p = 0; p < thin.at.length; p++) {
                thin.at[p] = fringe * 2.5f * (soft.at[p] - thin.at[p]);
            }
        }
        float slow = 1.1f / Math.max(out.width, out.height);
        for (int y = 0; y < out.height; y++) {
            for (int x = 0; x < out.width; x++) {
                int p = y * out.width + x;
                float through = fade(out.at[p]);
                float light = beam * (1 + uneven * texture.at(x * slow + 2, y * slow));
                out.at[p] = dark ? 0.02f + light * (1 - through) : light * through + thin.at[p];
            }
        }
    }

    /// exp(-a) to a few in a thousand, without the mathematics library.
    private static float fade(float absorbed) {
        float a = Math.max(0, absorbed) / 8;
        float e = 1 / (1 + a + a * a / 2 + a * a * a / 6);
        e *= e;
        e *= e;
        return e * e;
    }

    /// Carbon: a film, a web of strands, a film with round holes, or the bar of a grid at the edge.
    private void support(Plane out) {
        float fine = 1 / grain;
        float wide = 1 / (scale * out.width);
        float strand = Math.max(1.5f, 0.02f * out.width) * wide;
        float cos = (float) StrictMath.cos(turn);
        float sin = (float) StrictMath.sin(turn);
        for (int y = 0; y < out.height; y++) {
            for (int x = 0; x < out.width; x++) {
                float u = x * wide;
                float v = y * wide;
                float here = switch (film) {
                    case PLAIN -> 1;
                    case LACEY -> 0.3f + 2 * Math.clamp((1.6f * strand - Math.abs(texture.at(u, v))) / strand, 0f, 1f);
                    case HOLEY -> {
                        float fx = u - (float) Math.floor(u) - 0.5f;
                        float fy = v - (float) Math.floor(v) - 0.5f;
                        float d = (float) Math.sqrt(fx * fx + fy * fy) - 0.38f;
                        yield Math.clamp(0.5f + d * out.width * scale / 2, 0f, 1f) + 0.8f * bell(d, 0.01f, 0.015f);
                    }
                    case BAR -> {
                        float d = (cos * (x - out.width / 2f) + sin * (y - out.height / 2f)) / out.width
                                - 0.42f
                                + 0.01f * texture.at(u * 3, v * 3);
                        yield 1 + 14 * Math.clamp(d * out.width / 3, 0f, 1f);
                    }
                };
                float crumbs = amorphous == 0 ? 0 : amorphous * texture.clouds(x * fine, y * fine);
                out.at[y * out.width + x] = carbon * here + crumbs * Math.min(1, here);
            }
        }
    }

    private void absorb(Stage stage, Thing t, Plane out) {
        Dice look = t.dice();
        // A crystal near a zone axis is much darker than its neighbours.
        float mine = Math.max(0.05f, density * (1 + contrast * look.gauss()) * (look.chance(contrast) ? 1.6f : 1));
        float depth = Math.max(1, -t.shape().distance(0, 0));
        float ox = look.uniform(0, 20);
        float rough = 1 / Math.max(1.3f, depth * look.uniform(0.08, 0.4));
        double angle = look.angle();
        float kx = (float) StrictMath.cos(angle);
        float ky = (float) StrictMath.sin(angle);
        float period = look.uniform(2.2, 5);
        float cx = depth * look.uniform(-0.15, 0.15);
        float cy = depth * look.uniform(-0.15, 0.15);
        float wall = shell * look.uniform(0.85, 1.15);
        stage.visit(t, 0, (p, d, x, y) -> {
            float v = dome(d, Math.max(1, depth * roundness));
            v *= switch (inside) {
                case SOLID -> 1;
                case HOLLOW -> 1 - 0.85f * dome(d + wall * depth, depth * (1 - wall));
                case CORE -> 0.3f + 0.7f * dome(d + wall * depth, depth * 0.3f);
                case YOLK -> {
                    float q = (float) Math.sqrt((x - cx) * (x - cx) + (y - cy) * (y - cy)) - depth * wall;
                    yield 0.3f + 1.2f * dome(q, depth * wall);
                }
                case PORES -> texture.at(x * rough * 2 + ox, y * rough * 2) > 0.9f ? 0.45f : 1;
            };
            if (mottle > 0) {
                v *= 1 + mottle * texture.clouds(x * rough + ox, y * rough);
            }
            if (bands > 0) {
                v *= 1 + bands * wave(1.5f * texture.at(x * 0.25f / depth + ox, y * 0.25f / depth));
            }
            if (lattice > 0) {
                v *= 1 + lattice * wave((x * kx + y * ky) / period);
            }
            out.at[p] += mine * Math.max(0, v);
        });
    }

    /// -1 to 1 and back in each unit.
    private static float wave(float x) {
        return 4 * Math.abs(x - (float) Math.floor(x) - 0.5f) - 1;
    }
}
