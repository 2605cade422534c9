package org.maskwright.ui.model;

import java.util.Locale;
import java.util.Objects;
import org.maskwright.Words;
import org.maskwright.auto.doubt.Evidence;
import org.maskwright.auto.doubt.FrameGain;
import org.maskwright.auto.doubt.Part;
import org.maskwright.auto.doubt.Steadiness;

/// Why a mask is doubtful and why a frame comes next, in words.
public final class DoubtWords {
    private DoubtWords() {}

    /// The strongest reason in a few words; how doubtful it is when no single part stands out.
    public static String brief(Doubtful object) {
        return object.doubt().reasons().isEmpty()
                ? brief(Part.EXPECTED, object.evidence())
                : brief(object.doubt().reasons().getFirst(), object.evidence());
    }

    static String brief(Part part, Evidence e) {
        boolean lost = part == Part.SERIES && e.continuity().best() == 0;
        return lost ? Words.of("ui.review.part.series.lost") : Words.of("ui.review.part." + word(part), times(e));
    }

    /// One reason with its numbers, in a sentence.
    public static String sentence(Part part, Evidence e) {
        return Words.of(
                "ui.review.part." + word(part) + ".long",
                part == Part.SIZE ? times(e) : Numbers.decimal(measure(part, e), 2),
                Numbers.decimal(e.deviation().usualRound(), 2));
    }

    private static double measure(Part part, Evidence e) {
        return switch (part) {
            case PREDICTED -> e.predicted();
            case EXPECTED -> asked(e).predicted();
            case FIRMNESS -> asked(e).firm();
            case FIT -> asked(e).fit();
            case CLICK -> asked(e).click();
            case MOVES -> asked(e).moved();
            case VERSIONS -> e.versions();
            case SIZE -> e.deviation().times();
            case SHAPE -> e.deviation().round();
            case SERIES -> e.continuity().best();
        };
    }

    private static Steadiness asked(Evidence e) {
        return Objects.requireNonNull(e.steadiness());
    }

    private static String times(Evidence e) {
        double times = e.deviation().times();
        return Numbers.decimal(times, times < 1 ? 2 : 1);
    }

    private static String word(Part part) {
        return part.name().toLowerCase(Locale.ROOT);
    }

    /// Why labelling a frame would bring so much.
    public static String of(FrameGain.Gain gain) {
        if (gain.complete()) {
            return Words.of("ui.review.gain.complete");
        }
        if (gain.empty()) {
            return gain.away() < 0
                    ? Words.of("ui.review.gain.new")
                    : gain.away() <= 1 ? Words.of("ui.review.gain.near") : Words.of("ui.review.gain.far", gain.away());
        }
        if (gain.doubtful() > 0) {
            return Words.of("ui.review.gain.doubtful", gain.doubtful(), gain.there());
        }
        return gain.proposals() > 0
                ? Words.of("ui.review.gain.proposals", gain.proposals())
                : Words.of("ui.review.gain.sure");
    }
}
