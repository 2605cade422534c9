package org.maskwright.auto.doubt;

import java.util.Comparator;
import java.util.List;

/// How well an order of doubt finds the bad masks, where the truth is known.
///
/// @param objects looked at
/// @param bad those whose IoU with the truth is below [#BAD]
/// @param found share of the bad ones that stand in the first fifth; NaN when there is none
/// @param most that share in the best order there is: the first fifth has only so many places
/// @param auc area under the ROC curve: the chance that a bad mask is more doubtful than a good one
public record QueueScore(int objects, int bad, double found, double most, double auc) {
    public static final double BAD = 0.70;
    private static final double FIRST = 0.2;

    /// One mask: its doubt and its IoU with the truth.
    public record Scored(double doubt, double iou) {
        boolean isBad() {
            return iou < BAD;
        }
    }

    public static QueueScore of(List<Scored> masks) {
        int places = (int) Math.ceil(FIRST * masks.size());
        long bad = masks.stream().filter(Scored::isBad).count();
        long found = masks.stream()
                .sorted(Comparator.comparingDouble(s -> -s.doubt()))
                .limit(places)
                .filter(Scored::isBad)
                .count();
        double before = 0;
        for (Scored b : masks) {
            for (Scored g : masks) {
                if (b.isBad() && !g.isBad()) {
                    before += b.doubt() > g.doubt() ? 1 : b.doubt() == g.doubt() ? 0.5 : 0;
                }
            }
        }
        double pairs = (double) bad * (masks.size() - bad);
        return new QueueScore(
                masks.size(),
                (int) bad,
                bad == 0 ? Double.NaN : (double) found / bad,
                bad == 0 ? Double.NaN : Math.min(1, (double) places / bad),
                pairs == 0 ? Double.NaN : before / pairs);
    }
}
