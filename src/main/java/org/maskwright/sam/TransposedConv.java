package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;

/// A transposed convolution with kernel 2 and stride 2, as a matrix product and an interleave (the
/// engine has none). Weight (in, out, 2, 2) as the reference stores it.
final class TransposedConv extends NamedBlock {
    private final Parameter weight;
    private final Parameter bias;
    private final int out;

    TransposedConv(int in, int out) {
        weight = parameter("weight", Parameter.Type.WEIGHT, in, out, 2, 2);
        bias = parameter("bias", Parameter.Type.BIAS, out);
        this.out = out;
    }

    /// @param x (batch, rows, columns, in), channels last
    /// @return (batch, 2 rows, 2 columns, out), channels last
    NDArray forward(NDArray x) {
        long b = x.getShape().get(0);
        long h = x.getShape().get(1);
        long w = x.getShape().get(2);
        NDManager manager = x.getManager();
        try (NDManager scratch = manager.newSubManager()) {
            NDArray flat = lent(weight.getArray(), scratch).reshape(x.getShape().get(3), 4L * out);
            // (b, h, w, out, 2, 2) -> (b, h, 2, w, 2, out)
            NDArray result = lent(x, scratch)
                    .matMul(flat)
                    .reshape(b, h, w, out, 2, 2)
                    .transpose(0, 1, 4, 2, 5, 3)
                    .reshape(b, 2 * h, 2 * w, out)
                    .add(bias.getArray());
            result.attach(manager);
            return result;
        }
    }

    @Override
    NDList run(NDList inputs, boolean training) {
        return new NDList(forward(inputs.head()));
    }
}
