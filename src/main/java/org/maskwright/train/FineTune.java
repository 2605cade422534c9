package org.maskwright.train;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.project.ModelRecord.Figures;
import org.maskwright.sam.Network;
import org.maskwright.sam.Sam;
import org.maskwright.weights.Tensor;
import org.maskwright.worker.Training;

/// One round of fine-tuning: prompt encoder and mask decoder learn from the accepted objects, from the
/// base weights and with the image encoder frozen, then the gate compares the result with the model
/// in use on held-out objects. The rounds of prompts follow micro-sam's iterative training (Archit et
/// al., 2025); starting again from the base on all labels each time is Cellpose's practice.
///
/// It learns in micro-batches sized by their own timing, gradients added up, so that the tensor thread
/// is free for a click after each. The model in use is never touched: a copy learns.
public final class FineTune implements Training {
    private static final int OBJECTS_A_STEP = 8;
    private static final int PROMPT_ROUNDS = 3;
    private static final int CURVE_POINTS = 5;
    private static final int CURVE_QUESTIONS = 16;
    private static final int EXAM_QUESTIONS = 32;
    private static final double PIECE_MILLIS = 20;
    private static final float WARM_UP = 0.1f;
    private static final float DECAY = 0.01f;
    private static final float LARGEST_NORM = 1;

    /// How much is learnt.
    ///
    /// @param steps of the optimizer
    /// @param seconds on the tensor thread after which learning ends early, without the exams
    /// @param rate the highest learning rate
    public record Recipe(int steps, double seconds, float rate) {
        /// What a round takes for a number of objects. Measured on emps `train`, scored on other images of it: half as
        /// many steps again at three times the rate gave nothing after a click and lost 0.04 after a box.
        public static Recipe of(int objects) {
            return new Recipe(Math.clamp(objects, 40, 120), 40, 1e-4f);
        }

        /// The same, ended after so many seconds at the latest.
        public Recipe within(double most) {
            return new Recipe(steps, Math.min(seconds, most), rate);
        }

        String words(int done) {
            return String.format(
                    Locale.ROOT, "prompt encoder and mask decoder, AdamW, %d steps, rate %.0e", done, rate);
        }
    }

    private final HoldOut parts;
    private final Recipe recipe;
    private final long seed;
    private final String device;
    private final Consumer<Round> listener;
    private final Crops crops;
    private volatile @Nullable Exam exam;
    private volatile @Nullable Map<String, Tensor> base;

    private @Nullable Sam learner;
    private String parent = "";
    private @Nullable AdamW optimizer;
    private Exam.@Nullable Sitting sitting;
    private @Nullable Figures before;
    private @Nullable MicroBatch batch;
    private int batchSize = 2;
    private int learnt;
    private int step;
    private double nanos;
    private double learningSince;
    private boolean last;
    private boolean over;

    /// @param base reads the weights to begin from; called on a virtual thread
    /// @param device the engine's name of the device to learn on
    /// @param executor runs the listener
    FineTune(
            HoldOut parts,
            Recipe recipe,
            long seed,
            Supplier<? extends Map<String, Tensor>> base,
            String device,
            Executor executor,
            Consumer<Round> listener) {
        this.parts = parts;
        this.recipe = recipe;
        this.seed = seed;
        this.device = device;
        this.listener = round -> executor.execute(() -> listener.accept(round));
        crops = new Crops(parts.train(), seed, () -> {
            this.base = base.get();
            exam = new Exam(parts.held(), EXAM_QUESTIONS, seed);
        });
    }

    /// Runs a whole round on the calling thread, which is the tensor thread; for the command line.
    ///
    /// @param inUse the model to be beaten
    /// @param base reads the weights to begin from
    /// @throws Problem `train.few` when there are too few objects
    public static Round.Judged round(
            Sam inUse,
            Supplier<? extends Map<String, Tensor>> base,
            String device,
            TrainingSet set,
            long seed,
            Cancel cancel) {
        if (set.objects() < HoldOut.LEAST_OBJECTS) {
            throw new Problem("train.few", set.objects(), HoldOut.LEAST_OBJECTS);
        }
        HoldOut parts = HoldOut.of(set, seed);
        var told = new ArrayList<Round.Judged>();
        Consumer<Round> keep = word -> {
            if (word instanceof Round.Judged judged) {
                told.add(judged);
            }
        };
        var recipe = Recipe.of(parts.train().objects());
        try (var round = new FineTune(parts, recipe, seed, base, device, Runnable::run, keep)) {
            double done = 0;
            while (done < 1) {
                cancel.check();
                done = round.step(inUse);
            }
        }
        return told.getFirst();
    }

    @Override
    public double step(Sam inUse) {
        long begun = System.nanoTime();
        try {
            piece(inUse);
        } catch (RuntimeException | Error e) {
            listener.accept(new Round.Failed(
                    e instanceof Problem why ? why : Problem.causedBy(e, "train.failed", e.toString())));
            throw e;
        } finally {
            nanos += System.nanoTime() - begun;
        }
        return done();
    }

