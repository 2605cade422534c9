package org.maskwright.train;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.maskwright.Problem;
import org.maskwright.Words;
import org.maskwright.sam.Depth;
import org.maskwright.sam.Network;
import org.maskwright.sam.Sam;
import org.maskwright.weights.Tensor;

/// A copy of the base model that learns by one recipe, in pieces short enough that a click never waits long. The
/// rounds of prompts follow micro-sam's iterative training (Archit et al., 2025). Tensor thread only.
///
/// Micro-batches are sized by the longest of their own pieces, their gradients added up.
final class Attempt implements AutoCloseable {
    private static final int PROMPT_ROUNDS = 3;
    private static final double PIECE_MILLIS = 20;
    private static final long UPDATE_NANOS = 10_000_000;
    private static final float WARM_UP = 0.1f;
    private static final int LEAST_STEPS = 10;
    private static final float DECAY = 0.01f;
    private static final float LARGEST_NORM = 1;

    private final Recipe recipe;
    private final Crops crops;
    private final long seed;
    private final int objectsAStep;
    private final Learner learner;
    private final Sam model;
    private final @Nullable Squares squares;
    private final NDManager own;
    private final List<Adapter> adapters;
    private final AdamW optimizer;
    private final Map<String, Tensor> start;
    private @Nullable Network anchor;
    private @Nullable Batch batch;
    private int batchSize = 2;
    private double longest;
    private boolean halfWay;
    private int learnt;
    private int step;
    private double nanos;

    /// @param learner begins from its base again; no other attempt uses it meanwhile
    /// @param crops drawn of the objects to learn from
    Attempt(Recipe recipe, Learner learner, Crops crops, long seed) {
        this.recipe = recipe;
        this.learner = learner;
        this.crops = crops;
        this.seed = seed;
        model = learner.model();
        learner.begin(model.network().version(recipe.depth()));
        squares = learner.squares();
        objectsAStep = recipe.objectsAStep(squares != null);
        if (squares != null) {
            squares.begin(recipe.seconds());
        }
        start = weights();
        own = model.network().manager().newSubManager();
        adapters = adapters();
        optimizer = new AdamW(own, parameters(), DECAY, LARGEST_NORM);
    }

    private List<Adapter> adapters() {
        Network network = model.network();
        var all = network.parameters();
        return network.adapted(recipe.depth()).stream()
                .map(a -> new Adapter(own, Objects.requireNonNull(all.get(a.name())), a, seed))
                .toList();
    }

    private SequencedMap<String, NDArray> parameters() {
        Network network = model.network();
        var all = network.parameters();
        var out = new LinkedHashMap<String, NDArray>();
        for (String name : network.trainable(recipe.depth())) {
            out.put(name, Objects.requireNonNull(all.get(name)));
        }
        adapters.forEach(a -> out.putAll(a.factors()));
        return out;
    }

    Recipe recipe() {
        return recipe;
    }

    /// What it has done so far, in words.
    String words() {
        return halfWay ? Words.of("train.half_way", recipe.words(step)) : recipe.words(step);
    }

    /// The hash of the weights that it began from.
    String parent() {
        return learner.parent();
    }

    /// Steps of the optimizer so far.
    int steps() {
        return step;
    }

    boolean isLearning() {
        return optimizer.isStepping() || (step < recipe.steps() && (nanos < recipe.seconds() * 1e9 || step == 0));
    }

    /// Of the learning, 0 to 1, by steps or by time, whichever is more.
    double done() {
        return done(step);
    }

    private double done(int steps) {
        double time = nanos / (recipe.seconds() * 1e9);
        return Math.clamp(Math.max(time, steps / (double) recipe.steps()), 0, 1);
    }

    /// The model as it has become; good for questions until the next [#step()].
    Sam model() {
        model.refresh(recipe.depth());
        return model;
    }

    /// A copy of what learnt, with all of the parts that learnt.
    SequencedMap<String, Tensor> weights() {
        return model.weights(recipe.depth());
    }

    boolean isHalfWay() {
        return halfWay;
    }

    /// Ends the learning half of the way back: each weight becomes the mean of what it was and what it is, which
    /// keeps most of what was learnt and most of what was known. After Wortsman et al. (Robust fine-tuning of
    /// zero-shot models, CVPR 2022).
    void turnHalfBack() {
        var mean = new LinkedHashMap<String, Tensor>();
        weights().forEach((name, learnt) -> {
            float[] values = learnt.floats();
            float[] before = Objects.requireNonNull(start.get(name)).floats();
            for (int i = 0; i < values.length; i++) {
                values[i] = (values[i] + before[i]) / 2;
            }
            mean.put(name, Tensor.of(values, learnt.shape()));
        });
        model.swap(mean);
        halfWay = true;
    }

