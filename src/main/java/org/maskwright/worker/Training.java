package org.maskwright.worker;

import org.maskwright.Cancel;
import org.maskwright.sam.Sam;

/// Work that a session runs on the tensor thread whenever nothing else waits, one short step at a
/// time. Both methods are called on the tensor thread only.
public interface Training extends AutoCloseable {
    /// Does the next piece, of at most about 40 ms so that a click never waits longer than that.
    ///
    /// @param sam the model in use
    /// @param cancel polled within a piece that may take longer; when a click comes it is cancelled, and a piece
    ///     that then ends by its exception is begun again later, so it must leave nothing half done
    /// @return the fraction of the whole that is now done; 1 or more when there is nothing left to do
    double step(Sam sam, Cancel cancel);

    /// Called once, after the last step, a cancel or a failure.
    @Override
    void close();
}
