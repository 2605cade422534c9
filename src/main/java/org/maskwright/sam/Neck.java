package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import java.util.List;

/// From the encoder's channels to the 256 of the embedding: convolutions of 1 x 1 and 3 x 3, each with
/// a layer norm over the channels.
/// Source: Li et al., Exploring plain vision transformer backbones, 2022, as in Kirillov et al., 2023.
final class Neck extends NamedBlock {
    private static final int WIDTH = 256;

    /// Rows of a piece.
    private static final int STRIP = 4;

    private final Conv narrow;
    private final LayerNorm norm1;
    private final Conv smooth;
    private final LayerNorm norm3;

    Neck(int in) {
        narrow = part("0", new Conv(in, WIDTH, 1, 1, 0, false));
        norm1 = part("1", new LayerNorm(WIDTH, 1e-6f));
        smooth = part("2", new Conv(WIDTH, WIDTH, 3, 1, 1, false));
        norm3 = part("3", new LayerNorm(WIDTH, 1e-6f));
    }

    /// @param x (rows, columns, channels)
    /// @return (1, 256, rows, columns)
    NDArray forward(NDArray x) {
        NDArray y = norm1.forwardChannels(narrow.forward(SquareEncoder.channelsFirst(x)));
        return norm3.forwardChannels(smooth.forward(y));
    }

    /// Lays the same down in pieces.
    ///
    /// @param x (rows, columns, channels)
    /// @return (rows, columns, 256)
    Tape.Grid trace(Tape tape, Tape.Grid x) {
        long rows = x.value().getShape().get(0);
        long columns = x.value().getShape().get(1);
        Tape.Grid narrowed = tape.grid(rows, columns, WIDTH);
        for (long from = 0; from < rows; from += STRIP) {
            long to = Math.min(rows, from + STRIP);
            tape.add(
                    List.of(x.rows(from, to)),
                    narrowed.rows(from, to),
                    in -> SquareEncoder.channelsLast(
                            norm1.forwardChannels(narrow.forward(SquareEncoder.channelsFirst(in.getFirst())))));
        }
        Tape.Grid out = tape.grid(rows, columns, WIDTH);
        for (long from = 0; from < rows; from += STRIP) {
            long to = Math.min(rows, from + STRIP);
            long first = from;
            long above = Math.max(0, from - 1);
            tape.add(
                    List.of(narrowed.rows(above, Math.min(rows, to + 1))),
                    out.rows(from, to),
                    in -> SquareEncoder.channelsLast(
                                    norm3.forwardChannels(smooth.forward(SquareEncoder.channelsFirst(in.getFirst()))))
                            .get(new NDIndex().addSliceDim(first - above, to - above)));
        }
        return out;
    }

    @Override
    NDList run(NDList in, boolean training) {
        return new NDList(forward(in.head()));
    }
}
