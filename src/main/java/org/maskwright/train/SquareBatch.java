package org.maskwright.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.maskwright.sam.Cuts;
import org.maskwright.sam.Depth;
import org.maskwright.sam.Network;
import org.maskwright.sam.Sam;
import org.maskwright.sam.TracedTail;

/// Objects of one frame, asked for by a network of the reference, a few at a time: on the cached embedding or, where
/// the last part of the encoder learns too, on one that is made from what is cached before that part. Tensor thread
/// only.
final class SquareBatch implements Batch {
    /// Input pixels from one pixel of the board to the next.
    private static final int PITCH = Squares.INPUT / Squares.SIDE;

    private final NDManager manager;
    private final Network network;
    private final @Nullable TracedTail tail;
    private final List<Few> groups = new ArrayList<>();
    private final int objects;
    private @Nullable NDArray embedding;
    private int asked;

    /// Objects that are asked for together.
    private record Few(Exercise exercise, Laps laps) {}

    /// @param together how many are asked for together at most
    SquareBatch(Sam learner, Depth depth, Squares.Ready ready, int together, long seed) {
        network = learner.network();
        objects = ready.objects().size();
        manager = network.manager().newSubManager();
        if (depth == Depth.DECODER) {
            tail = null;
            embedding = learner.square(ready.embedding());
        } else {
            tail = TracedTail.of(network, ready.embedding(), depth);
        }
        for (int i = 0; i < objects; i += together) {
            var exercise = new Exercise(
                    ready.objects().subList(i, Math.min(objects, i + together)), PITCH, new SplittableRandom(seed + i));
            groups.add(new Few(exercise, new Laps(manager, (m, cuts) -> forward(m, exercise, cuts))));
        }
    }

    @Override
    public int objects() {
        return objects;
    }

    @Override
    public int rounds() {
        return groups.getLast().laps().done();
    }

    @Override
    public boolean ask() {
        TracedTail way = tail;
        if (way != null && !way.isThere()) {
            way.there();
            embedding = way.isThere() ? way.embedding() : null;
            return false;
        }
        if (!groups.get(asked % groups.size()).laps().step()) {
            return false;
        }
        asked++;
        return asked % groups.size() == 0;
    }

    private NDArray forward(NDManager m, Exercise exercise, Cuts cuts) {
        NDArray one = java.util.Objects.requireNonNull(embedding);
        long[] s = one.getShape().getShape();
        NDArray each = one.broadcast(new Shape(exercise.objects(), s[1], s[2], s[3]));
        each.attach(m);
        NDArray loss = exercise.ask(m, network, each, cuts);
        return loss.mul(Network.tensor(m, new float[] {exercise.objects()})).sum();
    }

    @Override
    public boolean deepen() {
        if (tail == null) {
            throw new IllegalStateException("the encoder does not learn");
        }
        return tail.back();
    }

    @Override
    public void close() {
        if (tail != null) {
            tail.close();
        }
        manager.close();
    }
}
