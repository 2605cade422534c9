package org.maskwright.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
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
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.sam.Depth;
import org.maskwright.sam.Network;
import org.maskwright.weights.Safetensors;
import org.maskwright.weights.Tensor;

/// Training from nothing: crops of labelled sets and of the simulator, simulated prompts, AdamW with a
/// cosine, a moving average that is validated and kept when it is the best so far. Everything that is
/// needed to go on is in the state file beside the result, so a run can stop and resume at will.
/// Runs on the thread that calls it, which must be the tensor thread of its process.
public final class Pretrain {
    private static final float PEAK = 8e-4f;
    private static final float LAST = 1e-5f;
    private static final int WARM_UP = 150;

    private final Plan plan;
    private final CropSource source;
    private final QuickTest test;
    private final Consumer<String> say;
    private double best = -1;
    private int sinceBest;

    /// What to do.
    ///
    /// @param out where the best weights go (half precision); `.state` and `.csv` stand beside it
    /// @param steps length of the whole schedule
    /// @param minutes stop (resumable) after this long, 0 for no bound
    /// @param every steps between validations
    /// @param patience validations without a better one before it stops early, 0 for never
    /// @param crops crops of 160 pixels a step; other sizes are balanced against it
    /// @param objects objects of each crop
    public record Plan(
            Path out,
            long steps,
            double minutes,
            int every,
            int patience,
            int crops,
            int objects,
            long seed,
            @Nullable Path init,
            @Nullable Path resume) {}

    Pretrain(Plan plan, CropSource source, QuickTest test, Consumer<String> say) {
        this.plan = plan;
        this.source = source;
        this.test = test;
        this.say = say;
    }

    /// Trains until the schedule ends, the time is up, patience is out, or `cancel`.
    void run(NDManager base, Cancel cancel) {
        try (Network network = Network.random(base, plan.seed())) {
            if (plan.init() != null) {
                network.load(Safetensors.read(plan.init()).tensors(), "");
            }
            SequencedMap<String, NDArray> all = network.parameters();
            var trained = new LinkedHashMap<String, NDArray>();
            for (String name : network.trainable(Depth.ALL)) {
                NDArray p = all.get(name);
                if (p != null) {
                    trained.put(name, p);
                }
            }
            try (var optimizer = new AdamW(network.manager(), trained, 0.02f, 2f);
                    var average = new Ema(network.manager(), all)) {
                if (plan.resume() != null) {
                    resume(network, optimizer, average, plan.resume());
                }
                loop(network, optimizer, average, cancel);
            }
        }
    }

