package org.maskwright.auto.doubt;

import java.util.Optional;
import org.maskwright.label.Instance;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;

/// Whether an object of a series goes on in the frames before and after.
///
/// @param before IoU with itself in the frame before, 0 when it is not there, NaN when nothing is known of that frame
/// @param after the same for the frame after
public record Continuity(double before, double after) {
    public static final Continuity UNKNOWN = new Continuity(Double.NaN, Double.NaN);

    /// @param before the labels of the frame before; empty when there is none, or no label in it
    /// @param after those of the frame after
    public static Continuity of(Instance object, Optional<Labels> before, Optional<Labels> after) {
        return new Continuity(overlap(object, before), overlap(object, after));
    }

    private static double overlap(Instance object, Optional<Labels> there) {
        double best = Double.NaN;
        Mask mask = object.mask();
        for (Instance i : there.map(Labels::instances).orElse(java.util.List.of())) {
            if (i.state() == Instance.State.REJECTED) {
                continue;
            }
            double iou = mask.iou(i.mask());
            if (i.track().equals(object.track())) {
                return iou;
            }
            best = Double.isNaN(best) ? iou : Math.max(best, iou);
        }
        return best;
    }

    /// The better of the two that are known: an object may well come or go. NaN when neither is.
    public double best() {
        return Double.isNaN(before) ? after : Double.isNaN(after) ? before : Math.max(before, after);
    }
}
