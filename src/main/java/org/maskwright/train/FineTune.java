package org.maskwright.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.project.ModelRecord.Verdict;
import org.maskwright.sam.Depth;
import org.maskwright.sam.Sam;
import org.maskwright.sam.TypicalSize;
import org.maskwright.weights.Tensor;
import org.maskwright.worker.Training;

/// One round of fine-tuning, in pieces: the model in use answers the questions of the exam; copies of the base
/// model learn from the accepted objects, one after the other, each by its recipe, the cheapest first and a deeper one
/// only when that brought little; each is examined as it is and half of the way back; the gate compares the best with
/// the model in use. Starting again from
/// the base on all labels each time is Cellpose's practice.
///
/// The model in use is never touched.
public final class FineTune implements Training {
    private static final int CURVE_POINTS = 5;
    private static final int CURVE_QUESTIONS = 16;
    private static final int EXAM_QUESTIONS = 32;
    private static final int KNOWN_QUESTIONS = 30;
    private static final int CLICKS = 3;

    /// The share of the one-click error that a recipe must take away, or a deeper one is tried.
    private static final double ENOUGH = 0.25;

    /// What it is worth as gain to have stayed nearer to the base, half of the way back or with the encoder as it was:
    /// that keeps most of what was learnt, and of what was known also what no exam asks for (decision 0020).
    private static final double NEARER = 0.01;

    private volatile @Nullable HoldOut parts;
    private volatile List<Recipe> recipes = List.of();
    private final long seed;
    private final String device;
    private final Consumer<Round> listener;
    private final Crops crops;
    private volatile @Nullable Exam exam;
    private volatile @Nullable Exam known;
    private volatile @Nullable Map<String, Tensor> base;

    private Exam.@Nullable Sitting sitting;
    private @Nullable Marks before;
    private @Nullable Marks knownBefore;
    private @Nullable Learner learner;
    private @Nullable Attempt attempt;
    private @Nullable Marks after;
    private Round.@Nullable Judged best;
    private double bestGain;
    private double bestWorth;
    private final List<String> leftOut = new ArrayList<>();
    private int tried;
    private double nanos;
    private boolean over;

    /// @param split says what is learnt from and what is held out; called on a virtual thread
    /// @param recipes for a number of objects, the cheapest first
    /// @param base reads the weights to begin from; called on a virtual thread
    /// @param device the engine's name of the device to learn on
    /// @param executor runs the listener
    FineTune(
            Supplier<HoldOut> split,
            IntFunction<List<Recipe>> recipes,
            long seed,
            Supplier<? extends Map<String, Tensor>> base,
            String device,
            Executor executor,
            Consumer<Round> listener) {
        this.seed = seed;
        this.device = device;
        this.listener = round -> executor.execute(() -> listener.accept(round));
        crops = new Crops(
                () -> {
                    HoldOut parts = split.get();
                    this.parts = parts;
                    List<Recipe> all = recipes.apply(parts.train().objects());
                    Map<String, Tensor> from = base.get();
                    boolean whole = !Recipe.isCompact(from);
                    List<Recipe> fit = all.stream()
                            .filter(r -> r.fits(whole))
                            .sorted(Comparator.comparing(Recipe::depth))
                            .toList();
                    if (fit.isEmpty()) {
                        throw new Problem("train.no-depth");
                    }
                    this.recipes = fit;
                    known = new Exam(Simulation.known(), TypicalSize.UNKNOWN, KNOWN_QUESTIONS, whole, 1);
                    this.base = from;
                    exam = new Exam(parts.held(), parts.train().typicalSize(), EXAM_QUESTIONS, whole, seed);
                    return parts.train();
                },
                seed);
    }

    /// Runs a whole round on the calling thread, which is the tensor thread; for the command line.
    ///
    /// @param inUse the model to be beaten
    /// @param base reads the weights to begin from
    /// @param recipes for a number of objects, the cheapest first
    /// @throws Problem `train.few` when there are too few objects
    public static Round.Judged round(
            Sam inUse,
            Supplier<? extends Map<String, Tensor>> base,
            String device,
            TrainingSet set,
            long seed,
            IntFunction<List<Recipe>> recipes,
            Cancel cancel) {
        if (set.objects() < HoldOut.LEAST_OBJECTS) {
            throw new Problem("train.few", set.objects(), HoldOut.LEAST_OBJECTS);
        }
        var told = new ArrayList<Round.Judged>();
        Consumer<Round> keep = word -> {
            if (word instanceof Round.Judged judged) {
                told.add(judged);
            }
        };
        try (var round = new FineTune(() -> HoldOut.of(set, seed), recipes, seed, base, device, Runnable::run, keep)) {
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
        } else if (before == null || knownBefore == null) {
            examineBefore(questions, inUse);
        } else if (attempt == null) {
            Learner begun =
                    learner == null ? new Learner(Objects.requireNonNull(base), device, train(), seed) : learner;
            learner = begun;
            attempt = new Attempt(recipes.get(tried), begun, crops, seed);
        } else if (sitting != null) {
            continueExam(attempt, sitting);
        } else if (attempt.isLearning()) {
            learn(attempt, questions);
        } else {
            sitting = after == null
                    ? questions.new Sitting(attempt.model(), CLICKS, EXAM_QUESTIONS)
                    : Objects.requireNonNull(known).new Sitting(attempt.model(), 1, KNOWN_QUESTIONS);
        }
    }

