package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;

/// A transposed convolution with kernel 2 and stride 2, as a matrix product and an interleave (the
/// engine has none). Weight (in, out, 2, 2) as the reference stores it.
final class TransposedConv extends NamedBlock {
    /// Every pixel becomes so many: two rows of two.
    private static final long EACH = 4;

    private final Parameter weight;
    private final Parameter bias;
    private final int in;
    private final int out;

    TransposedConv(int in, int out) {
        weight = parameter("weight", Parameter.Type.WEIGHT, in, out, 2, 2);
        bias = parameter("bias", Parameter.Type.BIAS, out);
        this.in = in;
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
            NDArray result = apart(lent(x, scratch).reshape(b, h * w, in))
                    .reshape(b, h, w, 2, 2, out)
                    .transpose(0, 1, 3, 2, 4, 5)
                    .reshape(b, 2 * h, 2 * w, out);
            result.attach(manager);
            return result;
        }
    }

    /// The same without the interleave, for whoever puts the pixels in their places later.
    ///
    /// @param x (batch, pixels, in)
    /// @return (batch, 4 pixels, out): of each pixel upper left, upper right, lower left, lower right
    NDArray apart(NDArray x) {
        NDManager manager = x.getManager();
        NDArray rows = lent(weight.getArray(), manager).transpose(2, 3, 1, 0).reshape(EACH * out, in);
        NDArray shifts = lent(bias.getArray(), manager).tile(EACH);
        long b = x.getShape().get(0);
        long n = x.getShape().get(1);
        return Linear.linear(x.reshape(b * n, in), rows, shifts).reshape(b, EACH * n, out);
    }

    @Override
    NDList run(NDList inputs, boolean training) {
        return new NDList(forward(inputs.head()));
    }
}
