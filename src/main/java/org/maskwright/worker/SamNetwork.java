package org.maskwright.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.label.Prompt;
import org.maskwright.sam.Candidate;
import org.maskwright.sam.Embedding;
import org.maskwright.sam.Encoding;
import org.maskwright.sam.Finder;
import org.maskwright.sam.LowResLogits;
import org.maskwright.sam.ModelInfo;
import org.maskwright.sam.Proposal;
import org.maskwright.sam.Sam;
import org.maskwright.sam.SecondDecoder;
import org.maskwright.sam.TypicalSize;
import org.maskwright.weights.Tensor;

/// The real network behind the session.
record SamNetwork(Sam sam) implements Network {
    private static final int WARM_UPS = 4;

    static Network load(Path weights, String device) {
        return guarded(() -> new SamNetwork(Sam.load(weights, device)));
    }

    private static <T> T guarded(Supplier<T> step) {
        try {
            return step.get();
        } catch (RuntimeException e) {
            throw OutOfDeviceMemory.is(e) ? new OutOfDeviceMemory(e) : e;
        }
    }

    private record Seen(Embedding embedding) implements Features {
        @Override
        public long bytes() {
            return embedding.bytes();
        }

        @Override
        public SequencedMap<String, Tensor> store() {
            return embedding.store();
        }

        @Override
        public void close() {
            embedding.close();
        }
    }

    @Override
    public ModelInfo info() {
        return sam.info();
    }

    @Override
    public Features encode(Raster raster, Contrast contrast, Cancel cancel) {
        return guarded(() -> new Seen(sam.encode(raster, contrast, cancel)));
    }

    @Override
    public Making begin(Raster raster, Contrast contrast) {
        Encoding encoding = guarded(() -> sam.encoding(raster, contrast));
        return new Making() {
            @Override
            public boolean step(Cancel cancel) {
                return guarded(encoding::step);
            }

            @Override
            public Features features() {
                return new Seen(encoding.embedding());
            }

            @Override
            public void close() {
                encoding.close();
            }
        };
    }

    @Override
    public Features restore(SequencedMap<String, Tensor> stored) {
        return guarded(() -> new Seen(sam.restore(stored)));
    }

    @Override
    public List<Candidate> predict(
            Features features, List<Prompt> prompts, @Nullable LowResLogits previous, Cancel cancel) {
        return guarded(() -> sam.predict(((Seen) features).embedding(), prompts, previous, cancel));
    }

    @Override
    public List<Candidate> predictNew(
            Features features, List<Prompt> prompts, Consumer<Candidate> glimpse, Cancel cancel) {
        return guarded(() -> sam.predictNew(((Seen) features).embedding(), prompts, glimpse, cancel));
    }

    @Override
    public void expect(TypicalSize size) {
        sam.expect(size);
    }

    @Override
    public Answers beside(SequencedMap<String, Tensor> weights) {
        return guarded(
                () -> Sam.hasEncoder(weights) ? new SamNetwork(sam.sibling(weights)) : new Second(sam.second(weights)));
    }

    /// Another decoder for the same embeddings.
    private record Second(SecondDecoder decoder) implements Answers {
        @Override
        public List<Candidate> predict(
                Features features, List<Prompt> prompts, @Nullable LowResLogits previous, Cancel cancel) {
            return guarded(() -> decoder.predict(((Seen) features).embedding(), prompts, previous, cancel));
        }

        @Override
        public void close() {
            decoder.close();
        }
    }

    @Override
    public Search search(Features features) {
        Finder finder = guarded(() -> Finder.of(sam, ((Seen) features).embedding()));
        return new Search() {
            @Override
            public double step(Features again) {
                return guarded(() -> finder.step(((Seen) again).embedding()));
            }

            @Override
            public List<Proposal> found() {
                return finder.found();
            }
        };
    }

    /// The first answers take ten times as long as the later ones, for the Java code around the network as much as for
    /// the network: a click, a correction and a box, each more than once and each somewhere else.
    @Override
    public void warmUp(Features features, Cancel cancel) {
        Embedding embedding = ((Seen) features).embedding();
        for (int i = 0; i < WARM_UPS; i++) {
            cancel.check();
            double x = embedding.width() * (i + 0.5) / WARM_UPS;
            double y = embedding.height() * (i + 0.5) / WARM_UPS;
            var click = new Prompt.Click(x, y, true);
            LowResLogits previous = predictNew(features, List.of(click), _ -> {}, cancel)
                    .getFirst()
                    .logits();
            var box = new Prompt.Box(x, y, x + 20, y + 20);
            var _ = predict(
                    features,
                    i % 2 == 0 ? List.of(box) : List.of(click, new Prompt.Click(x + 9, y, false)),
                    i % 2 == 0 ? null : previous,
                    cancel);
        }
    }

    /// Both kinds of networks work in the smallest pieces from the start: strips of rows, and attention of one head to
    /// eight rows of queries at a time.
    @Override
    public boolean shrink() {
        return false;
    }

    @Override
    public void swap(SequencedMap<String, Tensor> weights) {
        sam.swap(weights);
    }

    @Override
    public double step(Training training) {
        return training.step(sam);
    }

    @Override
    public void close() {
        sam.close();
    }
}
