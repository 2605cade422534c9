package org.maskwright.app.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Durations of one thing done again and again. Safe for any thread.
final class Times {
    private static final double NANOS_PER_MILLI = 1e6;
    private final Collection<Double> millis = new ConcurrentLinkedQueue<>();

    void add(long nanos) {
        millis.add(nanos / NANOS_PER_MILLI);
    }

    void add(Times others) {
        millis.addAll(others.millis);
    }

    /// Does something `warmUps` times, then takes its time `count` times.
    static Times of(int warmUps, int count, Runnable work) {
        var times = new Times();
        for (int i = -warmUps; i < count; i++) {
            long begun = System.nanoTime();
            work.run();
            if (i >= 0) {
                times.add(System.nanoTime() - begun);
            }
        }
        return times;
    }

    /// Median and 95th percentile in milliseconds (nearest rank) and how often.
    Map<String, Object> report() {
        double[] sorted = sorted();
        var out = new LinkedHashMap<String, Object>();
        out.put("median_ms", sorted.length == 0 ? null : rank(sorted, 0.5));
        out.put("p95_ms", sorted.length == 0 ? null : rank(sorted, 0.95));
        out.put("n", sorted.length);
        return out;
    }

    /// The median in milliseconds.
    ///
    /// @throws IllegalStateException when nothing was timed
    double median() {
        double[] sorted = sorted();
        if (sorted.length == 0) {
            throw new IllegalStateException("nothing was timed");
        }
        return rank(sorted, 0.5);
    }

    private double[] sorted() {
        return millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    private static double rank(double[] sorted, double share) {
        double value = sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
        return Math.round(value * 1000) / 1000.0;
    }
}
