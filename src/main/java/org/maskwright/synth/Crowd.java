package org.maskwright.synth;

import java.util.ArrayList;
import java.util.List;

/// Places objects in a field, some alone, some against each other, without piling them up. For the tests of distance an
/// object is three discs along its long axis.
final class Crowd {
    private static final int TRIES = 14;
    private final Microscope microscope;
    private final Dice dice;
    private final int width;
    private final int height;
    private final List<Placed> placed = new ArrayList<>();

    Crowd(Microscope microscope, Dice dice, int width, int height) {
        this.microscope = microscope;
        this.dice = dice;
        this.width = width;
        this.height = height;
    }

    /// @param half half the width across the long axis
    /// @param arm from the centre to the outer discs
    private record Placed(Thing thing, float half, float arm) {
        float support(double direction) {
            return half + arm * (float) Math.abs(StrictMath.cos(direction - thing.angle()));
        }

        float discX(int k) {
            return thing.x() + (k - 1) * arm * (float) StrictMath.cos(thing.angle());
        }

        float discY(int k) {
            return thing.y() + (k - 1) * arm * (float) StrictMath.sin(thing.angle());
        }
    }

    /// Up to `count` objects; those that find no room are left out. Centres may lie a little outside the field.
    List<Thing> fill(int count) {
        for (int id = 1; id <= count; id++) {
            long seed = dice.seed();
            float r = microscope.radius * microscope.size(dice);
            float mitosis = dice.chance(0.04) ? 1 : 0;
            place(id, seed, microscope.shape(Dice.of(seed, 1), Math.max(2.2f, r), 0, mitosis), mitosis);
        }
        return placed.stream().map(Placed::thing).toList();
    }

    private void place(int id, long seed, Shape shape, float mitosis) {
        float half = Math.max(1, -shape.distance(0, 0));
        float arm = Math.max(0, extent(shape) - half);
        boolean packed = dice.chance(microscope.packing());
        Placed best = null;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Placed p = attempt < TRIES - 3 && !placed.isEmpty() && dice.chance(microscope.clustering())
                    ? beside(placed.get(dice.below(placed.size())), id, seed, shape, mitosis, half, arm)
                    : new Placed(
                            new Thing(
                                    id,
                                    seed,
                                    dice.uniform(-half / 2, width + half / 2),
                                    dice.uniform(-half / 2, height + half / 2),
                                    dice.angle(),
                                    shape,
                                    mitosis),
                            half,
                            arm);
            if (fits(p) && (best == null || toMiddle(p) < toMiddle(best))) {
                best = p;
                if (!packed || placed.isEmpty()) {
                    break;
                }
            }
        }
        if (best != null) {
            placed.add(best);
        }
    }

    private float toMiddle(Placed p) {
        Thing first = placed.isEmpty() ? p.thing : placed.getFirst().thing;
        return squared(p.thing.x() - first.x(), p.thing.y() - first.y());
    }

    private Placed beside(Placed other, int id, long seed, Shape shape, float mitosis, float half, float arm) {
        boolean chained = dice.chance(microscope.chaining());
        float angle = chained || dice.chance(0.6) ? other.thing.angle() + 0.25f * dice.gauss() : dice.angle();
        double row = other.thing.angle() + microscope.chainAngle() + (dice.chance(0.5) ? StrictMath.PI : 0);
        double direction = chained ? row : dice.angle();
        var here = new Placed(new Thing(id, seed, 0, 0, angle, shape, mitosis), half, arm);
        float away = (other.support(direction) + here.support(direction)) * (microscope.spacing() + 0.02f);
        float x = other.thing.x() + away * (float) StrictMath.cos(direction);
        float y = other.thing.y() + away * (float) StrictMath.sin(direction);
        return new Placed(new Thing(id, seed, x, y, angle, shape, mitosis), half, arm);
    }

    private static float extent(Shape shape) {
        float far = shape.reach();
        for (int step = 8; step > 0; step--) {
            float x = far * step / 8;
            if (shape.distance(x, 0) < 0 || shape.distance(-x, 0) < 0) {
                return x;
            }
        }
        return 0;
    }

    private boolean fits(Placed p) {
        Thing t = p.thing;
        if (t.x() < -p.half || t.y() < -p.half || t.x() > width + p.half || t.y() > height + p.half) {
            return false;
        }
        for (Placed o : placed) {
            float least = (p.half + o.half) * microscope.spacing();
            float far = least + p.arm + o.arm;
            if (squared(t.x() - o.thing.x(), t.y() - o.thing.y()) >= far * far) {
                continue;
            }
            for (int i = 0; i < 3; i++) {
                for (int k = 0; k < 3; k++) {
                    if (squared(p.discX(i) - o.discX(k), p.discY(i) - o.discY(k)) < least * least) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static float squared(float dx, float dy) {
        return dx * dx + dy * dy;
    }
}
