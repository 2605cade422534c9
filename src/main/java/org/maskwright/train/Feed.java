package org.maskwright.train;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Things made ahead on a virtual thread, so that the tensor thread never decodes or draws.
final class Feed<T> implements AutoCloseable {
    private final BlockingQueue<T> queue;
    private final Thread thread;
    private volatile @Nullable Throwable failed;

    /// Makes things and hands them over, until it has no more or is interrupted.
    @FunctionalInterface
    interface Work<T> {
        void run(Sink<T> sink) throws InterruptedException;
    }

    /// Waits while there is enough.
    @FunctionalInterface
    interface Sink<T> {
        void put(T made) throws InterruptedException;
    }

    Feed(int ahead, Work<T> work) {
        queue = new ArrayBlockingQueue<>(ahead);
        thread = Thread.ofVirtual().name("maskwright-feed").start(() -> {
            try {
                work.run(queue::put);
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                failed = e;
            }
        });
    }

    /// The next thing, waiting a moment for it.
    ///
    /// @throws RuntimeException what went wrong with making it
    Optional<T> next() {
        try {
            T made = queue.poll(5, TimeUnit.MILLISECONDS);
            Throwable why = failed;
            if (made == null && why instanceof RuntimeException e) {
                throw e;
            } else if (made == null && why instanceof Error e) {
                throw e;
            }
            return Optional.ofNullable(made);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
