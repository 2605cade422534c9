package org.maskwright.project;

import java.time.Instant;
import org.maskwright.Problem;

/// How far the disk has come.
public sealed interface Saving {
    /// Everything is on the disk; `seq` is the last entry of the journal, `when` it was written.
    record Saved(long seq, Instant when) implements Saving {}

    /// So many changes are on their way to the disk.
    record Writing(int changes) implements Saving {}

    /// The disk refuses. The changes are kept in memory and tried again; nothing that was saved is in danger.
    record Stuck(Problem problem, int changes) implements Saving {}
}
