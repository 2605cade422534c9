package org.maskwright.worker;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Answers requests in its own time. Replies go to the one listener that was named at construction.
/// All methods may be called from any thread and return at once.
public interface Worker extends AutoCloseable {
    /// @throws IllegalStateException after [#close()]
    Ticket submit(Request request);

    /// Gives a request up, waiting or running; its last word is then [Reply.Dropped]. Does nothing
    /// when it had its last word already.
    void cancel(Ticket ticket);

    /// While held, a training waits where it is: for as long as a button is pressed, say, or on battery.
    void holdTraining(boolean held);

    /// Drops what is open, waits for the step that is running, and frees all native memory.
    @Override
    void close();

    /// One that computes on the processor, whatever else there is.
    ///
    /// @param memoryBytes for embeddings
    /// @param disk keeps embeddings between sessions, if given
    /// @param executor runs the listener
    static Worker onProcessor(long memoryBytes, Optional<DiskCache> disk, Executor executor, Consumer<Reply> listener) {
        return new Session(new Lane(Session.REST, true), SamNetwork::load, memoryBytes, disk, executor, listener);
    }
}
