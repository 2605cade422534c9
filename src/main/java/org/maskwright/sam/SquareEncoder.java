package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.List;

/// An image encoder of the reference: from a square of 1024 x 1024 pixels to an embedding of 64 x 64
/// cells, in steps short enough that a click never waits long.
abstract sealed class SquareEncoder extends NamedBlock implements ImageEncoder permits VitEncoder, TinyVitEncoder {
    /// Input pixels on a side.
    static final int SIDE = 1024;

    /// Embedding cells on a side.
    static final int CELLS = 64;

    /// The depths at which an encoder of the reference learns.
    static final List<Depth> DEPTHS = List.of(Depth.NECK, Depth.ADAPTERS);

    /// How many steps a pass takes.
    abstract int steps();

    /// One step of a pass. The result may be `x` itself, changed; what lies between belongs to the
    /// manager of `x`.
    ///
    /// @param x for step 0 the picture (1024, 1024, 3), normalised; then what the step before gave
    /// @return after the last step (1, 256, 64, 64)
    abstract NDArray step(int index, NDArray x);

    /// The first step of those that learn at one of [#DEPTHS].
    abstract int first(Depth depth);

    /// Lays the steps from [#first] on down, in pieces that go back too.
    ///
    /// @param x (rows, columns, channels), what the step before gave
    /// @return (64, 64, 256)
    abstract Tape.Grid trace(Depth depth, Tape tape, Tape.Grid x);

    @Override
    public final boolean learns(String name, Depth depth) {
        return depth != Depth.DECODER && name.startsWith("neck.");
    }

    @Override
    final NDList run(NDList in, boolean training) {
        NDArray x = in.head();
        for (int i = 0; i < steps(); i++) {
            x = step(i, x);
        }
        return new NDList(x);
    }

    /// Rows of `x` along its first axis: the same memory, seen from another manager.
    static NDArray rows(NDArray x, long from, long to, NDManager manager) {
        NDArray part = x.get(new NDIndex().addSliceDim(from, to));
        part.attach(manager);
        return part;
    }

    /// (rows, columns, channels) as (1, channels, rows, columns) in channels-last memory, as convolutions like it.
    static NDArray channelsFirst(NDArray x) {
        return x.expandDims(0).transpose(0, 3, 1, 2);
    }

    /// The reverse of [#channelsFirst].
    static NDArray channelsLast(NDArray x) {
        return x.transpose(0, 2, 3, 1).squeeze(0);
    }
}
