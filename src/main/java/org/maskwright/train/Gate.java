package org.maskwright.train;

import java.util.ArrayList;
import java.util.List;
import org.maskwright.project.ModelRecord.Verdict;
import org.maskwright.train.Objection.Kind;

/// Decides whether a model that learnt is taken over, from the same questions before and after:
///
/// - on the held-out objects it must not be worse, after one click and after three, by more than [#SLACK];
/// - it must not only seem better: counted up to [#RIGHT], the mean difference must exceed [#DOUBT] of its standard
///   error, less that slack. Accepted masks are no truer than that, and many are answers of the model in use, with
///   which no other can agree as well. Counted so, it must not be worse at all, on average of both;
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

    Verdict verdict() {
        return objections().isEmpty() ? Verdict.PROMOTED : Verdict.REFUSED;
    }

    /// Every condition that does not hold.
    List<Objection> objections() {
        var out = new ArrayList<Objection>();
        check(out, Kind.ONE_CLICK, Kind.ONE_CLICK_BY_CHANCE, before.oneClick(), after.oneClick());
        check(out, Kind.THREE_CLICKS, Kind.THREE_CLICKS_BY_CHANCE, before.last(), after.last());
        int n = before.oneClick().size();
        if (out.isEmpty() && gain() < 0) {
            double start = middle(before);
            out.add(new Objection(Kind.NO_GAIN, start, middle(after), start, n));
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
        return middle(after) - middle(before);
    }

    private static double middle(Marks marks) {
        return (Marks.mean(counted(marks.oneClick())) + Marks.mean(counted(marks.last()))) / 2;
    }

    private static List<Double> counted(List<Double> iou) {
        return iou.stream().map(v -> Math.min(v, RIGHT)).toList();
    }

    private static void check(List<Objection> out, Kind worse, Kind byChance, List<Double> was, List<Double> is) {
        double start = Marks.mean(was);
        if (Marks.mean(is) < start - SLACK) {
            out.add(new Objection(worse, start, Marks.mean(is), start - SLACK, was.size()));
            return;
        }
        List<Double> from = counted(was);
        List<Double> to = counted(is);
        double needed = Marks.mean(from) + DOUBT * standardError(from, to) - SLACK;
        if (Marks.mean(to) < needed) {
            out.add(new Objection(byChance, Marks.mean(from), Marks.mean(to), needed, was.size()));
        }
    }

    /// Of the mean difference.
    private static double standardError(List<Double> was, List<Double> is) {
        int n = was.size();
        double mean = difference(was, is);
        double squares = 0;
        for (int i = 0; i < n; i++) {
            squares += Math.pow(is.get(i) - was.get(i) - mean, 2);
        }
        return n < 2 ? 0 : Math.sqrt(squares / (n - 1) / n);
    }

    private static double difference(List<Double> was, List<Double> is) {
        return Marks.mean(is) - Marks.mean(was);
    }
}
