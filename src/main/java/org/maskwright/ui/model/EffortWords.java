package org.maskwright.ui.model;

import java.time.Duration;
import java.util.List;
import org.maskwright.Words;
import org.maskwright.project.Effort;

/// What labelling cost, in one or two sentences.
public final class EffortWords {
    /// So many objects show how it was at first, when there are at least twice as many.
    private static final int FIRST = 50;

    private static final int FEW = 10;

    private EffortWords() {}

    /// "412 objects, 1.3 clicks each; the first 50 took 2.4. Half of them took less than 4.1 s."
    public static String of(Effort effort) {
        List<Effort.Spent> all = effort.objects();
        if (all.isEmpty()) {
            return Words.of("ui.effort.none");
        }
        String clicks = Numbers.decimal(Effort.clicks(all), 1);
        int first = all.size() >= 2 * FIRST ? FIRST : FEW;
        String words = all.size() < 2 * first
                ? Words.of(all.size() == 1 ? "ui.effort.one" : "ui.effort.each", all.size(), clicks)
                : Words.of(
                        "ui.effort.first",
                        Numbers.whole(all.size()),
                        clicks,
                        first,
                        Numbers.decimal(Effort.clicks(all.subList(0, first)), 1));
        double seconds = Effort.seconds(all);
        return Double.isNaN(seconds) ? words : words + " " + Words.of("ui.effort.seconds", time(seconds));
    }

    /// Unknown when it is.
    public static String time(double seconds) {
        return Double.isNaN(seconds) ? Numbers.UNKNOWN : Numbers.time(Duration.ofMillis(Math.round(1000 * seconds)));
    }
}
