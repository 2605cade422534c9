package org.maskwright.weights;

/// Told how far a copy, a check or a download is. Called on the thread that does the work.
@FunctionalInterface
public interface Progress {
    /// For work that nobody watches.
    Progress NONE = (done, total) -> {};

    /// @param done bytes that are there
    /// @param total bytes in all, negative while unknown
    void at(long done, long total);
}
