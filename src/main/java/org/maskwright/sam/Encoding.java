package org.maskwright.sam;

import ai.djl.ndarray.NDManager;

/// A frame on its way to an embedding, one block of the encoder at a time: whoever shares the tensor
/// thread with clicks lets them in between two steps and loses nothing. Tensor thread only.
public abstract sealed class Encoding implements AutoCloseable permits ScaledEncoding, TiledEncoding {
    private final NDManager own;
    private boolean taken;

    Encoding(NDManager parent) {
        own = parent.newSubManager();
    }

    /// Owns what is made, and the embedding's from the end on.
    final NDManager own() {
        return own;
    }

    /// Does the next piece of the work.
    ///
    /// @return whether the embedding is complete
    public abstract boolean step();

    abstract boolean isComplete();

    abstract Embedding take();

    /// The embedding, which is the caller's from now on, once the last step is done.
    public final Embedding embedding() {
        if (!isComplete()) {
            throw new IllegalStateException("the encoding is not complete");
        }
        taken = true;
        return take();
    }

    /// Frees what was made so far, unless the embedding was taken.
    @Override
    public final void close() {
        if (!taken) {
            own.close();
        }
    }
}
