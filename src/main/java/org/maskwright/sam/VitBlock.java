package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;

/// A pre-norm transformer block on a grid of tokens, computed a strip of rows at a time and in place:
/// what a strip needs stays in the processor's cache.
/// Source: Dosovitskiy et al., 2021.
final class VitBlock extends NamedBlock {
    private static final float EPSILON = 1e-6f;
    private static final int WIDENING = 4;

    private final LayerNorm norm1;
    private final VitAttention attention;
    private final LayerNorm norm2;
    private final Linear lin1;
    private final Linear lin2;

    VitBlock(int width, VitAttention attention) {
        norm1 = part("norm1", new LayerNorm(width, EPSILON));
        this.attention = part("attn", attention);
        norm2 = part("norm2", new LayerNorm(width, EPSILON));
        lin1 = part("mlp.lin1", new Linear(width, WIDENING * width));
        lin2 = part("mlp.lin2", new Linear(WIDENING * width, width));
    }

    /// @param x (rows, columns, width), changed
    NDArray forward(NDArray x) {
        int height = (int) x.getShape().get(0);
        VitAttention.OfStrip attended = attention.over(x, norm1);
        for (int from = 0; from < height; from += attention.stripRows()) {
            int to = Math.min(height, from + attention.stripRows());
            try (NDManager scratch = x.getManager().newSubManager()) {
                NDArray strip = SquareEncoder.rows(x, from, to, scratch);
                strip.addi(attended.apply(norm1.forward(strip), from));
                try (NDArray wide = lin1.forward(norm2.forward(strip))) {
                    strip.addi(lin2.forward(Activation.gelu(wide)));
                }
            }
        }
        return x;
    }

    void prepare(NDManager manager) {
        attention.prepare(manager);
    }

    @Override
    NDList run(NDList in, boolean training) {
        return new NDList(forward(in.head()));
    }
}
