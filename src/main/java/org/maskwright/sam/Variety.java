package org.maskwright.sam;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.label.Prompt;
import org.maskwright.weights.Tensor;

/// The two ways from a frame to masks: our compact network looks at several scales, the reference's at
/// one square and its tiles.
sealed interface Variety {
    static Variety of(Network network) {
        return switch (network.imageEncoder()) {
            case CompactEncoder _ -> new Compact(network);
            case SquareEncoder encoder -> new Reference(network, encoder);
        };
    }

    Encoding encoding(NDManager base, Raster raster, Contrast contrast);

    /// The same, keeping what [#again] begins with.
    Encoding toLearn(NDManager base, Raster raster, Contrast contrast);

    /// A frame that another model has encoded to learn, which differs in what learnt alone.
    Encoding again(NDManager base, Embedding kept);

    /// A part of a frame, looked at as the whole would be.
    Encoding part(NDManager base, Raster part, Contrast contrast, long frameArea);

    Embedding restore(NDManager base, Map<String, Tensor> stored);

    /// @param glimpse told of a first mask where the best one takes several looks; null for nobody
    List<Candidate> predict(
            NDManager base,
            Embedding of,
            List<Prompt> prompts,
            @Nullable LowResLogits previous,
            TypicalSize typical,
            @Nullable Consumer<Candidate> glimpse,
            Cancel cancel);

    /// A click at each of several objects, in as few calls of the decoder as may be.
    List<List<Candidate>> each(NDManager base, Embedding of, List<Prompt.Click> clicks, Cancel cancel);

    /// What the decoder says of the whole frame, untouched.
    WholeFrame wholeFrame(NDManager base, Embedding of, List<Prompt> prompts);

    /// Ours.
    record Compact(Network network) implements Variety {
        @Override
        public Encoding encoding(NDManager base, Raster raster, Contrast contrast) {
            return new ScaledEncoding(network, base, raster, contrast);
        }

        @Override
        public Encoding toLearn(NDManager base, Raster raster, Contrast contrast) {
            return encoding(base, raster, contrast);
        }

        @Override
        public Encoding again(NDManager base, Embedding kept) {
            throw new IllegalStateException("of our own network nothing is kept on the way");
        }

        @Override
        public Encoding part(NDManager base, Raster part, Contrast contrast, long frameArea) {
            return ScaledEncoding.part(network, base, part, contrast, frameArea);
        }

        @Override
        public Embedding restore(NDManager base, Map<String, Tensor> stored) {
            return ScaledEmbedding.restore(base, stored);
        }

        @Override
        public List<Candidate> predict(
                NDManager base,
                Embedding of,
                List<Prompt> prompts,
                @Nullable LowResLogits previous,
                TypicalSize typical,
                @Nullable Consumer<Candidate> glimpse,
                Cancel cancel) {
            cancel.check();
            return new ScaledDecoding(network)
                    .predict(base, own(of, ScaledEmbedding.class), prompts, previous, typical, glimpse, cancel);
        }

        /// One by one: each looks at windows of its own.
        @Override
        public List<List<Candidate>> each(NDManager base, Embedding of, List<Prompt.Click> clicks, Cancel cancel) {
            return clicks.stream()
                    .map(c -> predict(base, of, List.of(c), null, TypicalSize.UNKNOWN, null, cancel))
                    .toList();
        }

        @Override
        public WholeFrame wholeFrame(NDManager base, Embedding of, List<Prompt> prompts) {
            return new ScaledDecoding(network).wholeFrame(base, own(of, ScaledEmbedding.class), prompts);
        }
    }

    /// Segment Anything's.
    record Reference(Network network, SquareEncoder encoder) implements Variety {
        @Override
        public Encoding encoding(NDManager base, Raster raster, Contrast contrast) {
            return new TiledEncoding(network, encoder, base, raster, contrast, false);
        }

        @Override
        public Encoding toLearn(NDManager base, Raster raster, Contrast contrast) {
            return new TiledEncoding(network, encoder, base, raster, contrast, true);
        }

        @Override
        public Encoding again(NDManager base, Embedding kept) {
            return new TiledEncoding(network, encoder, base, own(kept, TiledEmbedding.class));
        }

        @Override
        public Encoding part(NDManager base, Raster part, Contrast contrast, long frameArea) {
            return encoding(base, part, contrast);
        }

        @Override
        public Embedding restore(NDManager base, Map<String, Tensor> stored) {
            return TiledEmbedding.restore(base, stored);
        }

        @Override
        public List<Candidate> predict(
                NDManager base,
                Embedding of,
                List<Prompt> prompts,
                @Nullable LowResLogits previous,
                TypicalSize typical,
                @Nullable Consumer<Candidate> glimpse,
                Cancel cancel) {
            return new TiledDecoding(network, encoder)
                    .predict(base, own(of, TiledEmbedding.class), prompts, previous, cancel);
        }

        @Override
        public List<List<Candidate>> each(NDManager base, Embedding of, List<Prompt.Click> clicks, Cancel cancel) {
            return new TiledDecoding(network, encoder).each(base, own(of, TiledEmbedding.class), clicks, cancel);
        }

        @Override
        public WholeFrame wholeFrame(NDManager base, Embedding of, List<Prompt> prompts) {
            return new TiledDecoding(network, encoder).wholeFrame(base, own(of, TiledEmbedding.class), prompts);
        }
    }

    private static <E extends Embedding> E own(Embedding embedding, Class<E> type) {
        if (!type.isInstance(embedding)) {
            throw new IllegalArgumentException("an embedding of another network");
        }
        return type.cast(embedding);
    }
}
