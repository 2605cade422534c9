package org.maskwright.label;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a mask came from, so that it can always be explained.
///
/// @param source who made it: the network's answer to prompts, a hand with a brush, an import, a proposal
/// @param prompts what the hand said, in order; empty for imports
/// @param modelHash SHA-256 (hex) of the weights that answered, null when none did
/// @param low contrast window the network saw
/// @param high contrast window the network saw
/// @param predictedIou the network's own estimate, NaN when unknown; for a proposal its confidence, the IoU to be
/// expected
/// @param when when it was made, UTC
public record Provenance(
        Source source,
        List<Prompt> prompts,
        @Nullable String modelHash,
        float low,
        float high,
        float predictedIou,
        Instant when) {
    /// Kinds of origin.
    public enum Source {
        PROMPTED,
        DRAWN,
        IMPORTED,
        PROPOSED
    }

    public Provenance {
        prompts = List.copyOf(prompts);
    }

    public static Provenance imported(Instant when) {
        return new Provenance(Source.IMPORTED, List.of(), null, 0, 0, Float.NaN, when);
    }

    public static Provenance drawn(Instant when) {
        return new Provenance(Source.DRAWN, List.of(), null, 0, 0, Float.NaN, when);
    }

    /// Number of clicks and boxes that it took a person; the network's own do not count.
    public int clicks() {
        return source == Source.PROPOSED ? 0 : prompts.size();
    }
}
