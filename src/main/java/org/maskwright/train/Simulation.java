package org.maskwright.train;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.maskwright.image.Contrasts;
import org.maskwright.image.Raster;
import org.maskwright.synth.Kind;
import org.maskwright.synth.Simulator;

/// Simulated examples of all kinds, particles most often: they are what real training data lacks. Each
/// is drawn from a few times before a fresh one takes its place, since making one costs more than
/// cropping it. Safe for any thread.
final class Simulation implements CropSource.Simulated {
    private static final int SIZE = 320;
    private static final int POOL = 256;

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
    private final @Nullable Example[] pool = new @Nullable Example[POOL];

    @Override
    public synchronized Example make(RandomGenerator random) {
        int i = random.nextInt(pool.length);
        Example kept = pool[i];
        if (kept == null || random.nextInt(4) == 0) {
            kept = fresh(random);
            pool[i] = kept;
        }
        return kept;
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
