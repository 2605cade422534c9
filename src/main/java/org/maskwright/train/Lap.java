package org.maskwright.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.function.Function;
import org.maskwright.sam.Cuts;

/// A forward pass, and later the way back from its loss: two pieces, between which a click may come. Tensor thread
/// only.
final class Lap implements AutoCloseable {
    private final NDManager manager;
    private final NDArray loss;

    /// @param parent whose own the pass is until it is closed
    /// @param forward to the loss, a scalar
    Lap(NDManager parent, Function<NDManager, NDArray> forward) {
        manager = parent.newSubManager();
        try (GradientCollector _ = Engine.getInstance().newGradientCollector()) {
            loss = forward.apply(manager);
        }
    }

    NDArray loss() {
        return loss;
    }

    /// Adds the gradients of the loss to those of all that it came from.
    void back() {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            collector.backward(loss);
        }
    }

    /// Carries what the way back left at the last cut on to the one before.
    void carry(Cuts cuts) {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            collector.backward(cuts.next());
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
