package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Parameter;

/// Batch norm over (batch, row, column); its running statistics follow the batches while training. Where they
/// are fixed it is folded into the convolution before it.
final class Norm extends NamedBlock {
    static final float EPSILON = 1e-5f;
    private static final float MOMENTUM = 0.95f;

    final Parameter gamma;
    final Parameter beta;
    final Parameter mean;
    final Parameter variance;

    Norm(int width) {
        gamma = parameter("weight", Parameter.Type.GAMMA, width);
        beta = parameter("bias", Parameter.Type.BETA, width);
        mean = parameter("running_mean", Parameter.Type.RUNNING_MEAN, width);
        variance = parameter("running_var", Parameter.Type.RUNNING_VAR, width);
    }

    NDArray forward(NDArray x, boolean training) {
        return ai.djl.nn.norm.BatchNorm.batchNorm(
                        x,
                        mean.getArray(),
                        variance.getArray(),
                        gamma.getArray(),
                        beta.getArray(),
                        1,
                        MOMENTUM,
                        EPSILON,
                        training)
                .singletonOrThrow();
    }

    @Override
    NDList run(NDList in, boolean training) {
        return new NDList(forward(in.head(), training));
    }
}
