package org.maskwright.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.maskwright.metrics.Overlap.Pair;

/// One-to-one matching of reference and result labels at an IoU threshold, with as many pairs as there
/// can be (augmenting paths, H. W. Kuhn 1955). Above an IoU of 0.5 every candidate pair is unique; at
/// exactly 0.5 and below, the choice matters.
public final class Matching {
    private final Map<Integer, List<Pair>> candidates = new HashMap<>();
    private final Map<Integer, Pair> ofResult = new HashMap<>();

    private Matching(Overlap overlap, double threshold) {
        for (Pair pair : overlap.pairs()) {
            if (pair.iou() >= threshold) {
                candidates
                        .computeIfAbsent(pair.reference(), r -> new ArrayList<>())
                        .add(pair);
            }
        }
        candidates
                .values()
                .forEach(list -> list.sort(Comparator.comparingDouble(Pair::iou).reversed()));
        candidates.keySet().stream().sorted().forEach(reference -> augment(reference, new HashSet<>()));
    }

    /// The matched pairs with IoU at least `threshold`, in order of reference label.
    public static List<Pair> at(Overlap overlap, double threshold) {
        return new Matching(overlap, threshold)
                .ofResult.values().stream()
                        .sorted(Comparator.comparingInt(Pair::reference))
                        .toList();
    }

    private boolean augment(int reference, Set<Integer> tried) {
        for (Pair pair : candidates.getOrDefault(reference, List.of())) {
            if (tried.add(pair.result())) {
                Pair taken = ofResult.get(pair.result());
                if (taken == null || augment(taken.reference(), tried)) {
                    ofResult.put(pair.result(), pair);
                    return true;
                }
            }
        }
        return false;
    }
}
