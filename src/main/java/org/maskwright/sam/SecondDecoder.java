package org.maskwright.sam;

import ai.djl.ndarray.NDManager;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.label.Prompt;

/// A prompt encoder and a mask decoder of another version beside those of a [Sam], for the same embeddings. Tensor
/// thread only.
public final class SecondDecoder implements AutoCloseable {
    private final NDManager base;
    private final Network network;
    private final Variety variety;

    /// @param of the variety of the model whose encoder made the embeddings
    SecondDecoder(NDManager base, Network network, Variety of) {
        this.base = base;
        this.network = network;
        variety = switch (of) {
            case Variety.Compact _ -> new Variety.Compact(network);
            case Variety.Reference r -> new Variety.Reference(network, r.encoder());
        };
    }

    /// Answers prompts as [Sam#predict] does.
    public List<Candidate> predict(
            Embedding embedding, List<Prompt> prompts, @Nullable LowResLogits previous, Cancel cancel) {
        return variety.predict(base, embedding, prompts, previous, TypicalSize.UNKNOWN, null, cancel);
    }

    @Override
    public void close() {
        network.close();
    }
}
