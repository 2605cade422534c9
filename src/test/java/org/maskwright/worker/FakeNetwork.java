package org.maskwright.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.label.Prompt;
import org.maskwright.sam.Candidate;
import org.maskwright.sam.LowResLogits;
import org.maskwright.sam.ModelInfo;
import org.maskwright.sam.Precision;
import org.maskwright.sam.Proposal;
import org.maskwright.weights.Tensor;

/// A network without tensors that notes what it was asked and lets a test stand in its way.
final class FakeNetwork implements Network {
    static final long BYTES = 100;

    final List<String> log = new CopyOnWriteArrayList<>();
    final List<Integer> begun = new CopyOnWriteArrayList<>();
    final AtomicInteger unfinished = new AtomicInteger();
    final AtomicInteger alive = new AtomicInteger();
    volatile Consumer<Cancel> encoding = cancel -> {};
    volatile Consumer<Cancel> predicting = cancel -> {};
    volatile int shrinks;
    volatile double shift;
    private volatile ModelInfo info = new ModelInfo("fake", "m0", "e0", "d0", 1, "fake", Precision.SINGLE);

    Network load(Path weights, String device) {
        log.add("load " + weights);
        info = new ModelInfo(weights.toString(), "m0", "e-" + weights, "d0", 1, "fake", Precision.SINGLE);
        return this;
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public Features encode(Raster raster, Contrast contrast, Cancel cancel) {
        encoding.accept(cancel);
        cancel.check();
        log.add("encode " + (int) raster.sample(0, 0, 0));
        return new Blank(raster, alive);
    }

    /// In two pieces: the first does nothing, the second all.
    @Override
    public Making begin(Raster raster, Contrast contrast) {
        begun.add((int) raster.sample(0, 0, 0));
        unfinished.incrementAndGet();
        return new Making() {
            private boolean first = true;
            private @Nullable Features made;

            @Override
            public boolean step(Cancel cancel) {
                made = first ? null : encode(raster, contrast, cancel);
                first = false;
                return made != null;
            }

            @Override
            public Features features() {
                return java.util.Objects.requireNonNull(made);
            }

            @Override
            public void close() {
                unfinished.decrementAndGet();
            }
        };
    }

    @Override
    public Features restore(SequencedMap<String, Tensor> stored) {
        float[] size = java.util.Objects.requireNonNull(stored.get("size")).floats();
        log.add("restore");
        return new Blank(Raster.ofBytes((int) size[0], (int) size[1], 1, new byte[(int) (size[0] * size[1])]), alive);
    }

    @Override
    public List<Candidate> predict(
            Features features, List<Prompt> prompts, @Nullable LowResLogits previous, Cancel cancel) {
        predicting.accept(cancel);
        cancel.check();
        Blank f = (Blank) features;
        if (f.closed) {
            throw new IllegalStateException("the embedding was closed");
        }
        log.add("predict " + prompts.size());
        return FakeWorker.discs(prompts, f.raster, shift);
    }

    @Override
    public List<Candidate> predictNew(
            Features features, List<Prompt> prompts, Consumer<Candidate> glimpse, Cancel cancel) {
        List<Candidate> discs = predict(features, prompts, null, cancel);
        glimpse.accept(discs.getLast());
        return discs;
    }

    /// Sees everything two pixels farther to the right; with an encoder of its own it is a network.
    @Override
    public Answers beside(SequencedMap<String, Tensor> weights) {
        log.add("beside " + weights.size());
        if (weights.containsKey("image_encoder.own")) {
            var own = new FakeNetwork();
            own.info = new ModelInfo("own", "m9", "e-own", "d9", 1, "fake", Precision.SINGLE);
            own.shift = 2;
            return own;
        }
        return new Answers() {
            @Override
            public List<Candidate> predict(
                    Features features, List<Prompt> prompts, @Nullable LowResLogits previous, Cancel cancel) {
                log.add("predict beside");
                return FakeWorker.discs(prompts, ((Blank) features).raster, 2);
            }

            @Override
            public void close() {
                log.add("close beside");
            }
        };
    }

    @Override
    public Search search(Features features) {
        log.add("search");
        return new Search() {
            private int steps;

            @Override
            public double step(Features again) {
                predicting.accept(new Cancel());
                if (((Blank) again).closed) {
                    throw new IllegalStateException("the embedding was closed");
                }
                log.add("search step " + ++steps);
                return steps / 3.0;
            }

            @Override
            public List<Proposal> found() {
                return FakeWorker.proposals(((Blank) features).raster);
            }
        };
    }

    @Override
    public boolean shrink() {
        log.add("shrink");
        int left = shrinks;
        shrinks = left - 1;
        return left > 0;
    }

    @Override
    public void swap(SequencedMap<String, Tensor> weights) {
        log.add("swap");
        boolean deep = weights.containsKey("image_encoder.any");
        info = new ModelInfo(info.name(), "m1", deep ? "e1" : info.encoderHash(), "d1", 1, "fake", Precision.SINGLE);
    }

    @Override
    @SuppressWarnings("NullAway") // there is no model to train with here
    public double step(Training training) {
        return training.step(null);
    }

    @Override
    public void close() {
        log.add("close");
    }

    private static final class Blank implements Features {
        private final Raster raster;
        private final AtomicInteger alive;
        private boolean closed;

        Blank(Raster raster, AtomicInteger alive) {
            this.raster = raster;
            this.alive = alive;
            alive.incrementAndGet();
        }

        @Override
        public long bytes() {
            return BYTES;
        }

        @Override
        public SequencedMap<String, Tensor> store() {
            var out = new TreeMap<String, Tensor>();
            out.put("size", Tensor.of(new float[] {raster.width(), raster.height()}, 2));
            return out;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                alive.decrementAndGet();
            }
        }
    }
}
