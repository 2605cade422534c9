package org.maskwright.ui.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

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
}
