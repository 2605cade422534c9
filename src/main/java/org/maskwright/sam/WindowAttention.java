package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/// Tokens see each other within windows; the grid is filled up with zeros to whole windows, and those
/// are seen too, as in training.
final class WindowAttention extends VitAttention {
    WindowAttention(int width, int heads, int side) {
        super(width, heads, side);
    }

    @Override
    int stripRows() {
        return side;
    }

    @Override
    OfStrip over(NDArray x, LayerNorm norm) {
        return (normed, _) -> strip(normed);
    }

    /// The last block, which alone learns, looks everywhere.
    @Override
    void trace(Tape tape, Tape.Grid qkv, Tape.Grid seen) {
        throw new UnsupportedOperationException("attention within windows does not learn");
    }

    private NDArray strip(NDArray normed) {
        long rows = normed.getShape().get(0);
        long columns = normed.getShape().get(1);
        long windows = (columns + side - 1) / side;
        NDArray whole = normed.pad(new Shape(0, 0, 0, windows * side - columns, 0, side - rows), 0);
        NDArray parts = qkv.forward(whole)
                .reshape(side, windows, side, 3, heads, headWidth)
                .transpose(3, 1, 4, 0, 2, 5)
                .reshape(3, windows * heads, (long) side * side, headWidth);
        NDArray q = parts.get(0);
        NDArray scores = q.mul(scale()).matMul(parts.get(1).transpose(0, 2, 1));
        NDArray square = q.reshape(windows * heads, side, side, headWidth);
        NDArray byRow = square.matMul(rowBias());
        NDArray byColumn = square.transpose(0, 2, 1, 3).matMul(columnBias()).transpose(0, 2, 1, 3);
        NDArray pairs = scores.reshape(windows * heads, side, side, side, side);
        pairs.addi(byRow.expandDims(4)).addi(byColumn.expandDims(3));
        NDArray seen = scores.softmax(-1)
                .matMul(parts.get(2))
                .reshape(windows, heads, side, side, headWidth)
                .transpose(2, 0, 3, 1, 4)
                .reshape(side, windows * side, width);
        return proj.forward(seen.get(":{}, :{}", rows, columns));
    }
}
