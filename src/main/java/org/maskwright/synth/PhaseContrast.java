package org.maskwright.synth;

/// Grey with bright halos, as the phase plate makes them: light that an object delays interferes with light
/// that its surroundings sent through the same ring, so what counts is the sine of the delay less the
/// blurred delay. Halos outside, shade-off inside and the glare between cells that touch come from that one
/// difference (Zernike's contrast with a ring of finite width).
abstract sealed class PhaseContrast extends Microscope permits FlatCells, RoundCells, Yeast, Bacteria {
    private static final float PI = (float) Math.PI;
    private static final float LEAST_FLAT = 9;
    final float grain;
    private final float ground;
    private final float gain;
    private final float ring;
    private final float share;
    private final float shading;
    private final float dirt;
    private final float dirtSize;
    private final int ghosts;

    PhaseContrast(Dice dice, float radius, boolean wild, float ground, float gain) {
        super(dice, radius, false, 3000, wild);
        this.ground = ground;
        this.gain = gain;
        ring = Math.clamp(radius * dice.logUniform(0.03, 0.25), 0.8f, 10f);
        share = dice.uniform(0.95, 1.45);
        shading = wild ? dice.uniform(0, 0.05) : 0.02f;
        dirt = wild && dice.chance(0.6) ? dice.uniform(0.1, 0.9) : 0.1f;
        dirtSize = Math.max(1.3f, radius * dice.uniform(0.07, 0.16));
        ghosts = wild && dice.chance(0.35) ? 1 + dice.below(4) : 0;
        grain = Math.max(1.3f, radius * dice.uniform(0.045, 0.1));
    }

    static PhaseContrast of(Dice dice, float radius, boolean wild) {
        double roll = wild ? dice.uniform(0, 1) : 0;
        if (roll < 0.45 && radius > LEAST_FLAT) {
            return new FlatCells(dice, radius, wild);
        }
        return roll < 0.6 && radius > LEAST_FLAT / 2
                ? new RoundCells(dice, radius, wild)
                : roll < 0.8 ? new Yeast(dice, radius, wild) : new Bacteria(dice, radius, wild);
    }

    /// Adds the delay of the objects, in radians.
    abstract void delay(Stage stage, Plane path);

    @Override
    final Plane[] expose(Stage stage, Dice frame) {
        var path = new Plane(stage.width, stage.height);
        litter(path, frame);
        delay(stage, path);
        Plane around = path.copy();
        around.blur(ring);
        Plane far = around.copy();
        far.blur(4 * ring);
        float slow = 1.1f / Math.max(stage.width, stage.height);
        for (int y = 0; y < stage.height; y++) {
            for (int x = 0; x < stage.width; x++) {
                int p = y * stage.width + x;
                float halo = share * (0.75f * around.at[p] + 0.25f * far.at[p]);
                float light = ground * (1 + shading * texture.at(x * slow, y * slow));
                path.at[p] = light - gain * (sine(path.at[p]) - halo / (1 + 0.45f * Math.abs(halo)));
            }
        }
        return new Plane[] {path};
    }

    /// Crumbs on the glass, and rings of what floats out of focus.
    private void litter(Plane path, Dice frame) {
        float fine = 1 / dirtSize;
        float rare = 0.2f / dirtSize;
        for (int y = 0; y < path.height; y++) {
            for (int x = 0; x < path.width; x++) {
                float speck = texture.at(x * fine + 5, y * fine) + 0.7f * texture.at(x * rare, y * rare + 5);
                path.at[y * path.width + x] = 0.03f * speck + (speck > 2.5f ? dirt * (speck - 2.5f) : 0);
            }
        }
        for (int k = 0; k < ghosts; k++) {
            float r = radius * frame.uniform(0.4, 1.8);
            float cx = frame.uniform(0, path.width);
            float cy = frame.uniform(0, path.height);
            float strength = frame.uniform(0.05, 0.25);
            for (int y = Math.max(0, (int) (cy - 2 * r)); y < Math.min(path.height, cy + 2 * r); y++) {
                for (int x = Math.max(0, (int) (cx - 2 * r)); x < Math.min(path.width, cx + 2 * r); x++) {
                    float q = (float) Math.sqrt((x - cx) * (x - cx) + (y - cy) * (y - cy)) / r;
                    path.at[y * path.width + x] += strength * (bell(q, 1, 0.15f) - 0.6f * bell(q, 0.6f, 0.25f));
                }
            }
        }
    }

    /// The sine to a few per cent, by parabolas, the same on every machine.
    static float sine(float x) {
        float turns = x / (2 * PI);
        float u = (turns - (float) Math.floor(turns + 0.5f)) * 2;
        return 4 * u * (1 - Math.abs(u));
    }

    /// 1 at the centre of an ellipse, 0 outside it, smooth.
    static float hill(float x, float y, float a, float b) {
        float q = x * x / (a * a) + y * y / (b * b);
        return q >= 1 ? 0 : (1 - q) * (1 - q);
    }
}
