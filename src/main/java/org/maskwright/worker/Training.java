package org.maskwright.worker;

import org.maskwright.sam.Sam;

/// Work that a session runs on the tensor thread whenever nothing else waits, one short step at a
/// time. Both methods are called on the tensor thread only.
public interface Training extends AutoCloseable {
    /// Does the next piece, of at most about 40 ms so that a click never waits longer than that. A piece always
    /// ends and is never begun again, so a person who clicks without pause slows a training and cannot stop it.
    ///
    /// @param sam the model in use
    /// @return the fraction of the whole that is now done; 1 or more when there is nothing left to do
    double step(Sam sam);

    /// Called once, after the last step, a cancel or a failure.
    @Override
    void close();
}
