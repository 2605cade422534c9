package org.maskwright.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.Words;
import org.maskwright.auto.Suppress;
import org.maskwright.formats.CurveFile;
import org.maskwright.image.Contrasts;
import org.maskwright.image.Images;
import org.maskwright.image.Raster;
import org.maskwright.label.LabelImages;
import org.maskwright.label.Mask;
import org.maskwright.metrics.InstanceScores;
import org.maskwright.metrics.Overlap;
import org.maskwright.sam.Depth;
import org.maskwright.sam.Network;
import org.maskwright.sam.Unet;
import org.maskwright.weights.Checkpoints;
import org.maskwright.weights.Safetensors;
import org.maskwright.weights.Tensor;

/// Training of a plain U-Net on images and masks, from nothing or from the encoder of any of our models:
/// foreground, distance to the boundary and offset to the centre; a moving average is scored on held-out
/// images, kept when it is the best so far, and the end comes early when no better one does. On the thread
/// that calls it, which must be the tensor thread of its process.
public final class UnetTraining {
    private static final int SIZE = 160;
    private static final int CROPS = 8;
    private static final int AHEAD = 3;
    private static final int WARM_UP = 30;
    private static final int MOST_HELD = 12;
    private static final int HELD_OF = 5;
    private static final float FROM_NOTHING = 2e-3f;
    private static final float FROM_ANOTHER = 5e-4f;
    private static final float DECAY = 0.02f;
    private static final float LARGEST_NORM = 2;

    /// What to do.
    ///
    /// @param out where the best weights go (half precision); `.csv` and `.png` with the curves stand beside it
    /// @param steps length of the schedule
    /// @param minutes stop after so long, 0 for no bound
    /// @param every steps between scores
    /// @param patience scores without a better one before it stops early, 0 for never
    /// @param init weights of any of our models, whose encoder it begins with
    public record Plan(
            Path out,
            int steps,
            double minutes,
            int every,
            int patience,
            long seed,
            @Nullable Path init) {}

    /// How the held-out images came out.
    ///
    /// @param ap TP / (TP + FP + FN) at IoU 0.50, counts pooled
    /// @param foreground mean IoU of the foreground's pixels
    record Score(int step, double loss, double ap, double foreground) {
        double mean() {
            return (ap + foreground) / 2;
        }

        String words() {
            return String.format(Locale.ROOT, "%d,%.5f,%.4f,%.4f", step, loss, ap, foreground);
        }
    }

    private final Plan plan;
    private final CropSource source;
    private final List<LabelledSet.Entry> held;
    private final Consumer<String> say;
    private final List<Score> scores = new ArrayList<>();

    private UnetTraining(Plan plan, CropSource source, List<LabelledSet.Entry> held, Consumer<String> say) {
        this.plan = plan;
        this.source = source;
        this.held = held;
        this.say = say;
    }

    /// A set of a folder: the rows of its `metadata.csv` with a split or, without such a table, the images that have a
    /// label file of the same name in `labels` or `masks`.
    ///
    /// @throws Problem `train.noSplit`, `train.badSet`
    public static LabelledSet set(Path folder, String split) {
        if (Files.exists(folder.resolve("metadata.csv"))) {
            return LabelledSet.read(folder, split);
        }
        Path masks = folder.resolve("masks");
        return LabelledSet.of(
                folder.resolve("images"), Files.isDirectory(masks) ? masks : folder.resolve("labels"), null);
    }

    /// Trains until the schedule ends, the time is up, patience is out, or `cancel`.
    ///
    /// @return the best score in words
    /// @throws Problem `train.badSet` when there are fewer than two images
    public static String run(Plan plan, List<LabelledSet> data, Consumer<String> say, Cancel cancel) {
        Map<LabelledSet, Double> train = new LinkedHashMap<>();
        var held = new ArrayList<LabelledSet.Entry>();
        for (LabelledSet set : data) {
            List<LabelledSet.Entry> out = heldOut(set);
            List<LabelledSet.Entry> rest =
                    set.entries().stream().filter(e -> !out.contains(e)).toList();
            if (out.isEmpty() || rest.isEmpty()) {
                throw new Problem("train.badSet", set.name(), Words.of("train.unet.few"));
            }
            held.addAll(out);
            train.put(new LabelledSet(set.name(), rest), Math.sqrt(rest.size()) + 3);
        }
        var source = new CropSource(train, new Simulation(), 0);
        return new UnetTraining(plan, source, List.copyOf(held), say).run(cancel);
    }

    /// The fixed tenth by name; of a small set the last fifth.
    private static List<LabelledSet.Entry> heldOut(LabelledSet set) {
        List<LabelledSet.Entry> tenth =
                set.entries().stream().filter(LabelledSet.Entry::heldOut).toList();
        int all = set.entries().size();
        boolean enough = !tenth.isEmpty() && tenth.size() < all;
        return enough
                ? tenth.subList(0, Math.min(MOST_HELD, tenth.size()))
                : all < 2 ? List.of() : set.entries().subList(all - Math.ceilDiv(all, HELD_OF), all);
    }

    private String run(Cancel cancel) {
        Optional<Map<String, Tensor>> init = Optional.ofNullable(plan.init()).map(Checkpoints::read);
        try (NDManager base = NDManager.newBaseManager();
                Network network = Network.random(base, plan.seed());
                Unet judge = Unet.random(plan.seed())) {
            init.ifPresent(tensors -> network.load(tensors, "image_encoder."));
            var all = network.parameters();
            var learns = new LinkedHashMap<String, NDArray>();
            var kept = new LinkedHashMap<String, NDArray>();
            all.forEach((name, p) -> {
                if (name.startsWith("image_encoder.")) {
                    kept.put(name, p);
                }
            });
            for (String name : network.trainable(Depth.ALL)) {
                NDArray p = kept.get(name);
                if (p != null) {
                    learns.put(name, p);
                }
            }
            try (var optimizer = new AdamW(network.manager(), learns, DECAY, LARGEST_NORM);
                    var average = new Ema(network.manager(), kept);
                    var feed = new Feed<List<Crop>>(AHEAD, this::draw)) {
                loop(network, judge, optimizer, average, feed, cancel);
            }
        }
        return best().map(Score::words).orElse("");
    }

