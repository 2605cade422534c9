package org.maskwright.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// How the labels of a reference image and of a result image lie over each other: areas and common
/// pixels, background left out. Images may be planes or volumes: only the order of samples must agree.
///
/// @param reference area in pixels of each reference label, by label
/// @param result area in pixels of each result label, by label
/// @param pairs labels that have pixels in common, in order of reference label and then result label
/// @param foreground pixels that have a label in either image
public record Overlap(
        SortedMap<Integer, Integer> reference, SortedMap<Integer, Integer> result, List<Pair> pairs, int foreground) {
    /// Two labels with at least one common pixel.
    ///
    /// @param common pixels in both
    /// @param iou intersection over union
    /// @param covered share of the reference label that the result label covers
    public record Pair(int reference, int result, int common, double iou, double covered) {
        /// The match of SEG and of the graph measures: more than half of the reference, strictly.
        public boolean isDetection() {
            return covered > 0.5;
        }
    }

    /// @throws IllegalArgumentException when the images differ in size
    public static Overlap of(int[] reference, int[] result) {
        if (reference.length != result.length) {
            throw new IllegalArgumentException(reference.length + " and " + result.length + " samples");
        }
        Map<Long, Integer> common = new HashMap<>();
        int i = 0;
        while (i < reference.length) {
            int a = reference[i];
            int b = result[i];
            int start = i;
            while (i < reference.length && reference[i] == a && result[i] == b) {
                i++;
            }
            if (a != 0 || b != 0) {
                common.merge(((long) a << 32) | b, i - start, Integer::sum);
            }
        }
        return of(common);
    }

    private static Overlap of(Map<Long, Integer> common) {
        var reference = new TreeMap<Integer, Integer>();
        var result = new TreeMap<Integer, Integer>();
        int[] foreground = {0};
        common.forEach((key, pixels) -> {
            int a = (int) (key >> 32);
            int b = key.intValue();
            if (a != 0) {
                reference.merge(a, pixels, Integer::sum);
            }
            if (b != 0) {
                result.merge(b, pixels, Integer::sum);
            }
            foreground[0] += pixels;
        });
        List<Pair> pairs = new ArrayList<>();
        common.forEach((key, pixels) -> {
            int a = (int) (key >> 32);
            int b = key.intValue();
            if (a != 0 && b != 0) {
                double areaA = reference.getOrDefault(a, 0);
                double areaB = result.getOrDefault(b, 0);
                pairs.add(new Pair(a, b, pixels, pixels / (areaA + areaB - pixels), pixels / areaA));
            }
        });
        pairs.sort(Comparator.comparingInt(Pair::reference).thenComparingInt(Pair::result));
        return new Overlap(reference, result, List.copyOf(pairs), foreground[0]);
    }

    /// Pixels that have a label in both images.
    public int common() {
        return pairs.stream().mapToInt(Pair::common).sum();
    }

    /// For each reference label that is detected, the result label that covers more than half of it.
    Map<Integer, Integer> detections() {
        Map<Integer, Integer> out = new TreeMap<>();
        for (Pair pair : pairs) {
            if (pair.isDetection()) {
                out.put(pair.reference(), pair.result());
            }
        }
        return out;
    }
}
