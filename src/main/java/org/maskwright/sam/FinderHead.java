package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;

/// What a project learns for its search: a correction of the encoder's dense map, made of the features that the
/// decoder has anyway. It begins as no correction at all. The encoder, and so every stored embedding, stays as it is,
/// and a click never reads it.
final class FinderHead extends NamedBlock {
    private static final int WIDTH = 32;

    /// Cells of the dense map beyond a part that its correction depends on; even, for the embedding's are twice as
    /// large.
    private static final int MARGIN = 4;

    /// Rows of the dense map that are corrected at a time; even.
    static final int BAND = 256;

    private final Conv narrow;
    private final Conv mix;
    private final Conv deepen;
    private final Conv change;

    /// @param width channels of the embedding
    FinderHead(int width) {
        narrow = part("narrow", new Conv(width, WIDTH, 1, 1, 0, true));
        mix = part("mix", new Conv(WIDTH + width / 4 + CompactEncoder.DENSE, WIDTH, 3, 1, 1, true));
        deepen = part("deepen", new Conv(WIDTH, WIDTH, 3, 1, 1, true));
        change = part("change", new Conv(WIDTH, CompactEncoder.DENSE, 1, 1, 0, true));
    }

    /// @param embedding (batch, width, rows, columns)
    /// @param skip4 (batch, width / 4, 2 rows, 2 columns)
    /// @param dense (batch, 4, 2 rows, 2 columns)
    /// @return the corrected dense map
    NDArray forward(NDArray embedding, NDArray skip4, NDArray dense) {
        var size = new long[] {dense.getShape().get(2), dense.getShape().get(3)};
        NDArray coarse = Activation.relu(narrow.forward(embedding));
        NDArray fine = coarse.getNDArrayInternal().interpolation(size, 2, false);
        NDArray all = NDArrays.concat(new NDList(fine, skip4, dense), 1);
        NDArray mixed = Activation.relu(mix.forward(all));
        return dense.add(change.forward(Activation.relu(deepen.forward(mixed))));
    }

    /// Corrects the map of a whole level in bands of rows: a large frame needs no more memory at a time than a band.
    float[] ofFrame(NDManager manager, Network.Features f, int rowsAtATime) {
        float[] out = f.dense().toFloatArray();
        int rows = (int) f.dense().getShape().get(2);
        int columns = (int) f.dense().getShape().get(3);
        for (int from = 0; from < rows; from += rowsAtATime) {
            int to = Math.min(rows, from + rowsAtATime);
            int top = Math.max(0, from - MARGIN);
            int bottom = Math.min(rows, to + MARGIN);
            try (NDManager scratch = manager.newSubManager()) {
                float[] corrected = forward(
                                band(scratch, f.embedding(), top / 2, bottom / 2),
                                band(scratch, f.skip4(), top, bottom),
                                band(scratch, f.dense(), top, bottom))
                        .toFloatArray();
                for (int c = 0; c < CompactEncoder.DENSE; c++) {
                    int there = (c * (bottom - top) + from - top) * columns;
                    System.arraycopy(corrected, there, out, (c * rows + from) * columns, (to - from) * columns);
                }
            }
        }
        return out;
    }

    private static NDArray band(NDManager scratch, NDArray features, int top, int bottom) {
        NDArray part = features.get(":, :, {}:{}", top, bottom);
        part.attach(scratch);
        return part;
    }

    @Override
    NDList run(NDList in, boolean training) {
        return new NDList(forward(in.get(0), in.get(1), in.get(2)));
    }
}