    private void draw(Feed.Sink<List<Crop>> sink) throws InterruptedException {
        RandomGenerator random = new SplittableRandom(plan.seed());
        while (true) {
            var crops = new ArrayList<Crop>();
            for (int i = 0; i < CROPS; i++) {
                crops.add(source.draw(SIZE, random));
            }
            sink.put(crops);
        }
    }

    private void loop(Network network, Unet judge, AdamW optimizer, Ema average, Feed<List<Crop>> feed, Cancel cancel) {
        long begun = System.nanoTime();
        double loss = 0;
        int counted = 0;
        while (optimizer.steps() < plan.steps() && !cancel.isCancelled()) {
            Optional<List<Crop>> crops = feed.next();
            if (crops.isEmpty()) {
                continue;
            }
            loss += learn(network, crops.get());
            counted++;
            optimizer.step(rate((int) optimizer.steps()), 1);
            average.follow(optimizer.steps());
            int step = (int) optimizer.steps();
            boolean timeIsUp = plan.minutes() > 0 && (System.nanoTime() - begun) / 6e10 >= plan.minutes();
            if (step % plan.every() == 0 || step == plan.steps() || timeIsUp) {
                judge.load(average.weights(false));
                boolean better = note(score(judge, step, loss / counted));
                if (better) {
                    new Safetensors(judge.weights(), Map.of("kind", "maskwright-unet-1", "step", "" + step))
                            .write(plan.out());
                }
                loss = 0;
                counted = 0;
                if (timeIsUp || (plan.patience() > 0 && sinceBest() >= plan.patience())) {
                    return;
                }
            }
        }
    }

    private static double learn(Network network, List<Crop> crops) {
        int q = SIZE / 4;
        int n = crops.size();
        float[] inside = new float[n * q * q];
        float[] truth = new float[3 * inside.length];
        for (int b = 0; b < n; b++) {
            DenseTruth.draw(crops.get(b), inside, b * q * q, truth, 3 * b * q * q);
        }
        try (NDManager m = network.manager().newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            Network.Features f = network.encode(HeadLesson.input(m, crops), true);
            NDArray loss = Losses.dense(
                    f.dense(), Network.tensor(m, truth, n, 3, q, q), Network.tensor(m, inside, n, 1, q, q));
            double value = loss.getFloat();
            collector.backward(loss);
            return value;
        }
    }

    /// Warm-up, then a cosine to the end of the schedule.
    private float rate(int step) {
        float peak = plan.init() == null ? FROM_NOTHING : FROM_ANOTHER;
        if (step < WARM_UP) {
            return peak * (step + 1) / WARM_UP;
        }
        double t = Math.min(1, (step - WARM_UP) / (double) Math.max(1, plan.steps() - WARM_UP));
        return (float) (peak * (0.01 + 0.99 * 0.5 * (1 + Math.cos(Math.PI * t))));
    }

    private Score score(Unet unet, int step, double loss) {
        var counts = new InstanceScores();
        for (LabelledSet.Entry e : held) {
            Raster picture = Images.open(e.image()).read(0, 0);
            int[] truth = Images.readLabels(e.labels()).ids();
            var found = Suppress.of(
                    unet.find(picture, Contrasts.window(picture, picture.channels() >= 3), new Cancel()),
                    Suppress.LEAST_CONFIDENCE);
            var masks = new TreeMap<Integer, Mask>();
            found.forEach(p -> masks.put(masks.size() + 1, p.mask()));
            counts.add(Overlap.of(truth, LabelImages.paint(picture.width(), picture.height(), masks)));
        }
        return new Score(
                step,
                loss,
                counts.counts(0).averagePrecision().orElse(0),
                counts.meanForegroundIou().orElse(0));
    }

    private Optional<Score> best() {
        return scores.stream().max(java.util.Comparator.comparingDouble(Score::mean));
    }

    private int sinceBest() {
        int best = best().map(scores::indexOf).orElse(0);
        return scores.size() - 1 - best;
    }

    /// @return whether it is the best so far
    private boolean note(Score score) {
        boolean better = best().map(b -> score.mean() > b.mean()).orElse(true);
        scores.add(score);
        say.accept(
                "scored: step,loss,ap_50,foreground_iou = " + score.words() + (better ? " (best so far, kept)" : ""));
        String name = String.valueOf(plan.out().getFileName());
        Path csv = plan.out().resolveSibling(name + ".csv");
        try {
            boolean first = scores.size() == 1;
            Files.writeString(
                    csv,
                    (first ? "step,loss,ap_50,foreground_iou\n" : "") + score.words() + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    first ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw Problem.causedBy(e, "weights.unwritable", csv.toString(), String.valueOf(e.getMessage()));
        }
        CurveFile.write(
                plan.out().resolveSibling(name + ".png"),
                Words.of("train.unet.title", held.size()),
                Words.of("train.unet.axis"),
                scores.stream().map(Score::step).toList(),
                List.of(
                        new CurveFile.Curve(
                                Words.of("train.unet.ap"),
                                scores.stream().map(Score::ap).toList()),
                        new CurveFile.Curve(
                                Words.of("train.unet.foreground"),
                                scores.stream().map(Score::foreground).toList())));
        return better;
    }
}
