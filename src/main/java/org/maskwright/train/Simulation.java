package org.maskwright.train;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.maskwright.image.Contrasts;
import org.maskwright.image.Raster;
import org.maskwright.label.LabelImages;
import org.maskwright.label.Mask;
import org.maskwright.synth.Kind;
import org.maskwright.synth.Simulator;

/// Simulated examples of all kinds, particles most often: they are what real training data lacks. Each
/// is drawn from a few times before a fresh one takes its place, since making one costs more than
/// cropping it. Safe for any thread.
final class Simulation implements CropSource.Simulated {
    private static final int SIZE = 320;
    private static final int POOL = 256;
    private static final int FRESH = 4;
    private static final int KNOWN_SIZE = 224;
    private static final int KNOWN_OBJECTS = 6;
    private static final long KNOWN_SEED = 17;

    /// How often each kind comes.
    private static final Kind[] KINDS = {
        Kind.FLUO,
        Kind.FLUO,
        Kind.PHASE,
        Kind.PHASE,
        Kind.PHASE,
        Kind.DIC,
        Kind.TEM,
        Kind.TEM,
        Kind.TEM,
        Kind.TEM,
        Kind.HISTOLOGY,
        Kind.HISTOLOGY
    };

    private final Simulator simulator = new Simulator();
    private final @Nullable Example[] pool;
    private final int uses;

    Simulation() {
        this(POOL, FRESH);
    }

    /// @param pictures that are kept
    /// @param uses of each before another takes its place, on average
    Simulation(int pictures, int uses) {
        pool = new @Nullable Example[pictures];
        this.uses = uses;
    }

    @Override
    public synchronized Example make(RandomGenerator random) {
        int i = random.nextInt(pool.length);
        Example kept = pool[i];
        if (kept == null || random.nextInt(uses) == 0) {
            kept = fresh(random);
            pool[i] = kept;
        }
        return kept;
    }

    /// The same few pictures of all kinds every time, with a few of their objects each.
    static TrainingSet known() {
        var frames = new ArrayList<TrainingSet.LabelledFrame>();
        for (Kind kind : Kind.values()) {
            var made = new Simulator().sample(kind, KNOWN_SIZE, KNOWN_SEED);
            Raster raster = made.image();
            List<Mask> masks = LabelImages.masks(raster.width(), raster.height(), made.ids()).values().stream()
                    .filter(m -> m.area() >= Example.LEAST_AREA)
                    .limit(KNOWN_OBJECTS)
                    .toList();
            frames.add(new TrainingSet.LabelledFrame(
                    frames.size(), () -> raster, () -> Contrasts.window(raster, raster.channels() >= 3), masks));
        }
        return new TrainingSet(frames);
    }

    private Example fresh(RandomGenerator random) {
        while (true) {
            var made = simulator.sample(KINDS[random.nextInt(KINDS.length)], SIZE, random.nextLong());
            Raster raster = made.image();
            var example = new Example(raster, Contrasts.window(raster, raster.channels() >= 3), made.ids());
            if (!example.items().isEmpty()) {
                return example;
            }
        }
    }
}
