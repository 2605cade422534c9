package org.maskwright.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maskwright.worker.WorkerContract.click;
import static org.maskwright.worker.WorkerContract.hover;
import static org.maskwright.worker.WorkerContract.pictures;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who is told of a first mask before the best one is there.
class GlimpseTest {
    private final FakeNetwork network = new FakeNetwork();
    private final Replies replies = new Replies();
    private final Session session =
            new Session(Lane.bare(), network::load, 1000 * FakeNetwork.BYTES, Optional.empty(), Runnable::run, replies);

    @BeforeEach
    void ready() {
        session.submit(new Request.Load(Path.of("any")));
        session.submit(new Request.Open(pictures(1)));
        replies.of(session.submit(new Request.Encode(0)), Reply.Encoded.class);
    }

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void aClickOnANewObjectIsGlimpsedBeforeItIsAnswered() {
        Ticket click = session.submit(click(0, 1, 5, 5));
        replies.of(click, Reply.Predicted.class);
        assertThat(replies.all())
                .filteredOn(r -> r.ticket().equals(click))
                .hasExactlyElementsOfTypes(Reply.Glimpsed.class, Reply.Predicted.class);
    }

    @Test
    void aClickIsToldWhatThePreviewThatAsksTheSameSeesFirst() throws InterruptedException {
        var asked = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        network.predicting = cancel -> {
            asked.countDown();
            Held.join(go);
        };
        Ticket preview = session.submit(hover(0, 5, 5));
        asked.await();
        Ticket click = session.submit(click(0, 1, 5, 5));
        go.countDown();
        replies.of(click, Reply.Predicted.class);
        replies.of(preview, Reply.Predicted.class);
        assertThat(replies.all())
                .filteredOn(r -> r.ticket().equals(click))
                .hasExactlyElementsOfTypes(Reply.Glimpsed.class, Reply.Predicted.class);
        assertThat(network.log).containsOnlyOnce("predict 1");
    }

    @Test
    void theMasksUnderThePointerAreNot() {
        replies.of(session.submit(hover(0, 1, 1)), Reply.Predicted.class);
        assertThat(replies.all()).doesNotHaveAnyElementsOfTypes(Reply.Glimpsed.class);
    }
}
