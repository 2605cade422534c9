package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Parameter;

/// x · weightᵀ + bias over the last axis. Weight (out, in).
final class Linear extends NamedBlock {
    private final Parameter weight;
    private final Parameter bias;

    Linear(int in, int out) {
        weight = parameter("weight", Parameter.Type.WEIGHT, out, in);
        bias = parameter("bias", Parameter.Type.BIAS, out);
    }

    NDArray forward(NDArray x) {
        return ai.djl.nn.core.Linear.linear(x, weight.getArray(), bias.getArray())
                .singletonOrThrow();
    }

    @Override
    NDList run(NDList inputs, boolean training) {
        return new NDList(forward(inputs.head()));
    }
}
