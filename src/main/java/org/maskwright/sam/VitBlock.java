package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import java.util.List;

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

    /// Lays the same down in pieces.
    Tape.Grid trace(Tape tape, Tape.Grid x) {
        long rows = x.value().getShape().get(0);
        long columns = x.value().getShape().get(1);
        long width = x.value().getShape().get(2);
        Tape.Grid qkv = tape.grid(rows, columns, 3 * width);
        Tape.Grid seen = tape.grid(rows, columns, width);
        Tape.Grid out = tape.grid(rows, columns, width);
        for (long row = 0; row < rows; row++) {
            tape.add(
                    List.of(x.rows(row, row + 1)),
                    qkv.rows(row, row + 1),
                    in -> attention.qkv.forward(norm1.forward(in.getFirst())));
        }
        attention.trace(tape, qkv, seen);
        for (long row = 0; row < rows; row++) {
            tape.add(List.of(x.rows(row, row + 1), seen.rows(row, row + 1)), out.rows(row, row + 1), in -> {
                NDArray y = in.getFirst().add(attention.proj.forward(in.getLast()));
                return y.add(lin2.forward(Activation.gelu(lin1.forward(norm2.forward(y)))));
            });
        }
        return out;
    }

    /// The rows of queries and of values, as in the paper.
    List<AdaptedRows> adapted(String prefix) {
        String weight = prefix + "attn.qkv.weight";
        int width = attention.width;
        return List.of(new AdaptedRows(weight, 0, width), new AdaptedRows(weight, 2 * width, 3 * width));
    }

    void prepare(NDManager manager) {
        attention.prepare(manager);
    }

    @Override
    NDList run(NDList in, boolean training) {
        return new NDList(forward(in.head()));
    }
}
