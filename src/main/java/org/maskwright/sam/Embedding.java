package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.SequencedMap;
import org.maskwright.weights.Tensor;

/// What the image encoder says of a frame; opaque, valid for one encoder, whatever the decoder. Lives on
/// the device until closed. Tensor thread only, but for [#bytes()].
public abstract sealed class Embedding implements AutoCloseable permits ScaledEmbedding, TiledEmbedding {
    private final NDManager manager;
    private final int width;
    private final int height;

    Embedding(NDManager manager, int width, int height) {
        this.manager = manager;
        this.width = width;
        this.height = height;
    }

    final NDManager manager() {
        return manager;
    }

    /// Width of the frame in image pixels.
    public final int width() {
        return width;
    }

    /// Height of the frame in image pixels.
    public final int height() {
        return height;
    }

    /// Memory held, in bytes; from any thread.
    public abstract long bytes();

    /// The embedding of the whole frame, (1, channels, rows, columns).
    public final Tensor wholeFrame() {
        NDArray array = ofWholeFrame();
        return Tensor.of(array.toFloatArray(), array.getShape().getShape());
    }

    abstract NDArray ofWholeFrame();

    /// A copy in half precision for the disk.
    public abstract SequencedMap<String, Tensor> store();

    static Tensor need(Map<String, Tensor> stored, String name) {
        Tensor t = stored.get(name);
        if (t == null) {
            throw new IllegalArgumentException("no " + name + " in the stored embedding");
        }
        return t;
    }

    @Override
    public final void close() {
        manager.close();
    }
}
