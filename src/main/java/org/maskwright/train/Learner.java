package org.maskwright.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.maskwright.sam.Sam;
import org.maskwright.weights.Tensor;

/// The copy of the base model with which one attempt of a round learns after the other, each from the base, and what
/// they share. Tensor thread only.
final class Learner implements AutoCloseable {
    private final Map<String, Tensor> base;
    private final Sam model;
    private final String parent;
    private final @Nullable Squares squares;
    private Set<String> changed = Set.of();

    /// @param base the weights to begin from
    /// @param device the engine's name of the device to learn on
    /// @param set the objects to learn from
    Learner(Map<String, Tensor> base, String device, TrainingSet set, long seed) {
        this.base = base;
        model = Sam.toLearn(base, "learner", device);
        parent = model.info().modelHash();
        squares = model.info().isCompact() ? null : new Squares(model, set, seed);
    }

    /// The base again.
    ///
    /// @param changing names of what will have changed when this is called the next time
    void begin(Set<String> changing) {
        if (!changed.isEmpty()) {
            var former = new LinkedHashMap<>(base);
            former.keySet().retainAll(changed);
            model.swap(former);
        }
        changed = Set.copyOf(changing);
    }

    Sam model() {
        return model;
    }

    Map<String, Tensor> base() {
        return base;
    }

    /// The hash of the base.
    String parent() {
        return parent;
    }

    /// The frames as a network of the reference sees them; null for our own.
    @Nullable
    Squares squares() {
        return squares;
    }

    @Override
    public void close() {
        if (squares != null) {
            squares.close();
        }
        model.close();
    }
}
