package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Chains of convolutions of 3 x 3 computed a strip of rows at a time, so that the wide maps between
/// them stay in the processor's cache and never take much memory.
final class ConvStrips {
    private ConvStrips() {}

    /// @param x (rows, columns, channels)
    /// @param rows of the result in a strip
    /// @param halvings how often the chain halves the resolution; it may reach as many rows beyond a
    ///     strip of `x` as `halo`, which is a multiple of all strides together
    /// @param chain from (1, channels, rows, columns) to the same at the lower resolution, padding with zeros
    /// @return (rows, columns, channels)
    static NDArray run(NDArray x, int rows, int halvings, int halo, UnaryOperator<NDArray> chain) {
        int height = (int) x.getShape().get(0);
        @Nullable NDArray all = null;
        for (int from = 0; from < height; from += rows << halvings) {
            int to = Math.min(height, from + (rows << halvings));
            int first = Math.max(0, from - halo);
            int last = Math.min(height, to + halo);
            try (NDManager scratch = x.getManager().newSubManager()) {
                NDArray in = SquareEncoder.rows(x, first, last, scratch);
                NDArray out = SquareEncoder.channelsLast(chain.apply(SquareEncoder.channelsFirst(in)));
                if (all == null) {
                    Shape shape = new Shape(
                            height >> halvings,
                            out.getShape().get(1),
                            out.getShape().get(2));
                    all = x.getManager().create(shape, x.getDataType());
                }
                NDArray strip = SquareEncoder.rows(out, (from - first) >> halvings, (to - first) >> halvings, scratch);
                all.set(new NDIndex().addSliceDim(from >> halvings, to >> halvings), strip);
            }
        }
        if (all == null) {
            throw new IllegalArgumentException("no rows");
        }
        return all;
    }
}
