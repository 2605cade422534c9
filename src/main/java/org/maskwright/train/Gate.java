package org.maskwright.train;

import java.util.ArrayList;
import java.util.List;
import org.maskwright.project.ModelRecord.Verdict;
import org.maskwright.train.Objection.Kind;

/// Decides whether a model that learnt is taken over, from the same questions before and after:
///
/// - on the held-out objects it must not be worse, after one click and after three, by more than [#SLACK], and
///   it must not only seem better: the mean difference must exceed [#DOUBT] of its standard error, less that slack.
///   Agreement counts up to [#RIGHT]: accepted masks are no truer than that, and many are answers of the model in use,
///   with which no other can agree as well. Counted whole, it may fall by no more than [#WHOLE] after one click;
/// - on simulated pictures, whose truth no label can spoil, it must not lose more than [#FORGOTTEN] after one click:
///   it has not forgotten what it could, nor learnt to draw masks beside their objects;
/// - the held-out masks must not lie more than [#ASIDE] of their diameter to one side of what the model in use
///   answers, as far as one can tell: such labels are shifted against their picture, and who learns from them seems
///   better by them.
record Gate(Marks before, Marks after, Marks knownBefore, Marks knownAfter) {
    static final double SLACK = 0.005;
    static final double DOUBT = 0.25;
    static final double FORGOTTEN = 0.02;
    static final double ASIDE = 0.08;
    static final double RIGHT = 0.9;
    static final double WHOLE = 0.015;

    Verdict verdict() {
        return objections().isEmpty() ? Verdict.PROMOTED : Verdict.REFUSED;
    }

    /// Every condition that does not hold.
    List<Objection> objections() {
        var out = new ArrayList<Objection>();
        check(out, Kind.ONE_CLICK, counted(before.oneClick()), counted(after.oneClick()));
        check(out, Kind.THREE_CLICKS, counted(before.last()), counted(after.last()));
        int n = before.oneClick().size();
        double whole = Marks.mean(before.oneClick());
        if (Marks.mean(after.oneClick()) < whole - WHOLE) {
            out.add(new Objection(Kind.WHOLE, whole, Marks.mean(after.oneClick()), whole - WHOLE, n));
        }
        if (before.aside() > ASIDE) {
            out.add(new Objection(Kind.ASIDE, before.aside(), after.aside(), ASIDE, n));
        }
        double was = Marks.mean(knownBefore.oneClick());
        double is = Marks.mean(knownAfter.oneClick());
        if (is < was - FORGOTTEN) {
            out.add(new Objection(
                    Kind.FORGOTTEN,
                    was,
                    is,
                    was - FORGOTTEN,
                    knownBefore.oneClick().size()));
        }
        return List.copyOf(out);
    }

    /// By how much the mean IoU of the held-out objects grows, over one click and three.
    double gain() {
        return (difference(counted(before.oneClick()), counted(after.oneClick()))
                        + difference(counted(before.last()), counted(after.last())))
                / 2;
    }

    private static List<Double> counted(List<Double> iou) {
        return iou.stream().map(v -> Math.min(v, RIGHT)).toList();
    }

    private static void check(List<Objection> out, Kind kind, List<Double> was, List<Double> is) {
        double mean = difference(was, is);
        double squares = 0;
        for (int i = 0; i < was.size(); i++) {
            double off = is.get(i) - was.get(i) - mean;
            squares += off * off;
        }
        int n = was.size();
        double error = n < 2 ? 0 : Math.sqrt(squares / (n - 1) / n);
        double needed = DOUBT * error - SLACK;
        if (mean < needed) {
            double start = Marks.mean(was);
            out.add(new Objection(kind, start, start + mean, start + needed, n));
        }
    }

    private static double difference(List<Double> was, List<Double> is) {
        return Marks.mean(is) - Marks.mean(was);
    }
}
