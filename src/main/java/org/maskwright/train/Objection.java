package org.maskwright.train;

import java.util.Locale;
import org.maskwright.Words;

/// Why the gate did not let a model pass: one condition that it failed.
///
/// @param before mean IoU of the model in use
/// @param after of the one that learnt
/// @param least that it should have reached
/// @param objects that were asked for
public record Objection(Kind kind, double before, double after, double least, int objects) {
    /// Which condition.
    public enum Kind {
        ONE_CLICK,
        THREE_CLICKS,
        /// What it gained after one click may be chance.
        ONE_CLICK_BY_CHANCE,
        /// What it gained after three clicks may be chance.
        THREE_CLICKS_BY_CHANCE,
        /// Worse by little: there is nothing to take it over for.
        NO_GAIN,
        FORGOTTEN,
        /// The masks that it learnt from lie beside what they are of; `before` is how far, `least` how far they may.
        ASIDE
    }

    /// With its figures.
    public String words() {
        return Words.of("train.objection." + kind.name().toLowerCase(Locale.ROOT), before, after, least, objects);
    }
}
