package org.maskwright.synth;

/// An instrument with a specimen: all settings are drawn at construction, so that the frames of a scene
/// share them; what belongs to one object is drawn from the object's own seed, so that it keeps its look.
abstract sealed class Microscope permits Fluorescence, PhaseContrast, Interference, Electron, Stained {
    final Texture texture;
    final Camera camera;
    /// Equivalent radius of a typical object in pixels.
    final float radius;

    /// @param dimmest see [Camera#any]
    /// @param wild true: anything that is found in archives; false: a clean recording
    Microscope(Dice dice, float radius, boolean colour, double dimmest, boolean wild) {
        texture = new Texture(dice);
        camera = wild ? Camera.any(dice, colour, dimmest) : Camera.fine(dice, colour);
        this.radius = radius;
    }

    static Microscope of(Kind kind, Dice dice, float radius, boolean wild) {
        return switch (kind) {
            case FLUO -> new Fluorescence(dice, radius, wild);
            case PHASE -> PhaseContrast.of(dice, radius, wild);
            case DIC -> new Interference(dice, radius, wild);
            case TEM -> Electron.of(dice, radius, wild);
            case HISTOLOGY -> Stained.of(dice, radius, wild);
        };
    }

    /// The outline of an object.
    ///
    /// @param look the object's own dice, fresh
    /// @param time frames since the start
    /// @param mitosis 0 at rest, towards 1 as it divides
    abstract Shape shape(Dice look, float radius, float time, float mitosis);

    /// Whether objects lie on each other rather than press against each other.
    boolean onTop() {
        return false;
    }

    /// Least distance of two centres as a part of the sum of their radii.
    float spacing() {
        return 0.95f;
    }

    /// How many more objects there are than would lie beside each other.
    float abundance() {
        return 1;
    }

    /// Deviation of the logarithm of the radius among objects.
    float sizeSpread() {
        return 0.15f;
    }

    /// The size of one object beside the typical one.
    float size(Dice dice) {
        return (float) StrictMath.exp(sizeSpread() * dice.gauss());
    }

    /// Chance of an object to be placed against another.
    float clustering() {
        return 0.4f;
    }

    /// Chance of a placed neighbour to continue a row.
    float chaining() {
        return 0;
    }

    /// The angle between the long axis of an object and its row: 0 is end to end.
    double chainAngle() {
        return 0;
    }

    /// Chance of a placed neighbour to fill the place that is nearest to the middle of the group.
    float packing() {
        return 0;
    }

    /// How far outside objects the microscope looks at distances, in pixels.
    float margin() {
        return 1;
    }

    /// The picture before the camera, 0 to 1: one plane or three.
    ///
    /// @param frame dice for what changes from frame to frame
    abstract Plane[] expose(Stage stage, Dice frame);

    /// Writes on the developed picture what was put there later; what covers objects is told to the stage.
    void annotate(Plane[] developed, Stage stage, Dice frame) {}

    static float bell(float x, float centre, float width) {
        float u = (x - centre) / width;
        return 1 / (1 + u * u * (1 + 0.5f * u * u));
    }

    /// 0 at the rim (`d` = 0), 1 from `depth` inwards, smooth.
    static float dome(float d, float depth) {
        float u = Math.clamp(-d / depth, 0f, 1f);
        return (float) Math.sqrt(u * (2 - u));
    }
}
