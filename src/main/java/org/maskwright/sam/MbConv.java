package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;

/// A pointwise, a depthwise and a pointwise convolution with GELU between: TinyViT's first stage and the
/// steps between its stages. Source: Wu et al., TinyViT, 2022; Sandler et al., MobileNetV2, 2018.
final class MbConv extends NamedBlock {
    private static final int PIXELS_PER_STRIP = 8192;

    private final ConvNorm expand;
    private final ConvNorm depthwise;
    private final ConvNorm project;
    private final int stride;
    private final boolean residual;

    private MbConv(int in, int middle, int out, int stride, boolean residual) {
        expand = part("conv1", new ConvNorm(in, middle, 1, 1, 1));
        depthwise = part("conv2", new ConvNorm(middle, middle, 3, stride, middle));
        project = part("conv3", new ConvNorm(middle, out, 1, 1, 1));
        this.stride = stride;
        this.residual = residual;
    }

    /// Widens four times, adds what it was given and ends in GELU.
    static MbConv block(int width) {
        return new MbConv(width, 4 * width, width, 1, true);
    }

    /// Changes the width and, with stride 2, halves the resolution.
    static MbConv merging(int in, int out, int stride) {
        return new MbConv(in, out, out, stride, false);
    }

    /// @param x (rows, columns, in)
    /// @return (rows / stride, columns / stride, out)
    NDArray forward(NDArray x) {
        int columns = (int) x.getShape().get(1);
        int halvings = stride - 1;
        return ConvStrips.run(x, (PIXELS_PER_STRIP / columns) >> halvings, halvings, stride, this::chain);
    }

    private NDArray chain(NDArray x) {
        NDArray wide = spend(expand.forward(x), Activation::gelu);
        NDArray deep = spend(spend(wide, depthwise::forward), Activation::gelu);
        NDArray out = spend(deep, project::forward);
        return residual ? spend(out.addi(x), Activation::gelu) : out;
    }

    void prepare(NDManager manager) {
        expand.prepare(manager);
        depthwise.prepare(manager);
        project.prepare(manager);
    }

    @Override
    NDList run(NDList in, boolean training) {
        return new NDList(forward(in.head()));
    }
}
