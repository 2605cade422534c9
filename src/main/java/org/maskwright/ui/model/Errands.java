package org.maskwright.ui.model;

import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.maskwright.Problem;

/// Work that is done elsewhere and whose outcome comes back to the bench's thread.
///
/// @param ui runs tasks on the bench's thread, in order
/// @param background runs tasks elsewhere, several at a time
record Errands(Executor ui, Executor background) {

    /// @param work called in the background
    /// @param then called on the bench's thread with the outcome
    /// @param otherwise called there instead when `work` failed
    <T> void run(Supplier<T> work, Consumer<T> then, Consumer<Problem> otherwise) {
        background.execute(() -> {
            try {
                T outcome = work.get();
                ui.execute(() -> then.accept(outcome));
            } catch (RuntimeException e) {
                ui.execute(() -> otherwise.accept(problem(e)));
            }
        });
    }

    /// What a failure is in words.
    static Problem problem(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof Problem p
                ? p
                : Problem.causedBy(cause, "ui.unexpected", String.valueOf(cause.getMessage()));
    }
}
