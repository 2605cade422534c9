package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.EnumMap;
import java.util.Map;

/// What a square was on its way through an encoder of the reference, before each of the parts that may learn, in half
/// precision: from there the embedding is soon made again when they have changed.
final class Stem {
    private final Map<Depth, NDArray> before = new EnumMap<>(Depth.class);
    private final String adapted;

    /// @param adapted names what adapters change as it was when this was made
    Stem(String adapted) {
        this.adapted = adapted;
    }

    /// Keeps a copy of `x` when a part that may learn begins with this step.
    void keep(SquareEncoder encoder, int step, NDArray x, NDManager own) {
        for (Depth depth : SquareEncoder.DEPTHS) {
            if (encoder.first(depth) == step) {
                NDArray copy = x.toType(DataType.FLOAT16, true);
                copy.attach(own);
                before.put(depth, copy);
            }
        }
    }

    /// (rows, columns, channels).
    NDArray before(Depth depth) {
        NDArray kept = before.get(depth);
        if (kept == null) {
            throw new IllegalArgumentException("nothing was kept for " + depth);
        }
        return kept;
    }

    /// How little need be made again by an encoder that differs in no more than adapters and neck.
    Depth depth(String adaptedNow) {
        return adapted.equals(adaptedNow) ? Depth.NECK : Depth.ADAPTERS;
    }

    long bytes() {
        return before.values().stream().mapToLong(x -> 2 * x.size()).sum();
    }
}
