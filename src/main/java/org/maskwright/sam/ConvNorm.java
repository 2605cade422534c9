package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

/// A convolution followed by batch norm with fixed statistics, which is folded into it.
final class ConvNorm extends NamedBlock {
    private final Conv conv;
    private final Norm norm;
    private @Nullable NDArray weight;
    private @Nullable NDArray bias;

    ConvNorm(int in, int out, int kernel, int stride, int groups) {
        conv = part("c", new Conv(in, out, kernel, stride, kernel / 2, groups, false));
        norm = part("bn", new Norm(out));
    }

    /// @param x (1, in, rows, columns), best in channels-last memory
    NDArray forward(NDArray x) {
        if (weight == null) {
            throw new IllegalStateException("prepare() was not called");
        }
        return conv.apply(x, weight, bias);
    }

    void prepare(NDManager manager) {
        float[] gamma = Floats.of(norm.gamma.getArray());
        float[] variance = Floats.of(norm.variance.getArray());
        float[] mean = Floats.of(norm.mean.getArray());
        float[] shift = Floats.of(norm.beta.getArray());
        float[] folded = Floats.of(conv.weight());
        int each = folded.length / gamma.length;
        for (int o = 0; o < gamma.length; o++) {
            float scale = (float) (gamma[o] / Math.sqrt(variance[o] + Norm.EPSILON));
            shift[o] -= mean[o] * scale;
            for (int i = o * each; i < (o + 1) * each; i++) {
                folded[i] *= scale;
            }
        }
        var type = conv.weight().getDataType();
        weight = Floats.array(manager, folded, type, conv.weight().getShape().getShape());
        bias = Floats.array(manager, shift, type, shift.length);
    }

    @Override
    NDList run(NDList in, boolean training) {
        return new NDList(forward(in.head()));
    }
}
