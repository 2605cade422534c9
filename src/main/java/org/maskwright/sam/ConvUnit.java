package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import org.jspecify.annotations.Nullable;

/// Convolution, batch norm and, if asked, ReLU. For use the norm is folded into the convolution.
final class ConvUnit extends NamedBlock {
    private final Conv conv;
    private final Norm norm;
    private @Nullable NDArray foldedWeight;
    private @Nullable NDArray foldedBias;

    ConvUnit(int in, int out, int kernel, int stride) {
        conv = part("conv", new Conv(in, out, kernel, stride, kernel / 2, false));
        norm = part("norm", new Norm(out));
    }

    NDArray forward(NDArray x, boolean training, boolean relu) {
        NDArray y;
        if (training || foldedWeight == null) {
            y = norm.forward(conv.forward(x), training);
        } else {
            y = conv.apply(x, foldedWeight, foldedBias);
        }
        return relu ? relu(y) : y;
    }

    /// ReLU that gives the memory of what it was made from back at once: a frame's maps are large.
    static NDArray relu(NDArray x) {
        try (x) {
            return Activation.relu(x);
        }
    }

    /// Computes the folded convolution, which is used from now on outside training.
    void fold(NDManager manager) {
        try (NDManager scratch = manager.newSubManager()) {
            NDArray mean = copy(scratch, norm.mean.getArray());
            NDArray variance = copy(scratch, norm.variance.getArray());
            NDArray scale = copy(scratch, norm.gamma.getArray())
                    .div(variance.add(Norm.EPSILON).sqrt());
            NDArray shift = copy(scratch, norm.beta.getArray()).sub(mean.mul(scale));
            NDArray weight = copy(scratch, conv.weight()).mul(scale.reshape(-1, 1, 1, 1));
            weight.attach(manager);
            shift.attach(manager);
            foldedWeight = weight;
            foldedBias = shift;
        }
    }

    /// Convolution and norm apart again, as gradients need them; the norm keeps its running statistics.
    void unfold() {
        foldedWeight = null;
        foldedBias = null;
    }

    private static NDArray copy(NDManager to, NDArray array) {
        NDArray c = array.duplicate();
        c.attach(to);
        return c;
    }

    @Override
    NDList run(NDList in, boolean training) {
        return new NDList(forward(in.head(), training, true));
    }
}
