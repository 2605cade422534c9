package org.maskwright.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.SplittableRandom;
import org.maskwright.sam.Network;

/// A few objects of one frame, asked for on its cached embedding by a network of the reference. Tensor thread only.
final class SquareBatch implements Batch {
    /// Input pixels from one pixel of the board to the next.
    private static final int PITCH = Squares.INPUT / Squares.SIDE;

    private final NDManager manager;
    private final Network network;
    private final NDArray embedding;
    private final Exercise exercise;
    private final Laps laps;

    /// @param embedding (1, 256, 64, 64)
    SquareBatch(Network network, NDArray embedding, List<Exercise.Asked> objects, long seed) {
        this.network = network;
        manager = network.manager().newSubManager();
        exercise = new Exercise(objects, PITCH, new SplittableRandom(seed));
        laps = new Laps(manager, this::forward);
        long[] s = embedding.getShape().getShape();
        try (NDArray own = embedding.duplicate()) {
            own.attach(manager);
            this.embedding =
                    own.broadcast(new Shape(objects.size(), s[1], s[2], s[3])).duplicate();
            this.embedding.attach(manager);
        }
    }

    @Override
    public int objects() {
        return exercise.objects();
    }

    @Override
    public int rounds() {
        return laps.done();
    }

    @Override
    public boolean ask() {
        return laps.step();
    }

    private NDArray forward(NDManager m) {
        NDArray seen = embedding.duplicate();
        seen.attach(m);
        NDArray loss = exercise.ask(m, network, seen);
        return loss.mul(Network.tensor(m, new float[] {exercise.objects()})).sum();
    }

    @Override
    public boolean deepen() {
        throw new IllegalStateException("the encoder does not learn");
    }

    @Override
    public void close() {
        manager.close();
    }
}
