package org.maskwright.synth;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.maskwright.label.Components;
import org.maskwright.label.LabelImages;
import org.maskwright.label.Mask;

/// Makes microscopy images with exact truth. No state: safe to call from any thread, and the same arguments
/// give the same pixels on every machine.
public final class Simulator {
    private static final int SMALLEST_OBJECT = 8;
    private static final int MOST_OBJECTS = 260;
    private static final int TYPICAL_SIZE = 384;
    private static final double SMALLEST_RADIUS = 3;

    /// A sequence whose objects move and, where they live, grow and divide.
    ///
    /// @param objects at the start
    public Scene scene(Kind kind, int width, int height, int objects, long seed) {
        return new Scene(kind, width, height, objects, seed);
    }

    /// One frame of a sequence, from 0.
    public SynthImage render(Scene scene, int frame) {
        return develop(scene.microscope(), scene.things(frame), scene.width(), scene.height(), scene.dice(frame));
    }

    /// One square image with everything drawn at random: specimen, size of the objects (about 6 pixels
    /// across to most of the image), crowding, instrument, camera. What training looks at.
    public SynthImage sample(Kind kind, int size, long seed) {
        var dice = new Dice(seed);
        double largest = size * (dice.chance(0.12) ? 0.36 : 0.13);
        float radius = dice.logUniform(SMALLEST_RADIUS, largest);
        Microscope microscope = Microscope.of(kind, dice, radius, true);
        double cover = dice.logUniform(0.05, 0.65);
        double area = Math.PI * radius * radius;
        // As many small objects as a field of the usual size shows: a wide field of tiny ones would teach nothing more.
        double field = (double) size * Math.min(size, TYPICAL_SIZE);
        int count = (int) Math.clamp(cover * microscope.abundance() * field / area, 2, MOST_OBJECTS);
        List<Thing> things = new Crowd(microscope, dice, size, size).fill(count);
        return develop(microscope, things, size, size, dice);
    }

    private static SynthImage develop(Microscope microscope, List<Thing> things, int width, int height, Dice frame) {
        var stage = new Stage(width, height, things, microscope.onTop(), microscope.margin());
        Plane[] planes = microscope.expose(stage, frame);
        microscope.camera.expose(planes, frame);
        microscope.annotate(planes, stage, frame);
        int[] ids = stage.ids();
        dropScraps(width, height, ids);
        return new SynthImage(microscope.camera.file(planes), ids);
    }

    /// An object is its largest connected piece: what a neighbour cuts off, and a few pixels at the border
    /// of the image, is no object to anyone.
    private static void dropScraps(int width, int height, int[] ids) {
        for (Mask object : LabelImages.masks(width, height, ids).values()) {
            List<Mask> pieces = Components.of(object, Components.Connectivity.EIGHT);
            Mask largest = Collections.max(pieces, Comparator.comparingInt(Mask::area));
            for (Mask piece : pieces) {
                if (!piece.equals(largest) || piece.area() < SMALLEST_OBJECT) {
                    erase(piece, width, ids);
                }
            }
        }
    }

    private static void erase(Mask piece, int width, int[] ids) {
        int[] runs = piece.runs();
        for (int i = 0; i < runs.length; i += 3) {
            Arrays.fill(ids, runs[i] * width + runs[i + 1], runs[i] * width + runs[i + 2], 0);
        }
    }
}
