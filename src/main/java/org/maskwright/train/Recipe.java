package org.maskwright.train;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.maskwright.Words;
import org.maskwright.sam.Depth;
import org.maskwright.weights.Architecture;
import org.maskwright.weights.Tensor;

/// How one attempt at learning goes.
///
/// @param depth what learns
/// @param steps of the optimizer
/// @param seconds on the tensor thread after which learning ends early, without the exams
/// @param rate the highest learning rate
public record Recipe(Depth depth, int steps, double seconds, float rate) {
    /// Whether weights are those of our own network.
    static boolean isCompact(Map<String, Tensor> weights) {
        return Architecture.of(weights) instanceof Architecture.Found.Model(Architecture found)
                && found == Architecture.COMPACT;
    }

    /// What a round on a number of objects tries, the cheapest first. Chosen on images of `train`, learnt
    /// from 30 objects of some and scored on 50 of others: on emps everything at 3e-4 for 60 steps was
    /// better than at 1e-4, and than the decoder alone, which was better at 1e-4 than at 3e-4.
    public static List<Recipe> of(int objects) {
        int deep = Math.clamp(objects, 40, 80);
        return List.of(
                new Recipe(Depth.DECODER, Math.clamp(3L * objects / 2, 60, 100), 30, 1e-4f),
                new Recipe(Depth.NECK, deep, 60, 1e-4f),
                new Recipe(Depth.ADAPTERS, deep, 100, 3e-4f),
                new Recipe(
                        Depth.ALL, Math.clamp(2L * objects + 50, 80, 200), Math.clamp(0.8 * objects, 60, 100), 3e-4f));
    }

    /// Objects whose gradients are added up for a step of the optimizer. Where everything learns, four bring in half of
    /// the time what eight do (decision 0017).
    ///
    /// @param reference whether its large decoder takes most of the time
    int objectsAStep(boolean reference) {
        return depth == Depth.DECODER && !reference ? 8 : 4;
    }

    /// Whether a network can learn so: our own as a whole, one of the reference from cached features on.
    boolean fits(boolean reference) {
        return switch (depth) {
            case DECODER -> true;
            case NECK, ADAPTERS -> reference;
            case ALL -> !reference;
        };
    }

    /// The same, ended after so many seconds at the latest.
    public Recipe within(double most) {
        return new Recipe(depth, steps, Math.min(seconds, most), rate);
    }

    /// The same with so many steps at the most, and so much time, more or less than its own.
    public Recipe within(int most, double time) {
        return new Recipe(depth, Math.min(steps, most), time, rate);
    }

    /// That it was not tried, in words.
    String leftOut(double secondsAStep) {
        return Words.of("train.left-out", what(), secondsAStep);
    }

    private String what() {
        return Words.of("train.depth." + depth.name().toLowerCase(Locale.ROOT));
    }

    String words(int done) {
        return String.format(Locale.ROOT, "%s, AdamW, %d steps, rate %.0e", what(), done, rate);
    }
}
