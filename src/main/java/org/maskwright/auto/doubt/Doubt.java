package org.maskwright.auto.doubt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// How doubtful a mask is, and why.
///
/// @param value the estimated chance that its IoU with the truth is below 0.70
/// @param reasons the parts that speak against it most, the strongest first; at most three
public record Doubt(double value, List<Part> reasons) {
    /// From here on a mask stands in the queue.
    public static final double DOUBTFUL = 0.3;

    private static final double BIAS = -5.2;
    private static final int MOST_REASONS = 3;

    /// A part says something when it moves the estimate by so much (in log odds) above what is usual.
    private static final double SAYS_SOMETHING = 0.25;

    public Doubt {
        reasons = List.copyOf(reasons);
    }

    public boolean isDoubtful() {
        return value >= DOUBTFUL;
    }

    public static Doubt of(Evidence evidence) {
        double odds = BIAS;
        record Said(Part part, double much) {}
        var said = new ArrayList<Said>();
        for (Part part : Part.values()) {
            double x = part.of(evidence);
            odds += part.weight() * (Double.isNaN(x) ? part.usual() : x);
            double much = part.weight() * (x - part.usual());
            if (much >= SAYS_SOMETHING) {
                said.add(new Said(part, much));
            }
        }
        said.sort(Comparator.comparingDouble(s -> -s.much()));
        return new Doubt(
                1 / (1 + Math.exp(-odds)),
                said.stream().limit(MOST_REASONS).map(Said::part).toList());
    }
}