    private TrainingSet train() {
        return Objects.requireNonNull(parts).train();
    }

    /// Exams take a tenth before and a tenth after each attempt; attempts share the rest by their seconds.
    private double done() {
        double exams = 0.1;
        if (over) {
            return 1;
        } else if (before == null || knownBefore == null) {
            return exams / 2 * ((before == null ? 0 : 1) + (sitting == null ? 0 : 0.99 * sitting.done()));
        }
        double all = recipes.stream().mapToDouble(Recipe::seconds).sum();
        double at = 0;
        for (int i = 0; i < tried; i++) {
            at += recipes.get(i).seconds() / all;
        }
        if (attempt != null) {
            double examined = attempt.isLearning()
                    ? 0
                    : ((attempt.isHalfWay() ? 2 : 0)
                                    + (after == null ? 0 : 1)
                                    + (sitting == null ? 0 : 0.99 * sitting.done()))
                            / 4;
            at += recipes.get(tried).seconds()
                    / all
                    * (0.9 * (attempt.isLearning() ? attempt.done() : 1) + exams * examined);
        }
        return exams + (1 - exams) * Math.min(at, 0.999);
    }

    private void examineBefore(Exam questions, Sam inUse) {
        if (sitting == null) {
            sitting = before == null
                    ? questions.new Sitting(inUse, CLICKS, EXAM_QUESTIONS)
                    : Objects.requireNonNull(known).new Sitting(inUse, 1, KNOWN_QUESTIONS);
        }
        sitting.step();
        if (sitting.isDone()) {
            Marks marks = sitting.marks();
            sitting = null;
            if (before == null) {
                before = marks;
                listener.accept(new Round.Before(marks.figures()));
            } else {
                knownBefore = marks;
            }
        }
    }

    private void learn(Attempt now, Exam questions) {
        boolean stepped = now.step();
        if (stepped && now.isTooSlow() && best != null) {
            leftOut.add(now.recipe().leftOut(now.secondsAStep()));
            next(now);
            return;
        }
        int every = Math.max(1, now.recipe().steps() / CURVE_POINTS);
        if (stepped && now.steps() % every == 0 && now.isLearning()) {
            sitting = questions.new Sitting(now.model(), 1, CURVE_QUESTIONS);
        }
    }

    private void continueExam(Attempt now, Exam.Sitting at) {
        at.step();
        if (!at.isDone()) {
            return;
        }
        sitting = null;
        if (now.isLearning() || after == null) {
            listener.accept(new Round.Point(now.steps(), at.marks().figures().oneClick()));
            after = now.isLearning() ? null : at.marks();
        } else {
            judge(now, after, at.marks());
        }
    }

    private void judge(Attempt now, Marks reached, Marks knownAfter) {
        Marks was = Objects.requireNonNull(before);
        var gate = new Gate(was, reached, Objects.requireNonNull(knownBefore), knownAfter);
        boolean promoted = gate.verdict() == Verdict.PROMOTED;
        Round.Judged leader = best;
        boolean passed = leader != null && leader.verdict() == Verdict.PROMOTED;
        double worth =
                gate.gain() + (now.isHalfWay() ? NEARER : 0) + (now.recipe().depth() == Depth.DECODER ? NEARER : 0);
        if (leader == null || (promoted && !passed) || (promoted == passed && worth > bestWorth)) {
            bestWorth = worth;
            bestGain = gate.gain();
            leader = new Round.Judged(
                    now.model().info().modelHash(),
                    now.parent(),
                    was.figures(),
                    reached.figures(),
                    gate.verdict(),
                    gate.objections(),
                    train().objects(),
                    seed,
                    now.words(),
                    0,
                    now.weights());
        }
        best = leader;
        after = null;
        if (!now.isHalfWay()) {
            now.turnHalfBack();
            return;
        }
        if (leader.verdict() == Verdict.PROMOTED
                && bestGain >= ENOUGH * (1 - was.figures().oneClick())) {
            tried = recipes.size() - 1;
        }
        next(now);
    }

    /// The next attempt or, after the last one, the verdict.
    private void next(Attempt former) {
        former.close();
        attempt = null;
        tried++;
        if (tried == recipes.size()) {
            over = true;
            listener.accept(Objects.requireNonNull(best).after(nanos / 1e9, leftOut));
        }
    }

    @Override
    public void close() {
        crops.close();
        if (sitting != null) {
            sitting.close();
        }
        if (attempt != null) {
            attempt.close();
        }
        if (learner != null) {
            learner.close();
        }
        if (exam != null) {
            exam.close();
        }
        if (known != null) {
            known.close();
        }
        listener.accept(new Round.Over());
    }
}
