package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import org.jspecify.annotations.Nullable;

/// The last part of an encoder of the reference on its way from what was kept of a frame to the embedding, and with
/// gradients back, in short pieces. Tensor thread only.
public final class TracedTail implements AutoCloseable {
    private static final long PIECE_NANOS = 12_000_000;

    private final NDManager own;
    private final Tape tape;
    private final Tape.Grid last;
    private @Nullable NDArray embedding;
    private boolean turned;

    private TracedTail(NDManager own, Tape tape, Tape.Grid last) {
        this.own = own;
        this.tape = tape;
        this.last = last;
    }

    /// @param network whose encoder learns at this depth
    /// @param kept what [Sam#encodingToLearn] made of the frame
    public static TracedTail of(Network network, Embedding kept, Depth depth) {
        if (!(network.imageEncoder() instanceof SquareEncoder encoder) || !(kept instanceof TiledEmbedding frame)) {
            throw new IllegalArgumentException("only encoders of the reference learn from their last part");
        }
        NDManager own = network.manager().newSubManager();
        NDArray x = frame.whole().stem().before(depth).toType(DataType.FLOAT32, true);
        x.attach(own);
        var tape = new Tape(own);
        return new TracedTail(own, tape, encoder.trace(depth, tape, Tape.given(x)));
    }

    /// Whether the embedding is there.
    public boolean isThere() {
        return embedding != null;
    }

    /// Goes a piece on towards the embedding.
    public void there() {
        if (tape.there(PIECE_NANOS)) {
            NDArray made = SquareEncoder.channelsFirst(last.value()).duplicate();
            made.setRequiresGradient(true);
            embedding = made;
        }
    }

    /// The embedding (1, 256, 64, 64), in which gradients gather for [#back()].
    public NDArray embedding() {
        if (embedding == null) {
            throw new IllegalStateException("the embedding is not there yet");
        }
        return embedding;
    }

    /// Carries the embedding's gradient a piece further into the parameters.
    ///
    /// @return whether that is done
    public boolean back() {
        NDArray reached = last.gradient();
        if (!turned && reached != null) {
            turned = true;
            try (NDManager scratch = own.newSubManager()) {
                NDArray gradient = embedding().getGradient();
                gradient.attach(scratch);
                reached.addi(SquareEncoder.channelsLast(gradient));
            }
        }
        return tape.back(PIECE_NANOS);
    }

    @Override
    public void close() {
        own.close();
    }
}
