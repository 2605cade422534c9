package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/// From the encoder's channels to the 256 of the embedding: convolutions of 1 x 1 and 3 x 3, each with
/// a layer norm over the channels.
/// Source: Li et al., Exploring plain vision transformer backbones, 2022, as in Kirillov et al., 2023.
final class Neck extends NamedBlock {
    private static final int WIDTH = 256;
    private final Conv narrow;
    private final LayerNorm norm1;
    private final Conv smooth;
    private final LayerNorm norm3;

    Neck(int in) {
        narrow = part("0", new Conv(in, WIDTH, 1, 1, 0, false));
        norm1 = part("1", new LayerNorm(WIDTH, 1e-6f));
        smooth = part("2", new Conv(WIDTH, WIDTH, 3, 1, 1, false));
        norm3 = part("3", new LayerNorm(WIDTH, 1e-6f));
    }

    /// @param x (rows, columns, channels)
    /// @return (1, 256, rows, columns)
    NDArray forward(NDArray x) {
        NDArray y = norm1.forwardChannels(narrow.forward(SquareEncoder.channelsFirst(x)));
        return norm3.forwardChannels(smooth.forward(y));
    }

    @Override
    NDList run(NDList in, boolean training) {
        return new NDList(forward(in.head()));
    }
}
