package org.maskwright.auto.doubt;

import java.util.function.ToDoubleFunction;

/// One view on a mask, brought to a scale from 0, nothing to be said against it, to 1; with the weight that it has and
/// what it usually is.
///
/// The weights are those of a logistic regression that tells masks of an IoU below 0.70 from others, on
/// simulated labels of mixed quality over images of the `train` splits of dsb2018, emps, usiigaci_t98g and
/// yeastvision_movie (`maskwright review`), each set weighing the same and no weight below 0.2. The version
/// before could not be simulated there: it weighs as a moved box does.
public enum Part {
    /// low predicted IoU when the mask was made
    PREDICTED(8.2, 0.16),
    /// low predicted IoU of what the network answers now
    EXPECTED(0.2, 0.14),
    /// another threshold changes the answer
    FIRMNESS(0.2, 0.21),
    /// the network, given the mask's box, sees another outline
    FIT(3.2, 0.16),
    /// the network, given a click in its middle or beside it, sees another outline
    CLICK(2.2, 0.19),
    /// a moved box changes the answer
    MOVES(1.0, 0.14),
    /// the version before answers otherwise
    VERSIONS(1.0, 0.14),
    SIZE(0.9, 0.22),
    SHAPE(0.6, 0.11),
    /// not where it was in the frames before and after
    SERIES(1.0, 0.29);

    /// A deviation of so many robust standard deviations is as odd as it gets.
    private static final double ODDEST = 5;

    private final double weight;
    private final double usual;

    Part(double weight, double usual) {
        this.weight = weight;
        this.usual = usual;
    }

    double weight() {
        return weight;
    }

    /// The mean over the masks that the weights were chosen on; stands for what is not known.
    double usual() {
        return usual;
    }

    /// What it says of a mask, 0 to 1, NaN when it knows nothing.
    public double of(Evidence e) {
        return switch (this) {
            case PREDICTED -> 1 - e.predicted();
            case EXPECTED -> asked(e, Steadiness::predicted);
            case FIRMNESS -> asked(e, Steadiness::firm);
            case FIT -> asked(e, Steadiness::fit);
            case CLICK -> asked(e, Steadiness::click);
            case MOVES -> asked(e, Steadiness::moved);
            case VERSIONS -> 1 - e.versions();
            case SIZE -> Math.min(1, e.deviation().size() / ODDEST);
            case SHAPE -> Math.min(1, e.deviation().shape() / ODDEST);
            case SERIES -> 1 - e.continuity().best();
        };
    }

    /// What is not known before the network was asked.
    private static double asked(Evidence e, ToDoubleFunction<Steadiness> how) {
        Steadiness known = e.steadiness();
        return known == null ? Double.NaN : 1 - how.applyAsDouble(known);
    }
}
