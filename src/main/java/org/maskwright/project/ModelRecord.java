package org.maskwright.project;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One fine-tuning round: the version of the model that it made and how that did, or why it was refused.
///
/// @param hash SHA-256 (hex) of the model's weights, which is the version's name and what provenance names
/// @param file the weights' file name in the project's `models` folder; null when the round was refused and
///     nothing was kept
/// @param parent hash of the model that the round started from
/// @param when when the round ended
/// @param recipe what was trained and how, in words
/// @param objects number of accepted objects that it was trained on
/// @param seed of every random choice in the round
/// @param before figures of the model in use before, on the held-out objects
/// @param after figures of this one on the same objects
/// @param verdict whether it was taken over
public record ModelRecord(
        String hash,
        @Nullable String file,
        @Nullable String parent,
        Instant when,
        String recipe,
        int objects,
        long seed,
        Figures before,
        Figures after,
        Verdict verdict) {

    /// Mean IoU on held-out objects after one click and after three, and how many objects that were.
    public record Figures(double oneClick, double threeClicks, int objects) {}

    /// What the gate said.
    public enum Verdict {
        PROMOTED,
        REFUSED
    }

    public ModelRecord {
        if (verdict == Verdict.PROMOTED && file == null) {
            throw new IllegalArgumentException("a promoted model needs its file");
        }
    }
}
