package org.maskwright.auto;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.maskwright.label.Components;
import org.maskwright.label.Mask;
import org.maskwright.label.Morphology;
import org.maskwright.sam.Proposal;

/// Chooses among proposals that repeat each other: the more confident one stays, one that mostly lies on it
/// goes, and one that merely touches it gives the common pixels up. Holes are filled: what they hold belongs to nobody
/// else.
public final class Suppress {
    /// Proposals below this are not shown unless asked for: about where more is lost than won on the held-out images.
    public static final float LEAST_CONFIDENCE = 0.5f;

    private static final double SAME = 0.3;

    /// Share of the smaller of two that lies on the other, from which on they are one object.
    private static final double WITHIN = 0.6;

    private static final int LEAST_AREA = 12;

    private Suppress() {}

    /// @return disjoint masks, the most confident first
    public static List<Proposal> of(List<Proposal> proposals, float leastConfidence) {
        var kept = new ArrayList<Proposal>();
        proposals.stream()
                .filter(p -> p.confidence() >= leastConfidence)
                .sorted(Comparator.comparingDouble(p -> -p.confidence()))
                .forEach(p -> beside(p, kept).ifPresent(kept::add));
        return kept;
    }

    private static Optional<Proposal> beside(Proposal p, List<Proposal> kept) {
        Mask whole = Morphology.fillHoles(p.mask()).mask();
        Mask rest = whole;
        for (Proposal k : kept) {
            int both = whole.intersection(k.mask());
            if (both == 0) {
                continue;
            }
            int smaller = Math.min(whole.area(), k.mask().area());
            if (whole.iou(k.mask()) > SAME || both > WITHIN * smaller) {
                return Optional.empty();
            }
            rest = rest.minus(k.mask());
        }
        Mask own = largest(rest);
        boolean enough = own.area() >= LEAST_AREA && own.area() >= (1 - WITHIN) * whole.area();
        return enough ? Optional.of(withMask(p, own)) : Optional.empty();
    }

    static Proposal withMask(Proposal p, Mask mask) {
        return mask.equals(p.mask())
                ? p
                : new Proposal(mask, p.confidence(), p.predictedIou(), p.stability(), p.prompts());
    }

    static Mask largest(Mask mask) {
        return Components.of(mask, Components.Connectivity.EIGHT).stream()
                .max(Comparator.comparingInt(Mask::area))
                .orElse(Mask.EMPTY);
    }
}
