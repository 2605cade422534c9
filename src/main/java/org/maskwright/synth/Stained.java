package org.maskwright.synth;

/// Two dyes in transmitted light by the law of Beer and Lambert: one of the nuclei, one of all else. Colours are
/// absorbances of red, green and blue for each unit of a dye.
abstract sealed class Stained extends Microscope permits Tissue, Blood {
    private final float[] nuclear;
    private final float[] other;
    private final float[] light;

    /// The colours of a slide.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Dyes(float[] nuclear, float[] other) {
        static final Dyes GREY = new Dyes(new float[] {0.8f, 0.8f, 0.8f}, new float[] {0.3f, 0.3f, 0.3f});
    }

    Stained(Dice dice, float radius, boolean wild, Dyes dyes) {
        super(dice, radius, true, 200, wild);
        nuclear = dyes.nuclear();
        other = dyes.other();
        boolean grey = dyes.equals(Dyes.GREY);
        float warm = grey ? 0 : dice.uniform(-0.04, 0.04);
        // Some cameras give white a cast of violet.
        float cast = grey || !dice.chance(0.3) ? 0 : dice.uniform(0, 0.22);
        float level = dice.uniform(0.82, 1);
        light = new float[] {level + warm - 0.7f * cast, level - cast, level - warm - 0.1f * cast};
    }

    static Stained of(Dice dice, float radius, boolean wild) {
        return wild && dice.chance(0.27) ? new Blood(dice, radius) : new Tissue(dice, radius, wild);
    }

    /// Spreads the dyes.
    ///
    /// @param h the nuclear dye
    /// @param e the other
    abstract void stain(Stage stage, Plane h, Plane e, Dice frame);

    @Override
    final Plane[] expose(Stage stage, Dice frame) {
        var h = new Plane(stage.width, stage.height);
        var e = new Plane(stage.width, stage.height);
        stain(stage, h, e, frame);
        var out = new Plane[3];
        for (int c = 0; c < 3; c++) {
            out[c] = new Plane(stage.width, stage.height);
            for (int p = 0; p < h.at.length; p++) {
                float a = (Math.max(0, h.at[p]) * nuclear[c] + Math.max(0, e.at[p]) * other[c]) / 4;
                // exp(-4 a), near enough for a dye.
                float x = 1 / (1 + a + a * a / 2 + a * a * a / 6);
                x *= x;
                out[c].at[p] = light[c] * x * x;
            }
        }
        return out;
    }
}
