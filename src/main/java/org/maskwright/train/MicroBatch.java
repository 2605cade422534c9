package org.maskwright.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.maskwright.sam.Network;

/// A few objects of one crop, encoded once by the frozen encoder, asked for round by round: what the
/// tensor thread learns from at a time. Tensor thread only.
final class MicroBatch implements AutoCloseable {
    private final NDManager manager;
    private final Network network;
    private final Network.Features features;
    private final float[] dense;
    private final Exercise exercise;
    private int rounds;

    /// @param size most objects to ask for
    MicroBatch(Network network, Crops.Drawn drawn, int size, long seed) {
        this.network = network;
        manager = network.manager().newSubManager();
        Crop crop = drawn.crop();
        float[] pixels = new float[crop.pixelCount()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = Network.normalise(crop.pixel(i));
        }
        Network.Features crops =
                network.encode(Network.channelsLast(manager, pixels, 1, crop.size(), crop.size(), 3), false);
        dense = crops.dense().toFloatArray();
        exercise = new Exercise(choose(crop, drawn.id(), size), new SplittableRandom(seed));
        features = Exercise.repeat(crops, exercise.objects());
    }

    /// The object that the crop was drawn for, and others that it shows.
    private static List<Exercise.Asked> choose(Crop crop, int id, int size) {
        var out = new ArrayList<Exercise.Asked>();
        crop.targets().stream()
                .sorted((a, b) -> Boolean.compare(b.id() == id, a.id() == id))
                .limit(size)
                .forEach(t -> out.add(new Exercise.Asked(0, crop, t.id())));
        return out;
    }

    int objects() {
        return exercise.objects();
    }

    /// Rounds of prompts so far.
    int rounds() {
        return rounds;
    }

    /// One round of prompts, forward and backward; gradients add up in the parameters, each object's
    /// with weight one.
    void ask() {
        try (NDManager m = manager.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray loss = exercise.ask(m, network, features, dense).mul(exercise.objects());
            collector.backward(loss);
        }
        rounds++;
    }

    @Override
    public void close() {
        manager.close();
    }
}
