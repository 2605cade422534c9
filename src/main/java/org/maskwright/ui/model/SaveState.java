package org.maskwright.ui.model;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.maskwright.Words;

/// What is durable, for the status bar.
///
/// @param kind which of the known situations this is
/// @param at when the last change became durable, null before the first
/// @param waiting changes that are not durable yet
public record SaveState(Kind kind, @Nullable Instant at, int waiting) {
    public enum Kind {
        /// nothing was changed yet
        UNCHANGED,
        /// everything is on the disk
        SAVED,
        /// a change is on its way
        WRITING,
        /// the disk said no; it is tried again
        NOT_SAVED,
        /// another window holds the project, or its folder is read-only
        READ_ONLY
    }

    static final SaveState NONE = new SaveState(Kind.UNCHANGED, null, 0);

    /// The answer to Ctrl+S: since when everything is safe, or why it is not.
    Notice said(ZoneId zone) {
        String what = switch (kind) {
            case UNCHANGED, SAVED -> Words.of("ui.banner.saved.what");
            case WRITING -> Words.of("ui.banner.writing.what");
            case NOT_SAVED -> Words.of("ui.banner.not-saved.what", waiting);
            case READ_ONLY -> Words.of("ui.banner.read-only.what");
        };
        String title = at == null
                ? Words.of("ui.banner.saved.nothing")
                : Words.of("ui.banner.saved.title", Numbers.clock(at, zone));
        return Notice.fact("saved", title, what);
    }
}
