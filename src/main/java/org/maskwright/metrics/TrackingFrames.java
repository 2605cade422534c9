package org.maskwright.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What the tracking measures need of a sequence: for each frame the labels on both sides and which
/// reference label is detected by which result label. Frames are added in order; only ids are kept.
public final class TrackingFrames {
    private final List<One> frames = new ArrayList<>();

    /// One frame.
    ///
    /// @param reference reference labels, ascending
    /// @param result result labels, ascending
    /// @param detectedBy for each detected reference label the result label that covers more than half of it
    /// @param shared for each result label how many reference labels it detects
    record One(
            Set<Integer> reference,
            Set<Integer> result,
            Map<Integer, Integer> detectedBy,
            Map<Integer, Integer> shared) {}

    /// The next frame. A frame that the result lacks is one without result labels.
    public void add(Overlap overlap) {
        Map<Integer, Integer> detectedBy = overlap.detections();
        Map<Integer, Integer> shared = new HashMap<>();
        detectedBy.values().forEach(result -> shared.merge(result, 1, Integer::sum));
        frames.add(new One(
                new TreeSet<>(overlap.reference().keySet()),
                new TreeSet<>(overlap.result().keySet()),
                new TreeMap<>(detectedBy),
                shared));
    }

    List<One> frames() {
        return frames;
    }

    /// The reference labels that a result label detects in a frame; none beyond the ends.
    Set<Integer> detectedBy(int frame, int result) {
        if (frame < 0 || frame >= frames.size()) {
            return Set.of();
        }
        return frames.get(frame).detectedBy().entrySet().stream()
                .filter(match -> match.getValue() == result)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /// The result label that detects a reference label and no other: 0 when there is none.
    int uniqueDetection(int frame, int reference) {
        One one = frames.get(frame);
        int by = one.detectedBy().getOrDefault(reference, 0);
        return one.shared().getOrDefault(by, 0) == 1 ? by : 0;
    }
}
