package org.maskwright.synth;

import java.util.ArrayList;
import java.util.List;

/// The outlines of a batch of particles: one synthesis mostly gives one form, now and then a mixture.
final class Particles {
    private enum Form {
        DISCS,
        FACETS,
        RODS,
        CUBES,
        TRIANGLES,
        STARS,
        LUMPS,
        BERRIES,
        PILLS,
        MIXED
    }

    private final Form form;
    private final Texture texture;
    private final float ragged;
    private final float ragGrain;
    private final float aspect;
    private final float bend;
    private final float irregular;
    private final float pointed;

    Particles(Dice dice, Texture texture, float radius) {
        this.texture = texture;
        form = Form.values()[dice.below(Form.values().length)];
        ragged = dice.chance(0.5) ? dice.uniform(0.01, 0.06) : 0;
        ragGrain = Math.max(1.5f, radius * dice.uniform(0.06, 0.3));
        aspect = dice.logUniform(1.6, form == Form.PILLS ? 3 : 9);
        bend = dice.chance(0.3) ? dice.uniform(0, 0.7) : 0;
        irregular = dice.uniform(0, 0.8);
        pointed = dice.uniform(0.3, 0.75);
    }

    boolean elongated() {
        return form == Form.RODS || form == Form.PILLS;
    }

    /// Whether the outline is that of something with flat faces.
    boolean crystalline() {
        return form == Form.FACETS || form == Form.CUBES || form == Form.TRIANGLES;
    }

    Shape shape(Dice look, float r) {
        Form mine = form == Form.MIXED ? Form.values()[look.below(Form.MIXED.ordinal())] : form;
        Shape s = switch (mine) {
            case DISCS -> Outlines.blob(look, r, look.uniform(1, 1.15), 0.01f, 0);
            case FACETS -> Outlines.facets(look, r, 5 + look.below(4), look.uniform(1, 1.4), irregular);
            case RODS -> rod(look, r, aspect * look.uniform(0.7, 1.3));
            case CUBES -> Outlines.facets(look, r, 4, look.uniform(1, 1.5), irregular * 0.3f);
            case TRIANGLES -> Outlines.facets(look, r * 0.8f, 3, 1, irregular * 0.2f);
            case STARS -> star(look, r);
            case LUMPS -> Outlines.blob(look, r, look.uniform(1, 1.8), 0.09f, 0);
            case BERRIES -> berry(look, r);
            case PILLS -> rod(look, r, aspect * look.uniform(0.85, 1.15));
            case MIXED -> throw new IllegalStateException();
        };
        return ragged == 0 ? s : new Shape.Rough(s, texture, ragGrain, r * ragged, look.uniform(0, 9));
    }

    private Shape rod(Dice look, float r, float length) {
        return Outlines.rod(look, r, Math.max(1.3f, length), bend * look.gauss(), look.chance(0.15));
    }

    /// Spikes on a core.
    private Shape star(Dice look, float r) {
        int spikes = 4 + look.below(5);
        float[] long_ = new float[spikes];
        for (int i = 0; i < spikes; i++) {
            long_[i] = look.uniform(1.2, 1.9);
        }
        return Shape.Blob.of(160, angle -> {
            double turn = angle / (2 * StrictMath.PI) * spikes + spikes;
            double f = turn - Math.floor(turn);
            int i = (int) turn % spikes;
            double tip = Math.abs(2 * f - 1);
            double reach = long_[f > 0.5 ? (i + 1) % spikes : i];
            return (float) (r * (pointed + (reach - pointed) * StrictMath.pow(tip, 2.5)));
        });
    }

    /// Grains grown together.
    private static Shape berry(Dice look, float r) {
        int n = 6 + look.below(9);
        float grain = r * look.uniform(0.35, 0.5);
        List<Shape> parts = new ArrayList<>();
        parts.add(Outlines.disc(r * 0.75f));
        for (int i = 0; i < n; i++) {
            double angle = 2 * StrictMath.PI * (i + look.uniform(-0.3, 0.3)) / n;
            float away = r * look.uniform(0.6, 0.85);
            parts.add(Shape.Shifted.of(
                    Outlines.disc(grain * look.uniform(0.7, 1.2)),
                    away * (float) StrictMath.cos(angle),
                    away * (float) StrictMath.sin(angle)));
        }
        return Shape.Joined.of(grain * 0.3f, parts);
    }
}