    private void piece(Sam inUse) {
        Exam questions = exam;
        if (questions == null) {
            // Still being read; this also says what went wrong with it.
            crops.next();
        } else if (before == null) {
            examineBefore(questions, inUse);
        } else if (learner == null) {
            learner = Sam.of(Objects.requireNonNull(base), "learner", device);
            base = null;
            parent = learner.info().modelHash();
            optimizer = new AdamW(learner.network().manager(), parameters(learner.network()), DECAY, LARGEST_NORM);
        } else if (sitting != null) {
            continueExam(sitting);
        } else if (isLearning()) {
            learn(learner, optimizer());
        } else {
            last = true;
            sitting = questions.new Sitting(learner, 3, questions.objects());
        }
    }

    private boolean isLearning() {
        return step < recipe.steps() && (nanos - learningSince < recipe.seconds() * 1e9 || step == 0);
    }

    private double done() {
        double exams = 0.1;
        if (over) {
            return 1;
        } else if (before == null) {
            return sitting == null ? 0 : exams * sitting.done();
        } else if (!last || sitting == null) {
            return exams + (1 - 2 * exams) * learntShare(step);
        }
        return 1 - exams + exams * 0.99 * sitting.done();
    }

    /// How much of the learning is behind after so many steps, 0 to 1, by steps or by time, whichever is more.
    private double learntShare(int steps) {
        double time = (nanos - learningSince) / (recipe.seconds() * 1e9);
        return Math.clamp(Math.max(time, steps / (double) recipe.steps()), 0, 1);
    }

    private void examineBefore(Exam questions, Sam inUse) {
        if (sitting == null) {
            sitting = questions.new Sitting(inUse, 3, questions.objects());
        }
        sitting.step();
        if (sitting.isDone()) {
            before = sitting.figures();
            learningSince = nanos;
            sitting = null;
            listener.accept(new Round.Before(before));
        }
    }

    private void continueExam(Exam.Sitting at) {
        at.step();
        if (!at.isDone()) {
            return;
        }
        sitting = null;
        if (!last) {
            listener.accept(new Round.Point(step, at.figures().oneClick()));
            return;
        }
        Figures first = Objects.requireNonNull(before);
        Sam copy = Objects.requireNonNull(learner);
        listener.accept(new Round.Point(step, at.figures().oneClick()));
        copy.refresh();
        listener.accept(new Round.Judged(
                copy.info().modelHash(),
                parent,
                first,
                at.figures(),
                new Gate(first, at.figures()).verdict(),
                parts.train().objects(),
                seed,
                recipe.words(step),
                nanos / 1e9,
                copy.decoderWeights()));
        over = true;
    }

    private static SequencedMap<String, NDArray> parameters(Network network) {
        var all = network.parameters();
        var out = new LinkedHashMap<String, NDArray>();
        for (String name : network.trainable(false)) {
            out.put(name, Objects.requireNonNull(all.get(name)));
        }
        return out;
    }

    private AdamW optimizer() {
        return Objects.requireNonNull(optimizer);
    }

    /// One round of prompts of a micro-batch, forward and backward; or the optimizer's step.
    private void learn(Sam copy, AdamW adam) {
        if (batch == null) {
            Optional<Crops.Drawn> drawn = crops.next();
            if (drawn.isEmpty()) {
                return;
            }
            int size = Math.min(batchSize, OBJECTS_A_STEP - learnt);
            batch = new MicroBatch(copy.network(), drawn.get(), size, seed + 31L * step + learnt);
            return;
        }
        long begun = System.nanoTime();
        try {
            batch.ask();
        } catch (EngineException | OutOfMemoryError e) {
            halve(e);
            return;
        }
        fit((System.nanoTime() - begun) / 1e6);
        if (batch.rounds() < PROMPT_ROUNDS) {
            return;
        }
        learnt += batch.objects();
        batch.close();
        batch = null;
        if (learnt >= OBJECTS_A_STEP) {
            adam.step(rate(), 1f / learnt);
            learnt = 0;
            step++;
            if (step % Math.max(1, recipe.steps() / CURVE_POINTS) == 0 && isLearning()) {
                sitting = Objects.requireNonNull(exam).new Sitting(copy, 1, CURVE_QUESTIONS);
            }
        }
    }

    /// Warm-up, then a cosine to nothing, on slow machines too.
    private float rate() {
        double t = learntShare(step + 1);
        double shape = t < WARM_UP ? t / WARM_UP : 0.5 * (1 + Math.cos(Math.PI * (t - WARM_UP) / (1 - WARM_UP)));
        return (float) (recipe.rate() * Math.max(shape, 0.01));
    }

    /// Grows or shrinks the next micro-batch towards the time that a piece may take.
    private void fit(double millis) {
        if (millis > PIECE_MILLIS) {
            batchSize = Math.max(1, batchSize / 2);
        } else if (millis < PIECE_MILLIS / 2.5) {
            batchSize = Math.min(OBJECTS_A_STEP, batchSize + 1);
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
        crops.close();
        if (batch != null) {
            batch.close();
        }
        if (optimizer != null) {
            optimizer.close();
        }
        if (learner != null) {
            learner.close();
        }
        if (exam != null) {
            exam.close();
        }
        listener.accept(new Round.Over());
    }
}
