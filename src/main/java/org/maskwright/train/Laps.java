package org.maskwright.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Round after round, each in two pieces. Tensor thread only.
final class Laps {
    private final NDManager manager;
    private final Function<NDManager, NDArray> forward;
    private @Nullable Lap lap;
    private int done;

    /// @param manager owns what is between the pieces
    /// @param forward to a round's loss, a scalar
    Laps(NDManager manager, Function<NDManager, NDArray> forward) {
        this.manager = manager;
        this.forward = forward;
    }

    /// Rounds so far.
    int done() {
        return done;
    }

    /// The next piece.
    ///
    /// @return whether it ended a round
    boolean step() {
        Lap there = lap;
        if (there == null) {
            lap = new Lap(manager, forward);
            return false;
        }
        there.back();
        there.close();
        lap = null;
        done++;
        return true;
    }
}
