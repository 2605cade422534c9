package org.maskwright.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.maskwright.sam.Cuts;

/// Round after round, each in two pieces, and one more for each cut. Tensor thread only.
final class Laps {
    private final NDManager manager;
    private final BiFunction<NDManager, Cuts, NDArray> forward;
    private final Cuts cuts = new Cuts();
    private @Nullable Lap lap;
    private boolean turned;
    private int done;

    /// @param manager owns what is between the pieces
    /// @param forward to a round's loss, a scalar; may cut the way back
    Laps(NDManager manager, BiFunction<NDManager, Cuts, NDArray> forward) {
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
            lap = new Lap(manager, m -> forward.apply(m, cuts));
            return false;
        }
        if (turned) {
            there.carry(cuts);
        } else {
            there.back();
        }
        turned = !cuts.isEmpty();
        if (turned) {
            return false;
        }
        there.close();
        lap = null;
        done++;
        return true;
    }
}
