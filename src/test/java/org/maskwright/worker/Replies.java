package org.maskwright.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Collects replies and waits for last words.
final class Replies implements Consumer<Reply> {
    private static final long LIMIT_MILLIS = 30_000;

    // A process that was stopped for a while waits no longer for that.
    private static final long STEP_MILLIS = 500;

    private final List<Reply> all = new ArrayList<>();
    private final Map<Ticket, Reply> last = new HashMap<>();

    @Override
    public synchronized void accept(Reply reply) {
        all.add(reply);
        if (reply.isLast()) {
            Reply former = last.put(reply.ticket(), reply);
            assertThat(former)
                    .as("%s had its last word already", reply.ticket())
                    .isNull();
        }
        notifyAll();
    }

    synchronized List<Reply> all() {
        return List.copyOf(all);
    }

    /// Forgets all, for another worker that counts its tickets from one again.
    synchronized void forget() {
        all.clear();
        last.clear();
    }

    /// Waits for the last word of a ticket.
    synchronized Reply of(Ticket ticket) {
        long waited = 0;
        Reply reply = last.get(ticket);
        while (reply == null) {
            assertThat(waited).as("waiting for %s, got %s", ticket, all).isLessThan(LIMIT_MILLIS);
            long begun = System.nanoTime();
            try {
                wait(STEP_MILLIS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            waited += Math.min((System.nanoTime() - begun) / 1_000_000, STEP_MILLIS);
            reply = last.get(ticket);
        }
        return reply;
    }

    <R extends Reply> R of(Ticket ticket, Class<R> kind) {
        Reply reply = of(ticket);
        assertThat(reply).isInstanceOf(kind);
        return kind.cast(reply);
    }
}
