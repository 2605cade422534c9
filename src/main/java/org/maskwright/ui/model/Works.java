package org.maskwright.ui.model;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleConsumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.maskwright.Cancel;

/// The long works under way: opening, exporting, fine-tuning. Each runs in the background, says how far it is, and can
/// be cancelled; what goes wrong becomes a banner.
public final class Works {
    /// Something that takes time. Called in the background.
    @FunctionalInterface
    public interface Task<T> {
        /// @param progress told the share that is done, 0 to 1, from any thread
        T run(Cancel cancel, DoubleConsumer progress);
    }

    private final ObservableList<Work> running = FXCollections.observableArrayList();
    private final Errands errands;
    private final InstantSource clock;
    private final Notices notices;

    Works(Errands errands, InstantSource clock, Notices notices) {
        this.errands = errands;
        this.clock = clock;
        this.notices = notices;
    }

    public ObservableList<Work> running() {
        return running;
    }

    /// Runs a task. The answer comes on the bench's thread; it fails with a cancellation when the person
    /// stopped it, and with anything else after a banner said so.
    ///
    /// @param key of the banner, should it fail
    /// @param words what is done, to what
    public <T> CompletableFuture<T> run(String key, String words, Task<T> task) {
        var cancel = new Cancel();
        var work = new Work(words, cancel::cancel, clock);
        running.add(work);
        notices.solved(key);
        var answer = new CompletableFuture<T>();
        errands.run(
                () -> task.run(cancel, share -> errands.ui().execute(() -> work.set(share))),
                value -> {
                    running.remove(work);
                    answer.complete(value);
                },
                why -> {
                    running.remove(work);
                    if (!cancel.isCancelled()) {
                        notices.show(key, why);
                    }
                    answer.completeExceptionally(why);
                });
        return answer;
    }

    /// Shows a work that something else runs and reports.
    public Work show(String words, Cancel cancel) {
        return show(words, cancel::cancel);
    }

    /// @param stop asks it to stop; it goes on until [#ended] is called
    Work show(String words, Runnable stop) {
        var work = new Work(words, stop, clock);
        running.add(work);
        return work;
    }

    public void progressed(Work work, double share) {
        work.set(share);
    }

    public void ended(Work work) {
        running.remove(work);
    }
}