    private void loop(Network network, AdamW optimizer, Ema average, Cancel cancel) {
        long begun = System.nanoTime();
        long firstStep = optimizer.steps();
        var random = new SplittableRandom(plan.seed() * 7919 + optimizer.steps());
        BlockingQueue<List<Crop>> queue = new ArrayBlockingQueue<>(3);
        Thread feeder = Thread.ofPlatform().daemon().name("maskwright-crops").start(() -> feed(queue, random.split()));
        double[] sums = new double[4];
        int counted = 0;
        try {
            while (optimizer.steps() < plan.steps() && !cancel.isCancelled()) {
                List<Crop> crops = queue.take();
                // Corrections of corrections are what a person gives last and hardest: most steps have some.
                int rounds = random.nextInt(8) == 0 ? 6 : 2 + random.nextInt(3);
                var score = new Lesson(network, crops, plan.objects(), random).learn(network.manager(), rounds);
                long step = optimizer.steps();
                double norm = optimizer.step(rate(step), 1);
                average.follow(step);
                sums[0] += score.loss();
                sums[1] += score.iou().get(0);
                sums[2] += score.iou().get(1);
                sums[3] += norm;
                counted++;
                step = optimizer.steps();
                double minutes = (System.nanoTime() - begun) / 6e10;
                if (step % 20 == 0) {
                    say.accept(String.format(
                            Locale.ROOT,
                            "step %d of %d, %.1f min, %.2f s a step, loss %.3f, IoU %.3f then %.3f, norm %.2f",
                            step,
                            plan.steps(),
                            minutes,
                            minutes * 60 / (step - firstStep),
                            sums[0] / counted,
                            sums[1] / counted,
                            sums[2] / counted,
                            sums[3] / counted));
                }
                boolean timeIsUp = plan.minutes() > 0 && minutes >= plan.minutes();
                if (step % plan.every() == 0 || step == plan.steps() || timeIsUp) {
                    validate(network, optimizer, average, step, sums[0] / counted);
                    sums = new double[4];
                    if (timeIsUp || (plan.patience() > 0 && sinceBest >= plan.patience())) {
                        return;
                    }
                    counted = 0;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            feeder.interrupt();
        }
    }

    private void feed(BlockingQueue<List<Crop>> queue, SplittableRandom random) {
        try {
            while (true) {
                int size = switch (random.nextInt(4)) {
                    case 0 -> 128;
                    case 1 -> 192;
                    default -> 160;
                };
                int n = Math.max(2, Math.round(plan.crops() * 160f * 160f / (size * size)));
                var crops = new ArrayList<Crop>();
                for (int i = 0; i < n; i++) {
                    crops.add(source.draw(size, random));
                }
                queue.put(crops);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Warm-up, then a cosine to the end of the schedule.
    private float rate(long step) {
        if (step < WARM_UP) {
            return PEAK * (step + 1) / WARM_UP;
        }
        double t = Math.min(1, (step - WARM_UP) / (double) Math.max(1, plan.steps() - WARM_UP));
        return (float) (LAST + (PEAK - LAST) * 0.5 * (1 + Math.cos(Math.PI * t)));
    }

    private void validate(Network network, AdamW optimizer, Ema average, long step, double loss) {
        SequencedMap<String, Tensor> live = network.weights("", false);
        SequencedMap<String, Tensor> smooth = average.weights(false);
        network.load(smooth, "");
        QuickTest.Result r = test.run(network, network.manager());
        network.load(live, "");
        boolean better = r.mean() > best;
        sinceBest = better ? 0 : sinceBest + 1;
        best = Math.max(best, r.mean());
        String line =
                String.format(Locale.ROOT, "%d,%.5f,%.4f,%.4f,%.4f", step, loss, r.click(), r.box(), r.threeClicks());
        say.accept("validated: step,loss,click,box,three = " + line + (better ? " (best so far, kept)" : ""));
        append(line);
        Map<String, String> about = Map.of("kind", "maskwright-compact-1", "step", String.valueOf(step));
        if (better) {
            new Safetensors(average.weights(true), about).write(plan.out());
        }
        var state = new LinkedHashMap<String, Tensor>();
        live.forEach((n, t) -> state.put("live." + n, t));
        smooth.forEach((n, t) -> state.put("average." + n, t));
        optimizer.state().forEach((n, t) -> state.put("optimizer." + n, t));
        new Safetensors(state, Map.of("best", String.valueOf(best), "test", test.identity())).write(stateFile());
    }

    private Path stateFile() {
        return plan.out().resolveSibling(plan.out().getFileName() + ".state");
    }

    private void append(String line) {
        Path csv = plan.out().resolveSibling(plan.out().getFileName() + ".csv");
        try {
            boolean fresh = !Files.exists(csv);
            Files.writeString(
                    csv,
                    (fresh ? "step,loss,iou_click,iou_box,iou_three_clicks\n" : "") + line + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw Problem.causedBy(e, "weights.unwritable", csv.toString(), String.valueOf(e.getMessage()));
        }
    }

    private void resume(Network network, AdamW optimizer, Ema average, Path file) {
        Safetensors state = Safetensors.read(file);
        network.load(under(state, "live."), "");
        average.restore(under(state, "average."));
        optimizer.restore(under(state, "optimizer."));
        if (test.identity().equals(state.metadata().get("test"))) {
            best = Double.parseDouble(state.metadata().getOrDefault("best", "-1"));
        }
        say.accept("resumed at step " + optimizer.steps());
    }

    private static Map<String, Tensor> under(Safetensors state, String prefix) {
        var out = new LinkedHashMap<String, Tensor>();
        state.tensors().forEach((n, t) -> {
            if (n.startsWith(prefix)) {
                out.put(n.substring(prefix.length()), t);
            }
        });
        return out;
    }
}
