package org.maskwright.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.maskwright.sam.Network;

/// One step's worth of crops and objects for pretraining: encodes the crops, asks for each object by a
/// first prompt and then by corrections of the answer, and adds up gradients. Tensor thread only.
final class Lesson {
    private final Network network;
    private final List<Crop> crops;
    private final int objectsPerCrop;
    private final Exercise exercise;
    private final int size;

    /// @param crops all of one size
    Lesson(Network network, List<Crop> crops, int objectsPerCrop, RandomGenerator random) {
        this.network = network;
        this.crops = crops;
        this.objectsPerCrop = objectsPerCrop;
        size = crops.getFirst().size();
        var objects = new ArrayList<Exercise.Asked>();
        for (int o = 0; o < crops.size() * objectsPerCrop; o++) {
            Crop crop = crops.get(o / objectsPerCrop);
            List<Crop.Target> targets = crop.targets();
            int id = targets.get(o % objectsPerCrop % targets.size()).id();
            objects.add(new Exercise.Asked(o / objectsPerCrop, crop, id));
        }
        exercise = new Exercise(objects, random);
    }

    /// What came out: the loss and the mean IoU of the mask with the highest predicted IoU after each
    /// round of prompts.
    record Score(double loss, List<Double> iou) {
        Score {
            iou = List.copyOf(iou);
        }
    }

    /// Runs forward and backward; gradients stay in the parameters.
    ///
    /// @param rounds of prompts: the first prompt and corrections
    Score learn(NDManager parent, int rounds) {
        try (NDManager m = parent.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            Network.Features f = network.encode(input(m), true);
            NDArray loss = denseLoss(m, f.dense());
            float[] dense = f.dense().toFloatArray();
            Network.Features each = Exercise.repeat(f, objectsPerCrop);
            double[] iou = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                loss = loss.add(exercise.ask(m, network, each, dense));
                iou[round] = exercise.iou();
            }
            double value = loss.getFloat();
            collector.backward(loss);
            return new Score(value, java.util.Arrays.stream(iou).boxed().toList());
        }
    }

    /// (batch, 3, size, size), channels-last memory, normalised.
    private NDArray input(NDManager m) {
        float[] pixels = new float[crops.size() * size * size * 3];
        int at = 0;
        for (Crop c : crops) {
            for (int i = 0; i < c.pixelCount(); i++) {
                pixels[at++] = Network.normalise(c.pixel(i));
            }
        }
        return Network.channelsLast(m, pixels, crops.size(), size, size, 3);
    }

    private NDArray denseLoss(NDManager m, NDArray map) {
        int q = size / 4;
        float[] inside = new float[crops.size() * q * q];
        float[] truth = new float[3 * inside.length];
        for (int b = 0; b < crops.size(); b++) {
            DenseTruth.draw(crops.get(b), inside, b * q * q, truth, 3 * b * q * q);
        }
        return Losses.dense(
                map, Network.tensor(m, truth, crops.size(), 3, q, q), Network.tensor(m, inside, crops.size(), 1, q, q));
    }
}
