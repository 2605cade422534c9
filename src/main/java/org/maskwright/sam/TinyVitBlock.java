package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Attention within windows, a depthwise convolution that joins them, and an MLP.
/// Source: Wu et al., TinyViT, 2022; attention biases by distance as in Graham et al., LeViT, 2021.
final class TinyVitBlock extends NamedBlock {
    private static final float EPSILON = 1e-5f;
    private static final int WIDENING = 4;
    private static final int TOKENS_PER_STRIP = 2048;
    private static final int TRACED_ROWS = 4;

    private final int width;
    private final int heads;
    private final int headWidth;
    private final int side;
    private final Parameter biases;
    private final LayerNorm attentionNorm;
    private final Linear qkv;
    private final Linear proj;
    private final ConvNorm local;
    private final LayerNorm mlpNorm;
    private final Linear fc1;
    private final Linear fc2;
    private final Biases use;
    private @Nullable NDArray bias;

    /// What becomes of the attention biases of a file.
    ///
    /// The reference unrolls them to pairs of places when it is switched to evaluation, and its loader does that
    /// before it reads the file: they stay at their first value, zero, unless the caller switches once more.
    /// See docs/decisions/0011-mobilesam-biases.md.
    enum Biases {
        /// Zero, as the reference's loader leaves them.
        AS_LOADED,
        /// Those of the file, as in training.
        AS_TRAINED
    }

    /// @param side of a window
    TinyVitBlock(int width, int heads, int side, Biases use) {
        this.width = width;
        this.use = use;
        this.heads = heads;
        this.side = side;
        headWidth = width / heads;
        biases = parameter("attn.attention_biases", Parameter.Type.OTHER, heads, (long) side * side);
        attentionNorm = part("attn.norm", new LayerNorm(width, EPSILON));
        qkv = part("attn.qkv", new Linear(width, 3 * width));
        proj = part("attn.proj", new Linear(width, width));
        local = part("local_conv", new ConvNorm(width, width, 3, 1, width));
        mlpNorm = part("mlp.norm", new LayerNorm(width, EPSILON));
        fc1 = part("mlp.fc1", new Linear(width, WIDENING * width));
        fc2 = part("mlp.fc2", new Linear(WIDENING * width, width));
    }

    /// @param x (rows, columns, width), changed
    NDArray forward(NDArray x) {
        int height = (int) x.getShape().get(0);
        int columns = (int) x.getShape().get(1);
        int rows = Math.max(1, TOKENS_PER_STRIP / columns / side) * side;
        for (int from = 0; from < height; from += rows) {
            try (NDManager scratch = x.getManager().newSubManager()) {
                NDArray strip = SquareEncoder.rows(x, from, Math.min(height, from + rows), scratch);
                strip.addi(attention(strip));
            }
        }
        NDArray y = SquareEncoder.channelsLast(local.forward(SquareEncoder.channelsFirst(x)));
        rows = TOKENS_PER_STRIP / columns;
        for (int from = 0; from < height; from += rows) {
            try (NDManager scratch = x.getManager().newSubManager()) {
                NDArray strip = SquareEncoder.rows(y, from, Math.min(height, from + rows), scratch);
                NDArray wide = spend(spend(mlpNorm.forward(strip), fc1::forward), Activation::gelu);
                strip.addi(fc2.forward(wide));
            }
        }
        return y;
    }

    /// Lays the same down in pieces.
    Tape.Grid trace(Tape tape, Tape.Grid x) {
        long rows = x.value().getShape().get(0);
        long columns = x.value().getShape().get(1);
        Tape.Grid attended = tape.grid(rows, columns, width);
        for (long from = 0; from < rows; from += side) {
            long to = Math.min(rows, from + side);
            tape.add(
                    List.of(x.rows(from, to)),
                    attended.rows(from, to),
                    in -> in.getFirst().add(attention(in.getFirst())));
        }
        Tape.Grid out = tape.grid(rows, columns, width);
        for (long from = 0; from < rows; from += TRACED_ROWS) {
            long to = Math.min(rows, from + TRACED_ROWS);
            long first = from;
            long above = Math.max(0, from - 1);
            tape.add(List.of(attended.rows(above, Math.min(rows, to + 1))), out.rows(from, to), in -> {
                NDArray y = SquareEncoder.channelsLast(local.forward(SquareEncoder.channelsFirst(in.getFirst())))
                        .get(new NDIndex().addSliceDim(first - above, to - above));
                return y.add(fc2.forward(Activation.gelu(fc1.forward(mlpNorm.forward(y)))));
            });
        }
        return out;
    }

    /// Zeros fill the last windows up before the norm, so that they are tokens like others.
    private NDArray attention(NDArray strip) {
        long rows = strip.getShape().get(0);
        long columns = strip.getShape().get(1);
        long down = (rows + side - 1) / side;
        long across = (columns + side - 1) / side;
        NDArray whole = strip.pad(new Shape(0, 0, 0, across * side - columns, 0, down * side - rows), 0);
        NDArray parts = qkv.forward(attentionNorm.forward(whole))
                .reshape(down, side, across, side, heads, 3, headWidth)
                .transpose(5, 0, 2, 4, 1, 3, 6)
                .reshape(3, down * across, heads, (long) side * side, headWidth);
        // A tensor, not a number: see train.Losses.
        NDArray scale = Network.tensor(strip.getManager(), new float[] {(float) (1 / Math.sqrt(headWidth))}, 1)
                .toType(strip.getDataType(), false);
        NDArray scores = parts.get(0).mul(scale).matMul(parts.get(1).transpose(0, 1, 3, 2));
        NDArray seen = (bias == null ? scores : scores.addi(bias))
                .softmax(-1)
                .matMul(parts.get(2))
                .reshape(down, across, heads, side, side, headWidth)
                .transpose(0, 3, 1, 4, 2, 5)
                .reshape(down * side, across * side, width);
        return proj.forward(seen.get(":{}, :{}", rows, columns));
    }

    void prepare(NDManager manager) {
        local.prepare(manager);
        bias = switch (use) {
            case AS_LOADED -> null;
            case AS_TRAINED -> unrolled(manager);
        };
    }

    /// A bias for each pair of places in a window, from the one for each distance in rows and columns.
    private NDArray unrolled(NDManager manager) {
        float[] byDistance = Floats.of(biases.getArray());
        int n = side * side;
        float[] out = new float[heads * n * n];
        for (int h = 0; h < heads; h++) {
            for (int a = 0; a < n; a++) {
                for (int b = 0; b < n; b++) {
                    int distance = Math.abs(a / side - b / side) * side + Math.abs(a % side - b % side);
                    out[(h * n + a) * n + b] = byDistance[h * n + distance];
                }
            }
        }
        return Floats.array(manager, out, biases.getArray().getDataType(), heads, n, n);
    }

    @Override
    NDList run(NDList in, boolean training) {
        return new NDList(forward(in.head()));
    }
}
