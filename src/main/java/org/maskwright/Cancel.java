package org.maskwright;

import java.util.concurrent.CancellationException;

/// The one cancellation token. Whoever starts work keeps the token and may [#cancel()] it from any
/// thread; the work polls [#check()] between its steps. Once cancelled it stays so.
public final class Cancel {
    private volatile boolean cancelled;

    public void cancel() {
        cancelled = true;
    }

    public boolean isCancelled() {
        return cancelled;
    }

    /// @throws CancellationException when [#cancel()] was called
    public void check() {
        if (cancelled) {
            throw new CancellationException();
        }
    }
}
