package org.maskwright.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.maskwright.train.ClickScores.Guess;

/// How far the predicted IoU is from the one that masks have, for what rests on it: the preview, the choice of a mask,
/// the queue of doubtful objects.
final class Calibration {
    private static final int BINS = 10;

    private Calibration() {}

    /// The mask put first after one click.
    static boolean isFirstMask(Guess g) {
        return g.clicks() == 1 && g.place() == 0;
    }

    private static boolean isOfOneClick(Guess g) {
        return g.clicks() == 1;
    }

    private static boolean isCorrected(Guess g) {
        return g.clicks() > 1 && g.place() == 0;
    }

    private static boolean isOfBox(Guess g) {
        return g.clicks() == 0 && g.place() == 0;
    }

    /// Mean absolute errors by kind of question, and the curve of the first mask after one click: in each tenth of the
    /// predicted IoU how many masks, their mean predicted and their mean real one.
    static Map<String, Object> report(List<Guess> guesses) {
        var out = new LinkedHashMap<String, Object>();
        out.put("first_mask", error(guesses, Calibration::isFirstMask));
        out.put("all_masks", error(guesses, Calibration::isOfOneClick));
        out.put("corrected", error(guesses, Calibration::isCorrected));
        out.put("box", error(guesses, Calibration::isOfBox));
        out.put("curve", curve(guesses.stream().filter(Calibration::isFirstMask).toList()));
        return out;
    }

    /// Mean absolute difference of predicted and real IoU; null when nothing was asked so.
    static @Nullable Double error(List<Guess> guesses, Predicate<Guess> which) {
        var errors = guesses.stream()
                .filter(which)
                .mapToDouble(g -> Math.abs(g.predicted() - g.real()))
                .average();
        return errors.isPresent() ? errors.getAsDouble() : null;
    }

    private static List<Map<String, Object>> curve(List<Guess> guesses) {
        var out = new ArrayList<Map<String, Object>>();
        for (int bin = 0; bin < BINS; bin++) {
            int b = bin;
            List<Guess> in = guesses.stream()
                    .filter(g -> Math.min(BINS - 1, (int) (g.predicted() * BINS)) == b)
                    .toList();
            if (!in.isEmpty()) {
                var row = new LinkedHashMap<String, Object>();
                row.put("masks", in.size());
                row.put("predicted", mean(in, Guess::predicted));
                row.put("real", mean(in, Guess::real));
                out.add(row);
            }
        }
        return out;
    }

    private static double mean(List<Guess> of, ToDoubleFunction<Guess> value) {
        return of.stream().mapToDouble(value).average().orElse(Double.NaN);
    }
}
