package org.maskwright.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.maskwright.sam.Network;

/// The head of a network learns from sheets, from no correction on, a crop at a time: the encoder is frozen and gives
/// its features once for each crop. Tensor thread only.
final class HeadLesson implements AutoCloseable {
    private static final int SIZE = 160;
    private static final int CROPS_A_STEP = 8;
    private static final int AHEAD = 8;
    private static final float WARM_UP = 0.1f;
    private static final float DECAY = 0.01f;
    private static final float LARGEST_NORM = 1;

    /// Objects get a diameter between these, in pixels of the crop: where the search asks about them, and beyond.
    private static final double LEAST_DIAMETER = 14;

    private static final double MOST_DIAMETER = 84;

    /// Share of the crops whose intensities are changed, and of those that lie anywhere.
    private static final double VARIED = 0.5;

    private static final double ANYWHERE = 0.25;

    /// How much is learnt.
    ///
    /// @param steps of the optimizer
    /// @param rate the highest learning rate
    record Recipe(int steps, float rate) {
        static final Recipe NORMAL = new Recipe(120, 2e-3f);

        String words() {
            return String.format(Locale.ROOT, "head, AdamW, %d steps, rate %.0e", steps, rate);
        }
    }

    private record Drawn(Crop crop, boolean instances) {}

    private final Network network;
    private final Recipe recipe;
    private final Feed<Drawn> feed;
    private final AdamW optimizer;
    private int crops;
    private int step;

    /// @param network gets a fresh head
    /// @param sheets at least one; those with known instances are drawn as often as the others together
    HeadLesson(Network network, List<Sheet> sheets, Recipe recipe, long seed) {
        this.network = network;
        this.recipe = recipe;
        network.load(java.util.Map.of(), Network.HEAD);
        network.addHead(seed);
        optimizer = new AdamW(network.manager(), network.headParameters(), DECAY, LARGEST_NORM);
        var random = new SplittableRandom(seed);
        var known = sheets.stream().filter(Sheet::instances).toList();
        var weak = sheets.stream().filter(s -> !s.instances()).toList();
        feed = new Feed<>(AHEAD, sink -> {
            while (true) {
                boolean ofKnown = weak.isEmpty() || (!known.isEmpty() && random.nextBoolean());
                sink.put(draw(ofKnown ? known : weak, random));
            }
        });
    }

    private static Drawn draw(List<Sheet> sheets, RandomGenerator random) {
        Sheet sheet = sheets.get(random.nextInt(sheets.size()));
        Example example = sheet.example();
        double diameter = LEAST_DIAMETER * Math.pow(MOST_DIAMETER / LEAST_DIAMETER, random.nextDouble());
        List<Example.Item> items = example.items();
        Example.Item about =
                items.isEmpty() ? new Example.Item(0, SIZE * SIZE / 16, 0, 0) : items.get(random.nextInt(items.size()));
        if (items.isEmpty() || random.nextDouble() < ANYWHERE) {
            about = new Example.Item(
                    0, about.area(), random.nextDouble() * example.width(), random.nextDouble() * example.height());
        }
        return new Drawn(new CropSampler(true, VARIED).draw(example, about, SIZE, diameter, random), sheet.instances());
    }

    /// Learns from one more crop, if one is ready.
    void step() {
        Optional<Drawn> drawn = feed.next();
        if (drawn.isEmpty()) {
            return;
        }
        learn(drawn.get());
        crops++;
        if (crops == CROPS_A_STEP) {
            optimizer.step(rate(), 1f / crops);
            crops = 0;
            step++;
        }
    }

    private void learn(Drawn drawn) {
        Crop crop = drawn.crop();
        try (NDManager m = network.manager().newSubManager()) {
            Network.Features f = network.encode(input(m, List.of(crop)), false);
            var truth = truth(m, List.of(drawn));
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                collector.backward(
                        Losses.dense(network.dense(f), truth.inside(), truth.certain(), truth.map(), truth.known()));
            }
        }
    }

    /// (batch, 3, size, size), channels-last memory, normalised.
    static NDArray input(NDManager m, List<Crop> crops) {
        int size = crops.getFirst().size();
        float[] pixels = new float[crops.size() * size * size * 3];
        int at = 0;
        for (Crop c : crops) {
            for (int i = 0; i < c.pixelCount(); i++) {
                pixels[at++] = Network.normalise(c.pixel(i));
            }
        }
        return Network.channelsLast(m, pixels, crops.size(), size, size, 3);
    }

    private record Truth(NDArray map, NDArray inside, NDArray certain, NDArray known) {}

    private static Truth truth(NDManager m, List<Drawn> drawn) {
        int n = drawn.size();
        int q = SIZE / 4;
        float[] inside = new float[n * q * q];
        float[] certain = new float[n * q * q];
        float[] known = new float[n * q * q];
        float[] map = new float[3 * n * q * q];
        for (int b = 0; b < n; b++) {
            Crop crop = drawn.get(b).crop();
            DenseTruth.draw(crop, inside, b * q * q, map, 3 * b * q * q);
            DenseTruth.drawCertain(crop, certain, b * q * q);
            if (drawn.get(b).instances()) {
                System.arraycopy(inside, b * q * q, known, b * q * q, q * q);
            }
        }
        return new Truth(
                Network.tensor(m, map, n, 3, q, q),
                Network.tensor(m, inside, n, 1, q, q),
                Network.tensor(m, certain, n, 1, q, q),
                Network.tensor(m, known, n, 1, q, q));
    }

    /// Warm-up, then a cosine to nothing.
    private float rate() {
        float t = (step + 1f) / recipe.steps();
        double shape = t < WARM_UP ? t / WARM_UP : 0.5 * (1 + Math.cos(Math.PI * (t - WARM_UP) / (1 - WARM_UP)));
        return (float) (recipe.rate() * Math.max(shape, 0.01));
    }

    boolean isDone() {
        return step >= recipe.steps();
    }

    double done() {
        return Math.min(1, (step + crops / (double) CROPS_A_STEP) / recipe.steps());
    }

    @Override
    public void close() {
        feed.close();
        optimizer.close();
    }
}
