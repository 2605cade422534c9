package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import org.jspecify.annotations.Nullable;

/// Multi-head self-attention on a square grid, with a learned bias for the distance in rows and one
/// for that in columns, both in the direction of the query.
/// Source: Li et al., MViTv2, 2022 (decomposed relative positions), as used by Li et al., 2022.
abstract sealed class VitAttention extends NamedBlock permits GlobalAttention, WindowAttention {
    final int width;
    final int heads;
    final int headWidth;
    final int side;
    final Linear qkv;
    final Linear proj;
    private final Parameter rowTable;
    private final Parameter columnTable;
    private @Nullable NDArray rowBias;
    private @Nullable NDArray columnBias;

    /// @param side cells of the square within which tokens see each other
    VitAttention(int width, int heads, int side) {
        this.width = width;
        this.heads = heads;
        this.side = side;
        headWidth = width / heads;
        rowTable = parameter("rel_pos_h", Parameter.Type.OTHER, 2L * side - 1, headWidth);
        columnTable = parameter("rel_pos_w", Parameter.Type.OTHER, 2L * side - 1, headWidth);
        qkv = part("qkv", new Linear(width, 3 * width));
        proj = part("proj", new Linear(width, width));
    }

    /// What attention adds to a strip of tokens.
    @FunctionalInterface
    interface OfStrip {
        /// @param normed (rows, columns, width)
        /// @param from the strip's first row
        /// @return the shape of `normed`
        NDArray apply(NDArray normed, int from);
    }

    /// Prepares attention over a grid.
    ///
    /// @param x (rows, columns, width), read before this returns
    abstract OfStrip over(NDArray x, LayerNorm norm);

    /// Lays the attention itself down in pieces, between the two linear layers.
    ///
    /// @param qkv (rows, columns, 3 * width)
    /// @param seen (rows, columns, width), filled
    abstract void trace(Tape tape, Tape.Grid qkv, Tape.Grid seen);

    /// Rows of a strip; the last one may have fewer.
    abstract int stripRows();

    final float scale() {
        return (float) (1 / Math.sqrt(headWidth));
    }

    /// For each row of a query, the vectors of all rows of keys: (side, head width, side).
    final NDArray rowBias() {
        return prepared(rowBias);
    }

    /// The same for columns.
    final NDArray columnBias() {
        return prepared(columnBias);
    }

    private static NDArray prepared(@Nullable NDArray array) {
        if (array == null) {
            throw new IllegalStateException("prepare() was not called");
        }
        return array;
    }

    void prepare(NDManager manager) {
        rowBias = unrolled(manager, rowTable.getArray());
        columnBias = unrolled(manager, columnTable.getArray());
    }

    /// From distances -(side - 1) to side - 1 to pairs of positions.
    private NDArray unrolled(NDManager manager, NDArray table) {
        float[] byDistance = Floats.of(table);
        float[] out = new float[side * headWidth * side];
        for (int q = 0; q < side; q++) {
            for (int c = 0; c < headWidth; c++) {
                for (int k = 0; k < side; k++) {
                    out[(q * headWidth + c) * side + k] = byDistance[(q - k + side - 1) * headWidth + c];
                }
            }
        }
        return Floats.array(manager, out, table.getDataType(), side, headWidth, side);
    }

    @Override
    NDList run(NDList in, boolean training) {
        return new NDList(proj.forward(in.head()));
    }
}
