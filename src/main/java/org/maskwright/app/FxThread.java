package org.maskwright.app;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.application.Platform;

/// Calls from other threads to the FX Application Thread, for programs that use the window as a person does.
public final class FxThread {
    private FxThread() {}

    /// Waits for the outcome; not for the FX Application Thread itself.
    ///
    /// @throws java.util.concurrent.CompletionException with whatever the work throws
    public static <T> T call(Supplier<T> work) {
        var outcome = new CompletableFuture<T>();
        Platform.runLater(() -> {
            try {
                outcome.complete(work.get());
            } catch (RuntimeException | Error e) {
                outcome.completeExceptionally(e);
            }
        });
        return outcome.join();
    }
}
