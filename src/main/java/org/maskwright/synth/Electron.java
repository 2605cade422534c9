package org.maskwright.synth;

/// Particles in an electron beam on their support, as they are published: with a scale bar and words burnt in.
abstract sealed class Electron extends Microscope permits Transmission, Scanning {
    final Particles particles;
    private final float sizes;
    private final float clusters;
    private final float overlap;
    private final float chain;
    private final float together;
    private final boolean annotated;

    /// @param overlap least distance of centres as a part of the sum of radii
    Electron(Dice dice, float radius, boolean wild, float overlap) {
        super(dice, radius, false, 80, wild);
        particles = new Particles(dice, texture, radius);
        sizes = dice.chance(0.5) ? dice.uniform(0.02, 0.12) : dice.uniform(0.12, 0.45);
        clusters = dice.uniform(0, 0.95);
        this.overlap = overlap;
        chain = particles.elongated() || !dice.chance(0.2) ? 0 : dice.uniform(0.3, 0.9);
        together = dice.chance(0.3) ? dice.uniform(0.4, 1) : 0;
        annotated = wild && dice.chance(0.5);
    }

    static Electron of(Dice dice, float radius, boolean wild) {
        return wild && dice.chance(0.45) ? new Scanning(dice, radius, true) : new Transmission(dice, radius, wild);
    }

    abstract void illuminate(Stage stage, Plane out, Dice frame);

    @Override
    final Plane[] expose(Stage stage, Dice frame) {
        var out = new Plane(stage.width, stage.height);
        illuminate(stage, out, frame);
        return new Plane[] {out};
    }

    @Override
    final void annotate(Plane[] developed, Stage stage, Dice frame) {
        if (annotated) {
            Annotation.burn(developed[0], stage, frame);
        }
    }

    @Override
    final Shape shape(Dice look, float r, float time, float mitosis) {
        return particles.shape(look, r);
    }

    @Override
    final boolean onTop() {
        return true;
    }

    @Override
    final float spacing() {
        return overlap;
    }

    @Override
    final float sizeSpread() {
        return sizes;
    }

    @Override
    final float clustering() {
        return clusters;
    }

    @Override
    final float chaining() {
        return chain;
    }

    @Override
    final float packing() {
        return together;
    }
}
