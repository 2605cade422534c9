package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.List;

/// Every token sees every other one. The scores of all pairs would take 800 MB in ViT-B; they are
/// computed for some rows of queries and one head at a time, 8 MB at most.
final class GlobalAttention extends VitAttention {
    private static final int ROWS = 8;

    /// Rows of queries of a piece with the way back.
    private static final int TRACED_ROWS = 4;

    GlobalAttention(int width, int heads, int side) {
        super(width, heads, side);
    }

    @Override
    int stripRows() {
        return ROWS;
    }

    @Override
    OfStrip over(NDArray x, LayerNorm norm) {
        var strips = new NDList();
        for (int from = 0; from < side; from += ROWS) {
            try (NDManager scratch = x.getManager().newSubManager()) {
                NDArray normed = norm.forward(SquareEncoder.rows(x, from, from + ROWS, scratch));
                NDArray part = qkv.forward(normed, width, 3L * width).reshape(-1, 2L * width);
                part.attach(x.getManager());
                strips.add(part);
            }
        }
        NDArray keysAndValues = NDArrays.concat(strips, 0);
        strips.close();
        return (normed, from) -> strip(normed, from, keysAndValues);
    }

    private NDArray strip(NDArray normed, int from, NDArray keysAndValues) {
        long tokens = (long) ROWS * side;
        NDManager manager = normed.getManager();
        NDArray q = qkv.forward(normed, 0, width);
        // (rows, columns * heads, head width) times (rows, head width, side)
        NDArray byRow = q.reshape(ROWS, (long) side * heads, headWidth)
                .matMul(SquareEncoder.rows(rowBias(), from, from + ROWS, manager))
                .reshape(ROWS, side, heads, side, 1);
        NDArray byColumn = q.transpose(1, 0, 2)
                .reshape(side, (long) ROWS * heads, headWidth)
                .matMul(columnBias())
                .reshape(side, ROWS, heads, 1, side)
                .transpose(1, 0, 2, 3, 4);
        NDArray scaled = q.mul(scale()).reshape(tokens, width);
        var seen = new NDList();
        for (int h = 0; h < heads; h++) {
            try (NDManager scratch = manager.newSubManager()) {
                NDArray keys = columns(keysAndValues, h, scratch);
                NDArray values = columns(keysAndValues, heads + h, scratch);
                NDArray scores = columns(scaled, h, scratch).matMul(keys.transpose());
                scores.reshape(ROWS, side, side, side)
                        .addi(head(byRow, h, scratch))
                        .addi(head(byColumn, h, scratch));
                NDArray part = scores.softmax(-1).matMul(values);
                part.attach(manager);
                seen.add(part);
            }
        }
        return proj.forward(NDArrays.concat(seen, 1).reshape(ROWS, side, width));
    }

    /// One head and a few rows of queries at a time.
    @Override
    void trace(Tape tape, Tape.Grid qkv, Tape.Grid seen) {
        for (int h = 0; h < heads; h++) {
            for (int from = 0; from < side; from += TRACED_ROWS) {
                int top = from;
                tape.add(
                        List.of(
                                qkv.part(head(h, from)),
                                qkv.part(head(heads + h, 0, side)),
                                qkv.part(head(2 * heads + h, 0, side))),
                        seen.part(head(h, from)),
                        in -> head(in.get(0), in.get(1), in.get(2), top));
            }
        }
    }

    private NDIndex head(int part, int from) {
        return head(part, from, from + TRACED_ROWS);
    }

    private NDIndex head(int part, int from, int to) {
        return new NDIndex()
                .addSliceDim(from, to)
                .addAllDim()
                .addSliceDim((long) part * headWidth, (part + 1L) * headWidth);
    }

    /// What queries of some rows see of one head: no products with plain numbers, see train.Losses.
    private NDArray head(NDArray q, NDArray keys, NDArray values, int from) {
        NDManager manager = q.getManager();
        long rows = q.getShape().get(0);
        NDArray byRow = q.matMul(SquareEncoder.rows(rowBias(), from, from + rows, manager));
        NDArray byColumn = q.transpose(1, 0, 2).matMul(columnBias()).transpose(1, 0, 2);
        NDArray scale = Network.tensor(manager, new float[] {scale()}, 1);
        return q.mul(scale)
                .reshape(-1, headWidth)
                .matMul(keys.reshape(-1, headWidth).transpose())
                .reshape(rows, side, side, side)
                .add(byRow.expandDims(3))
                .add(byColumn.expandDims(2))
                .reshape(-1, (long) side * side)
                .softmax(-1)
                .matMul(values.reshape(-1, headWidth))
                .reshape(rows, side, headWidth);
    }

    private NDArray columns(NDArray x, int part, NDManager manager) {
        NDArray out = x.get(new NDIndex().addAllDim().addSliceDim((long) part * headWidth, (part + 1L) * headWidth));
        out.attach(manager);
        return out;
    }

    private static NDArray head(NDArray bias, int head, NDManager manager) {
        NDArray out = bias.get(new NDIndex().addAllDim().addAllDim().addIndices(head));
        out.attach(manager);
        return out;
    }
}
