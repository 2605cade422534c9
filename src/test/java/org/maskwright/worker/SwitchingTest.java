package org.maskwright.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maskwright.worker.Held.hold;
import static org.maskwright.worker.Held.join;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.maskwright.Cancel;
import org.maskwright.Problem;

/// Switching models, and giving way to the hand, with a network that a test can hold up.
class SwitchingTest {
    private final FakeNetwork network = new FakeNetwork();
    private final Replies replies = new Replies();
    private Lane lane = Lane.bare();
    private Worker worker = session(network::load);

    private Worker session(Network.Loader loader) {
        return new Session(lane, loader, 1000 * FakeNetwork.BYTES, Optional.empty(), Runnable::run, replies);
    }

    /// Another session whose networks come from elsewhere.
    private void reopen(Network.Loader loader) {
        worker.close();
        replies.forget();
        lane = Lane.bare();
        worker = session(loader);
    }

    @AfterEach
    void end() {
        worker.close();
    }

    private void ready(int frames) {
        worker.submit(new Request.Load(Path.of("any")));
        worker.submit(new Request.Open(WorkerContract.pictures(frames)));
    }

    private void encoded(int frame) {
        replies.of(worker.submit(new Request.Encode(frame)), Reply.Encoded.class);
    }

    private Ticket click(int frame, int object) {
        return worker.submit(WorkerContract.click(frame, object, 1, 1));
    }

    private static void spinUntilCancelled(Cancel cancel) {
        while (!cancel.isCancelled()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aModelThatCannotBeLoadedLeavesTheFormerAsItWas() {
        reopen((weights, device) -> {
            if (weights.endsWith("broken")) {
                throw new Problem("weights.damaged", "broken", "it is short");
            }
            return network.load(weights, device);
        });
        ready(1);
        encoded(0);
        Ticket broken = worker.submit(new Request.Load(Path.of("broken")));
        Ticket shown = worker.submit(new Request.Encode(0));
        assertThat(replies.of(broken, Reply.Failed.class).problem().code()).isEqualTo("weights.damaged");
        assertThat(replies.of(shown, Reply.Encoded.class).source()).isEqualTo(Reply.Encoded.Source.MEMORY);
        replies.of(click(0, 1), Reply.Predicted.class);
        assertThat(network.log).doesNotContain("close");
    }

    @Test
    void aCancelledSwitchLeavesNoTrace() {
        ready(3);
        encoded(0);
        CountDownLatch held = hold(lane);
        Ticket load = worker.submit(new Request.Load(Path.of("other")));
        Ticket far = click(2, 5);
        worker.cancel(load);
        held.countDown();
        replies.of(load, Reply.Dropped.class);
        replies.of(far, Reply.Predicted.class);
        Ticket shown = worker.submit(new Request.Encode(0));
        assertThat(replies.of(shown, Reply.Encoded.class).source()).isEqualTo(Reply.Encoded.Source.MEMORY);
        assertThat(network.log).doesNotContain("close", "load other");
    }

    @Test
    void aSwitchThatIsCancelledWhileItLoadsLetsTheLoadedModelGo() {
        var loading = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var other = new FakeNetwork();
        reopen((weights, device) -> {
            if (weights.endsWith("other")) {
                loading.countDown();
                join(go);
                return other.load(weights, device);
            }
            return network.load(weights, device);
        });
        ready(1);
        encoded(0);
        Ticket load = worker.submit(new Request.Load(Path.of("other")));
        join(loading);
        worker.cancel(load);
        Ticket again = worker.submit(new Request.Load(Path.of("third")));
        go.countDown();
        replies.of(load, Reply.Dropped.class);
        assertThat(replies.of(again, Reply.Ready.class).model().name()).isEqualTo("third");
        assertThat(other.log).containsExactly("load other", "close");
        Ticket shown = worker.submit(new Request.Encode(0));
        assertThat(replies.of(shown, Reply.Encoded.class).source()).isEqualTo(Reply.Encoded.Source.COMPUTED);
        assertThat(network.alive.get()).isOne();
    }

    @Test
    void switchingBackAndForthEndsWithTheLastAndLosesNoClick() {
        ready(2);
        Ticket last = null;
        var clicks = new ArrayList<Ticket>();
        for (int i = 0; i < 20; i++) {
            last = worker.submit(new Request.Load(Path.of("m" + i)));
            clicks.add(click(i % 2, i));
        }
        assertThat(replies.of(Objects.requireNonNull(last), Reply.Ready.class)
                        .model()
                        .name())
                .isEqualTo("m19");
        clicks.forEach(c -> replies.of(c, Reply.Predicted.class));
        assertThat(network.alive.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void aPrefetchEndsAtTheBlockInWhichAClickComes() {
        ready(4);
        var blocks = new AtomicInteger();
        var begun = new CountDownLatch(1);
        network.encoding = cancel -> {
            boolean ahead = network.log.contains("encode 0");
            for (int block = 0; ahead && begun.getCount() > 0 && block < 100; block++) {
                cancel.check();
                if (blocks.incrementAndGet() == 3) {
                    begun.countDown();
                    spinUntilCancelled(cancel); // the click comes in the middle of this block
                }
            }
        };
        encoded(0);
        join(begun);
        replies.of(click(0, 1), Reply.Predicted.class);
        assertThat(blocks.get()).isEqualTo(3);
        while (!network.log.contains("encode 1") || !network.log.contains("encode 2")) {
            Thread.onSpinWait();
        }
    }
}
