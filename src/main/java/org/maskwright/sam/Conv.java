package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import org.jspecify.annotations.Nullable;

/// A 2-D convolution on (batch, channel, row, column). Weight (out, in, kernel, kernel).
final class Conv extends NamedBlock {
    private final Parameter weight;
    private final @Nullable Parameter bias;
    private final Shape stride;
    private final Shape padding;
    private final int groups;
    private static final Shape DILATION = new Shape(1, 1);

    Conv(int in, int out, int kernel, int stride, int padding, boolean biased) {
        this(in, out, kernel, stride, padding, 1, biased);
    }

    /// @param groups how many parts the channels fall into that do not mix; `in` for one filter a channel
    Conv(int in, int out, int kernel, int stride, int padding, int groups, boolean biased) {
        this.groups = groups;
        weight = parameter("weight", Parameter.Type.WEIGHT, out, in / groups, kernel, kernel);
        bias = biased ? parameter("bias", Parameter.Type.BIAS, out) : null;
        this.stride = new Shape(stride, stride);
        this.padding = new Shape(padding, padding);
    }

    NDArray forward(NDArray x) {
        return apply(x, weight.getArray(), bias == null ? null : bias.getArray());
    }

    /// The same convolution with other numbers: batch norm folded into them.
    NDArray apply(NDArray x, NDArray w, @Nullable NDArray b) {
        return Conv2d.conv2d(x, w, b, stride, padding, DILATION, groups).singletonOrThrow();
    }

    NDArray weight() {
        return weight.getArray();
    }

    @Override
    NDList run(NDList inputs, boolean training) {
        return new NDList(forward(inputs.head()));
    }
}