    /// The next piece.
    ///
    /// @return whether it ended a step of the optimizer
    boolean step() {
        long begun = System.nanoTime() - encoded();
        try {
            model.network().unfold();
            return piece();
        } finally {
            nanos += System.nanoTime() - encoded() - begun;
        }
    }

    /// What goes into embeddings is not learning.
    private long encoded() {
        return squares == null ? 0 : squares.nanos();
    }

    /// Whether so few steps fit into the time that it is not worth it, as the first one shows.
    boolean isTooSlow() {
        return secondsAStep() * Math.min(LEAST_STEPS, recipe.steps()) > recipe.seconds();
    }

    /// Of a step, so far.
    double secondsAStep() {
        return nanos / 1e9 / Math.max(1, step);
    }

    private boolean piece() {
        if (optimizer.isStepping()) {
            optimizer.proceed(UPDATE_NANOS);
            if (optimizer.isStepping()) {
                return false;
            }
            adapters.forEach(Adapter::merge);
            step++;
            return true;
        }
        if (learnt >= objectsAStep) {
            adapters.forEach(Adapter::collect);
            optimizer.begin(rate(), 1f / learnt);
            learnt = 0;
            return false;
        }
        boolean deep = recipe.depth() != Depth.DECODER;
        if (anchor == null && deep && squares == null) {
            anchor = Network.compact(own, learner.base());
            anchor.fold();
            return false;
        }
        if (batch == null) {
            begin();
            return false;
        }
        long begun = System.nanoTime();
        try {
            if (batch.rounds() < PROMPT_ROUNDS) {
                boolean round = batch.ask();
                longest = Math.max(longest, (System.nanoTime() - begun) / 1e6);
                if (!round) {
                    return false;
                }
                fit(longest);
                longest = 0;
                if (batch.rounds() < PROMPT_ROUNDS || deep) {
                    return false;
                }
            } else if (!batch.deepen()) {
                return false;
            }
        } catch (EngineException | OutOfMemoryError e) {
            halve(e);
            return false;
        }
        learnt += batch.objects();
        batch.close();
        batch = null;
        return false;
    }

    private void begin() {
        Squares of = squares;
        if (of != null) {
            // The way through the encoder is the same for all objects of a frame.
            int left = objectsAStep - learnt;
            of.next(recipe.depth() == Depth.DECODER ? Math.min(batchSize, left) : left)
                    .ifPresent(r ->
                            batch = new SquareBatch(model, recipe.depth(), r, batchSize, seed + 31L * step + learnt));
            return;
        }
        Optional<Crops.Drawn> drawn = crops.next();
        if (drawn.isPresent()) {
            int size = Math.min(batchSize, objectsAStep - learnt);
            batch = new MicroBatch(model.network(), anchor, drawn.get(), size, seed + 31L * step + learnt);
        }
    }

    /// Warm-up, then a cosine to nothing, on slow machines too.
    private float rate() {
        double t = done(step + 1);
        double shape = t < WARM_UP ? t / WARM_UP : 0.5 * (1 + Math.cos(Math.PI * (t - WARM_UP) / (1 - WARM_UP)));
        return (float) (recipe.rate() * Math.max(shape, 0.01));
    }

    /// Grows or shrinks the next micro-batch towards the time that a piece may take.
    private void fit(double millis) {
        if (millis > PIECE_MILLIS) {
            batchSize = Math.max(1, batchSize / 2);
        } else if (millis < PIECE_MILLIS / 2.5) {
            batchSize = Math.min(objectsAStep, batchSize + 1);
        }
    }

    private void halve(Throwable why) {
        boolean memory = why instanceof OutOfMemoryError
                || String.valueOf(why.getMessage()).toLowerCase(Locale.ROOT).contains("memory");
        if (batch != null) {
            batch.close();
            batch = null;
        }
        if (!memory || batchSize == 1) {
            throw memory
                    ? Problem.causedBy(why, "train.memory")
                    : why instanceof EngineException e ? e : new IllegalStateException(why);
        }
        batchSize /= 2;
    }

    @Override
    public void close() {
        if (batch != null) {
            batch.close();
        }
        optimizer.close();
        adapters.forEach(Adapter::close);
        if (anchor != null) {
            anchor.close();
        }
        own.close();
    }
}
