package org.maskwright.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.maskwright.sam.Network;
import org.maskwright.sam.TracedFeatures;

/// A few objects of one crop, encoded once and asked for round by round: what the tensor thread learns
/// from at a time. Tensor thread only.
///
/// When the encoder learns too, each round leaves its gradient in the features, and [#deepen] carries the sum of them
/// on into its parameters: no piece is longer than half of the encoder's way back.
final class MicroBatch implements Batch {
    private final NDManager manager;
    private final Network network;
    private final NDArray input;
    private final @Nullable TracedFeatures traced;
    private final Network.Features features;
    private final float[] dense;
    private final Exercise exercise;
    private final Laps laps;
    private final Crops.Drawn drawn;
    private final @Nullable Network anchor;
    private @Nullable DenseGoal goal;
    private boolean upper;

    /// @param anchor what the encoder's dense map is kept near to outside of labelled objects; null when only
    ///     prompt encoder and mask decoder learn
    /// @param size most objects to ask for
    MicroBatch(Network network, @Nullable Network anchor, Crops.Drawn drawn, int size, long seed) {
        this.network = network;
        this.anchor = anchor;
        this.drawn = drawn;
        manager = network.manager().newSubManager();
        input = input(manager);
        traced = anchor == null ? null : traced();
        features = traced == null
                ? network.encode(input, false)
                : traced.features().detached();
        dense = features.dense().toFloatArray();
        exercise = new Exercise(choose(drawn.crop(), drawn.id(), size), new SplittableRandom(seed));
        laps = new Laps(manager, (m, _) -> forward(m));
        if (anchor != null) {
            learnt().forEach(f -> f.setRequiresGradient(true));
        }
    }

    /// With the way back into the encoder.
    private TracedFeatures traced() {
        try (GradientCollector _ = Engine.getInstance().newGradientCollector()) {
            return TracedFeatures.of(network, input);
        }
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

    private NDArray input(NDManager m) {
        Crop crop = drawn.crop();
        float[] pixels = new float[crop.pixelCount()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = Network.normalise(crop.pixel(i));
        }
        return Network.channelsLast(m, pixels, 1, crop.size(), crop.size(), 3);
    }

    /// What the decoder reads of the features.
    private List<NDArray> learnt() {
        return List.of(features.embedding(), features.skip4(), features.skip2());
    }

    @Override
    public int objects() {
        return exercise.objects();
    }

    @Override
    public int rounds() {
        return laps.done();
    }

    @Override
    public boolean ask() {
        return laps.step();
    }

    private NDArray forward(NDManager m) {
        Network.Features each = Exercise.repeat(features, exercise.objects());
        NDArray loss = exercise.ask(m, network, each, dense);
        return loss.mul(Network.tensor(m, new float[] {exercise.objects()})).sum();
    }

    /// Also with the loss of the encoder's dense map.
    @Override
    public boolean deepen() {
        Network former = anchor;
        TracedFeatures way = traced;
        if (former == null || way == null) {
            throw new IllegalStateException("the encoder does not learn");
        }
        if (goal == null) {
            goal = DenseGoal.of(manager, drawn, former.encode(input, false).dense());
            return false;
        }
        DenseGoal kept = goal;
        try (var half = new Lap(manager, m -> upper ? way.lower() : upper(m, way.features(), kept))) {
            half.back();
        }
        boolean done = upper;
        upper = true;
        return done;
    }

    private NDArray upper(NDManager m, Network.Features way, DenseGoal kept) {
        return carried(way.embedding(), features.embedding())
                .add(carried(way.skip4(), features.skip4()))
                .add(carried(way.skip2(), features.skip2()))
                .add(kept.loss(way.dense())
                        .mul(Network.tensor(m, new float[] {exercise.objects()}))
                        .sum());
    }

    /// Its gradient is what the rounds left in the features.
    private static NDArray carried(NDArray way, NDArray asked) {
        return way.mul(asked.getGradient()).sum();
    }

    @Override
    public void close() {
        manager.close();
    }
}
