package org.maskwright.sam;

import ai.djl.ndarray.NDArray;

/// The compact encoder's features of a batch with the way back into its parameters, cut in two about half of the work
/// from either end, so that a click between the pieces need not wait for all of it. Tensor thread only.
///
/// The upper half gives its parameters their gradients, and leaves in the maps at the cut what the lower half goes on
/// with.
public final class TracedFeatures {
    /// Strides 2, 4 and 8 on the way down.
    private static final int LOWER_BLOCKS = 3;

    private final Network.Features features;
    private final Cuts cuts;

    private TracedFeatures(Network.Features features, Cuts cuts) {
        this.features = features;
        this.cuts = cuts;
    }

    /// Encodes while gradients are collected.
    ///
    /// @param input (batch, 3, rows, columns), normalised, sides multiples of 32
    public static TracedFeatures of(Network network, NDArray input) {
        CompactEncoder.Pass pass = network.pass(input);
        for (int i = 0; i < LOWER_BLOCKS; i++) {
            pass.step();
        }
        var cuts = new Cuts();
        pass.cut(cuts);
        while (!pass.isDone()) {
            pass.step();
        }
        return new TracedFeatures(Network.features(pass.features()), cuts);
    }

    /// From which the upper half's way back begins.
    public Network.Features features() {
        return features;
    }

    /// From which the lower half's begins, a scalar, once that of the upper one was gone.
    public NDArray lower() {
        return cuts.next();
    }
}
