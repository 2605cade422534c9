package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;

/// Layer norm over the last axis.
final class LayerNorm extends NamedBlock {
    private final Parameter weight;
    private final Parameter bias;
    private final Shape normalised;
    private final float epsilon;

    LayerNorm(int width, float epsilon) {
        weight = parameter("weight", Parameter.Type.GAMMA, width);
        bias = parameter("bias", Parameter.Type.BETA, width);
        normalised = new Shape(width);
        this.epsilon = epsilon;
    }

    NDArray forward(NDArray x) {
        return ai.djl.nn.norm.LayerNorm.layerNorm(x, normalised, weight.getArray(), bias.getArray(), epsilon)
                .singletonOrThrow();
    }

    /// The same over the channel axis of (batch, channel, row, column).
    NDArray forwardChannels(NDArray x) {
        return forward(x.transpose(0, 2, 3, 1)).transpose(0, 3, 1, 2);
    }

    @Override
    NDList run(NDList inputs, boolean training) {
        return new NDList(forward(inputs.head()));
    }
}
