package org.maskwright.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maskwright.worker.WorkerContract.click;
import static org.maskwright.worker.WorkerContract.pictures;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The manners of a search that shares the tensor thread with a hand.
class SearchTest {
    private final FakeNetwork network = new FakeNetwork();
    private final Replies replies = new Replies();
    private final Session session =
            new Session(Lane.bare(), network::load, 1000 * FakeNetwork.BYTES, Optional.empty(), Runnable::run, replies);

    @AfterEach
    void close() {
        session.close();
    }

    private void ready() {
        session.submit(new Request.Load(Path.of("any")));
        session.submit(new Request.Open(pictures(2)));
        replies.of(session.submit(new Request.Encode(0)), Reply.Encoded.class);
    }

    /// Begins a search and holds it in its first step.
    private Ticket held(CountDownLatch begun, CountDownLatch go) throws InterruptedException {
        network.predicting = cancel -> {
            network.predicting = c -> {};
            begun.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        Ticket search = session.submit(new Request.Propose(0));
        begun.await();
        return search;
    }

    @Test
    void aClickComesBetweenTwoSteps() throws InterruptedException {
        ready();
        var go = new CountDownLatch(1);
        Ticket search = held(new CountDownLatch(1), go);
        Ticket click = session.submit(click(0, 1, 5, 5));
        go.countDown();
        replies.of(click, Reply.Predicted.class);
        replies.of(search, Reply.Proposed.class);
        assertThat(network.log.indexOf("predict 1")).isLessThan(network.log.indexOf("search step 2"));
        assertThat(replies.all())
                .filteredOn(r -> r instanceof Reply.Progress && r.ticket().equals(search))
                .hasSize(2);
    }

    @Test
    void aCancelledSearchStopsAfterItsStep() throws InterruptedException {
        ready();
        var go = new CountDownLatch(1);
        Ticket search = held(new CountDownLatch(1), go);
        session.cancel(search);
        go.countDown();
        replies.of(search, Reply.Dropped.class);
        replies.of(session.submit(click(0, 1, 5, 5)), Reply.Predicted.class);
        assertThat(network.log).doesNotContain("search step 2");
    }

    @Test
    void anotherNetworkBeginsAnew() throws InterruptedException {
        ready();
        var go = new CountDownLatch(1);
        Ticket search = held(new CountDownLatch(1), go);
        Ticket load = session.submit(new Request.Load(Path.of("other")));
        go.countDown();
        replies.of(load, Reply.Ready.class);
        replies.of(search, Reply.Proposed.class);
        assertThat(network.log.stream().filter("search"::equals)).hasSize(2);
    }
}
