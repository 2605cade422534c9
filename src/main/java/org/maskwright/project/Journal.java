package org.maskwright.project;

import java.util.List;
import java.util.Optional;

/// Where a project is written down: the seam to the database and the disk, which tests make fail.
/// One thread at a time.
interface Journal extends AutoCloseable {
    /// What a project folder holds.
    ///
    /// @param project as it is after the last entry
    /// @param lastSeq number of the last entry, 0 when there is none
    /// @param snapshot the project as the last snapshot has it; without labels when there is none
    /// @param snapshotSeq the entry after which that was, 0 when there is none
    record Loaded(
            Project project,
            History history,
            long lastSeq,
            Project snapshot,
            long snapshotSeq,
            Optional<OpenObject> open) {}

    /// Writes all, in order, or nothing; returns when it is on the disk.
    void commit(List<Write> writes) throws StoreFailure;

    @Override
    void close() throws StoreFailure;
}
