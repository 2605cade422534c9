package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;

/// x · weightᵀ + bias over the last axis. Weight (out, in), or any shape that begins with out.
final class Linear extends NamedBlock {
    private final Parameter weight;
    private final Parameter bias;

    Linear(int in, int out) {
        this(new Shape(out, in));
    }

    /// @param stored the weight's shape in files, for instance that of a convolution of one pixel or patch
    Linear(Shape stored) {
        weight = parameter("weight", Parameter.Type.WEIGHT, stored.getShape());
        bias = parameter("bias", Parameter.Type.BIAS, stored.get(0));
    }

    NDArray forward(NDArray x) {
        NDArray w = weight.getArray();
        return w.getShape().dimension() == 2
                ? linear(x, w, bias.getArray())
                : forward(x, 0, w.getShape().get(0));
    }

    /// Some of the outputs alone.
    NDArray forward(NDArray x, long from, long to) {
        NDManager manager = x.getManager();
        NDArray w = SquareEncoder.rows(weight.getArray(), from, to, manager).reshape(to - from, -1);
        return linear(x, w, SquareEncoder.rows(bias.getArray(), from, to, manager));
    }

    /// The weight, seen from another manager.
    NDArray weight(NDManager manager) {
        return lent(weight.getArray(), manager);
    }

    /// The bias, seen from another manager.
    NDArray bias(NDManager manager) {
        return lent(bias.getArray(), manager);
    }

    /// x · weightᵀ + bias in one operation; with a matrix x the bias may be one too.
    static NDArray linear(NDArray x, NDArray weight, NDArray bias) {
        return ai.djl.nn.core.Linear.linear(x, weight, bias).singletonOrThrow();
    }

    @Override
    NDList run(NDList inputs, boolean training) {
        return new NDList(forward(inputs.head()));
    }
}
