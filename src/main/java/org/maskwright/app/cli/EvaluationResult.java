package org.maskwright.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.maskwright.metrics.Biological;
import org.maskwright.metrics.InstanceScores;

/// The values of `maskwright evaluate` by name: null and named in `undefined` where a metric is not
/// defined, absent where it was not asked for.
final class EvaluationResult {
    private static final int LARGEST_TOLERANCE = 5;

    private final Set<Metric> asked;
    private final List<Path> missing;
    private final Map<Metric, Object> values = new LinkedHashMap<>();
    private Map<String, Integer> counts = Map.of();

    EvaluationResult(Set<Metric> asked, List<Path> missing) {
        this.asked = asked;
        this.missing = List.copyOf(missing);
    }

    /// Files that the result lacks: all their reference objects count as not found.
    List<Path> missing() {
        return missing;
    }

    void put(Metric metric, OptionalDouble value) {
        if (value.isPresent()) {
            values.put(metric, value.getAsDouble());
        }
    }

    void put(InstanceScores scores) {
        family(
                Metric.AP,
                InstanceScores.THRESHOLDS.size(),
                i -> String.format(Locale.ROOT, "%.2f", InstanceScores.THRESHOLDS.get(i)),
                i -> scores.counts(i).averagePrecision());
        put(Metric.MAP, scores.meanAveragePrecision());
        put(Metric.F1_50, scores.counts(0).f1());
        put(Metric.MEAN_IOU_FOREGROUND, scores.meanForegroundIou());
    }

    void putDivisions(Biological tracks) {
        family(
                Metric.BC,
                LARGEST_TOLERANCE + 1,
                Integer::toString,
                i -> tracks.divisions(i).f1());
    }

    private void family(Metric metric, int size, IntFunction<String> key, IntFunction<OptionalDouble> value) {
        Map<String, Double> all = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            OptionalDouble one = value.apply(i);
            if (one.isEmpty()) {
                return;
            }
            all.put(key.apply(i), one.getAsDouble());
        }
        values.put(metric, all);
    }

    void counts(Map<String, Integer> all) {
        counts = Map.copyOf(all);
    }

    /// For machines.
    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        List<String> undefined = new ArrayList<>();
        for (Metric metric : Metric.all()) {
            if (asked.contains(metric)) {
                out.put(metric.toString(), values.get(metric));
                if (!values.containsKey(metric)) {
                    undefined.add(metric.toString());
                }
            }
        }
        out.put("counts", new java.util.TreeMap<>(counts));
        out.put("undefined", undefined);
        return out;
    }

    /// For eyes: a line for each value.
    List<String> lines() {
        List<String> out = new ArrayList<>();
        for (Metric metric : Metric.all()) {
            if (!asked.contains(metric)) {
                continue;
            }
            switch (values.get(metric)) {
                case null -> out.add(line(metric.toString(), "not defined"));
                case Double value -> out.add(line(metric.toString(), number(value)));
                case Map<?, ?> family ->
                    family.forEach((key, value) -> out.add(line(metric + "[" + key + "]", number((Double) value))));
                default -> throw new IllegalStateException();
            }
        }
        return out;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }

    private static String line(String name, String value) {
        return String.format(Locale.ROOT, "%-20s %s", name, value);
    }
}
