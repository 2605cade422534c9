package org.maskwright.train;

import java.util.List;
import org.maskwright.project.ModelRecord.Verdict;

/// Decides whether a model that learnt is taken over, from the same questions before and after:
///
/// - on the held-out objects it must not be worse, after one click and after three, by more than [#SLACK], and
///   after one click it must not only seem better: the mean difference must exceed [#DOUBT] of its standard error;
/// - on simulated pictures, whose truth no label can spoil, it must not lose more than [#FORGOTTEN] after one click:
///   it has not forgotten what it could, nor learnt to draw masks beside their objects.
record Gate(Marks before, Marks after, Marks knownBefore, Marks knownAfter) {
    static final double SLACK = 0.005;
    static final double DOUBT = 0.25;
    static final double FORGOTTEN = 0.02;

    Verdict verdict() {
        return holds(before.oneClick(), after.oneClick()) && holds(before.last(), after.last()) && remembers()
                ? Verdict.PROMOTED
                : Verdict.REFUSED;
    }

    /// By how much the mean IoU of the held-out objects grows, over one click and three.
    double gain() {
        return (difference(before.oneClick(), after.oneClick()) + difference(before.last(), after.last())) / 2;
    }

    private boolean remembers() {
        return difference(knownBefore.oneClick(), knownAfter.oneClick()) >= -FORGOTTEN;
    }

    private static boolean holds(List<Double> was, List<Double> is) {
        double mean = difference(was, is);
        double squares = 0;
        for (int i = 0; i < was.size(); i++) {
            double off = is.get(i) - was.get(i) - mean;
            squares += off * off;
        }
        int n = was.size();
        double error = n < 2 ? 0 : Math.sqrt(squares / (n - 1) / n);
        return mean >= DOUBT * error - SLACK;
    }

    private static double difference(List<Double> was, List<Double> is) {
        return Marks.mean(is) - Marks.mean(was);
    }
}
