package org.maskwright.weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Finds the table of weights in what a training program saved: the object itself, or one that lies under a
/// customary key beside epochs, optimizers and settings.
final class StateDict {
    private static final List<String> KEYS =
            List.of("model", "model_state", "model_state_dict", "state_dict", "network", "net", "params", "weights");

    private static final int DEEPEST = 4;

    private StateDict() {}

    static Optional<SequencedMap<String, Tensor>> find(Object saved) {
        return switch (saved) {
            case Tensor single -> {
                var named = new LinkedHashMap<String, Tensor>();
                named.put("parameter", single);
                yield Optional.of(named);
            }
            case Map<?, ?> table -> find(table, 0);
            default -> Optional.empty();
        };
    }

    private static Optional<SequencedMap<String, Tensor>> find(Map<?, ?> table, int depth) {
        if (depth < DEEPEST) {
            for (String key : KEYS) {
                if (table.get(key) instanceof Map<?, ?> inner) {
                    Optional<SequencedMap<String, Tensor>> found = find(inner, depth + 1);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        var tensors = new LinkedHashMap<String, Tensor>();
        table.forEach((key, value) -> {
            if (key instanceof String name && value instanceof Tensor tensor) {
                tensors.put(name, tensor);
            }
        });
        return tensors.isEmpty() ? Optional.empty() : Optional.of(tensors);
    }
}
