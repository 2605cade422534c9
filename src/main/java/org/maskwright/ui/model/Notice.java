package org.maskwright.ui.model;

import java.util.List;

/// One banner: what happened, to what; what Maskwright did and what the person can do; at most two acts.
///
/// @param key what it is about; a newer notice of the same key takes its place
/// @param stays until solved; otherwise it goes after a while or a click
/// @param details technical words for the log, copied by "Details"; empty when there are none
public record Notice(
        String key, Level level, String title, String what, List<Act> acts, boolean stays, String details) {
    public enum Level {
        ERROR,
        WARNING,
        FACT
    }

    /// A button of the banner.
    ///
    /// @param keeps the banner stays: what it says is not solved by the button alone
    public record Act(String word, boolean keeps, Runnable run) {
        public Act(String word, Runnable run) {
            this(word, false, run);
        }
    }

    public Notice {
        acts = List.copyOf(acts);
        if (acts.size() > 2) {
            throw new IllegalArgumentException("a banner has at most two buttons");
        }
    }

    public static Notice fact(String key, String title, String what, Act... acts) {
        return new Notice(key, Level.FACT, title, what, List.of(acts), false, "");
    }
}
