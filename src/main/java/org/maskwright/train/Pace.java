package org.maskwright.train;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.maskwright.sam.Sam;
import org.maskwright.weights.Tensor;
import org.maskwright.worker.Training;

/// A round of fine-tuning that also says how long each of its pieces held the tensor thread.
public final class Pace implements Training {
    private final FineTune round;
    private final LongConsumer nanos;

    /// @param set at least [HoldOut#LEAST_OBJECTS] objects
    /// @param base reads the weights to begin from; called on a virtual thread
    /// @param device the engine's name of the device to learn on
    /// @param nanos told the length of each piece, on the tensor thread
    /// @param listener told what the round tells, on the tensor thread
    public Pace(
            TrainingSet set,
            Supplier<? extends Map<String, Tensor>> base,
            String device,
            long seed,
            LongConsumer nanos,
            Consumer<Round> listener) {
        round = new FineTune(() -> HoldOut.of(set, seed), Recipe::of, seed, base, device, Runnable::run, listener);
        this.nanos = nanos;
    }

    @Override
    public double step(Sam sam) {
        long begun = System.nanoTime();
        double done = round.step(sam);
        nanos.accept(System.nanoTime() - begun);
        return done;
    }

    @Override
    public void close() {
        round.close();
    }
}
