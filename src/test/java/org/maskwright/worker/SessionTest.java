package org.maskwright.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maskwright.worker.Held.hold;
import static org.maskwright.worker.Held.join;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.Cancel;
import org.maskwright.image.Contrast;
import org.maskwright.sam.Sam;
import org.maskwright.weights.Tensor;

/// The session's manners, with a network that a test can hold up.
class SessionTest extends WorkerContract {
    private final FakeNetwork network = new FakeNetwork();
    private final Lane lane = Lane.bare();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Override
    Worker open() {
        return new Session(lane, network::load, 1000 * FakeNetwork.BYTES, Optional.empty(), Runnable::run, replies);
    }

    @Override
    Path weights() {
        return Path.of("any");
    }

    private void encoded(int frame) {
        replies.of(worker.submit(new Request.Encode(frame)), Reply.Encoded.class);
    }

    @Test
    void aNewHoverReplacesAWaitingOneAndNeverAClick() {
        ready(1);
        encoded(0);
        CountDownLatch held = hold(lane);
        Ticket first = worker.submit(hover(0, 1, 1));
        Ticket click = worker.submit(click(0, 1, 2, 2));
        Ticket second = worker.submit(hover(0, 3, 3));
        Ticket third = worker.submit(hover(0, 4, 4));
        held.countDown();

        replies.of(first, Reply.Dropped.class);
        replies.of(second, Reply.Dropped.class);
        replies.of(click, Reply.Predicted.class);
        replies.of(third, Reply.Predicted.class);
    }

    @Test
    void aHoverThatIsBeingAnsweredIsAnsweredThoughAnotherComes() {
        ready(1);
        encoded(0);
        var begun = new CountDownLatch(1);
        var moved = new CountDownLatch(1);
        network.predicting = cancel -> {
            begun.countDown();
            join(moved);
        };
        Ticket running = worker.submit(hover(0, 1, 1));
        join(begun);

        Ticket newer = worker.submit(hover(0, 2, 2));
        moved.countDown();

        replies.of(running, Reply.Predicted.class);
        replies.of(newer, Reply.Predicted.class);
    }

    @Test
    void aClickCancelsTheRunningHover() {
        ready(1);
        encoded(0);
        var begun = new CountDownLatch(1);
        network.predicting = cancel -> {
            begun.countDown();
            spinUntilCancelled(cancel);
        };
        Ticket running = worker.submit(hover(0, 1, 1));
        join(begun);
        network.predicting = cancel -> {};

        Ticket click = worker.submit(click(0, 1, 2, 2));

        replies.of(running, Reply.Dropped.class);
        replies.of(click, Reply.Predicted.class);
    }

    @Test
    void aClickTakesTheAnswerThatIsBeingMadeForThePointer() {
        ready(1);
        encoded(0);
        var begun = new CountDownLatch(1);
        var clicked = new CountDownLatch(1);
        network.predicting = cancel -> {
            begun.countDown();
            join(clicked);
        };
        Ticket running = worker.submit(hover(0, 1, 1));
        join(begun);

        Ticket click = worker.submit(click(0, 1, 1, 1));
        clicked.countDown();
        replies.of(running, Reply.Predicted.class);
        replies.of(click, Reply.Predicted.class);
        assertThat(network.log).containsOnlyOnce("predict 1");
    }

    @Test
    void aClickWhereThePointerRestedIsNotAskedAgain() {
        ready(1);
        encoded(0);
        replies.of(worker.submit(hover(0, 1, 1)), Reply.Predicted.class);
        network.log.clear();

        replies.of(worker.submit(click(0, 1, 1, 1)), Reply.Predicted.class);
        assertThat(network.log).isEmpty();

        replies.of(worker.submit(new Request.Swap(new LinkedHashMap<>())), Reply.Ready.class);
        network.log.clear();
        replies.of(worker.submit(click(0, 2, 1, 1)), Reply.Predicted.class);
        assertThat(network.log).isNotEmpty();
    }

    private static void spinUntilCancelled(Cancel cancel) {
        while (!cancel.isCancelled()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aLaterClickOnTheSameObjectSupersedesAndOnAnotherQueues() {
        ready(1);
        encoded(0);
        CountDownLatch held = hold(lane);
        Ticket one = worker.submit(click(0, 1, 1, 1));
        Ticket two = worker.submit(click(0, 2, 2, 2));
        Ticket again = worker.submit(click(0, 1, 3, 3));
        held.countDown();

        replies.of(one, Reply.Dropped.class);
        replies.of(two, Reply.Predicted.class);
        replies.of(again, Reply.Predicted.class);
    }

    @Test
    void aClickGoesBeforeAnOlderHoverAndAPrefetchedFrame() {
        ready(4);
        encoded(0);
        encoded(1);
        network.log.clear();
        CountDownLatch held = hold(lane);
        Ticket hovered = worker.submit(hover(0, 1, 1));
        Ticket clicked = worker.submit(click(0, 9, 1, 1));
        Ticket hoveredAgain = worker.submit(hover(0, 2, 2));
        held.countDown();
        replies.of(hovered, Reply.Dropped.class);
        replies.of(hoveredAgain, Reply.Predicted.class);
        replies.of(clicked, Reply.Predicted.class);

        List<Ticket> order = replies.all().stream()
                .filter(Reply.Predicted.class::isInstance)
                .map(Reply::ticket)
                .toList();
        assertThat(order).containsExactly(clicked, hoveredAgain);
    }

    @Test
    void neighboursAreMadeReadyTwoAheadAndOneBehind() {
        ready(9);
        encoded(4);

        for (int near : new int[] {5, 6, 3}) {
            await("encode " + near);
        }
        assertThat(network.log).doesNotContain("encode 2", "encode 7");
        while (replies.all().stream()
                .noneMatch(r -> r instanceof Reply.Held h && h.frames().size() == 4)) {
            Thread.onSpinWait();
        }
        var held = (Reply.Held) replies.all().stream()
                .filter(r -> r instanceof Reply.Held h && h.frames().size() == 4)
                .findFirst()
                .orElseThrow();
        assertThat(held.frames()).containsExactlyInAnyOrder(3, 4, 5, 6);
        assertThat(held.bytes()).isEqualTo(4 * FakeNetwork.BYTES);
        Ticket shown = worker.submit(new Request.Encode(5));
        assertThat(replies.of(shown, Reply.Encoded.class).source()).isEqualTo(Reply.Encoded.Source.MEMORY);
    }

    private void await(String line) {
        while (!network.log.contains(line)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aPrefetchGivesWayToAClickAndIsDoneAfterIt() {
        ready(3);
        var begun = new CountDownLatch(1);
        network.encoding = cancel -> {
            if (network.log.contains("encode 0") && begun.getCount() > 0) {
                begun.countDown();
                spinUntilCancelled(cancel);
            }
        };
        encoded(0);
        join(begun);

        replies.of(worker.submit(click(0, 1, 1, 1)), Reply.Predicted.class);

        await("encode 1");
        await("encode 2");
        assertThat(network.begun).as("it went on where it was interrupted").containsExactly(0, 1, 2);
        assertThat(network.unfinished).hasValue(0);
    }

    @Test
    void showingAnotherFrameGivesTheFormerOneUpUnlessAClickWaitsForIt() {
        ready(20);
        var begun = new CountDownLatch(1);
        network.encoding = cancel -> {
            if (begun.getCount() > 0) {
                begun.countDown();
                spinUntilCancelled(cancel);
            }
        };
        Ticket former = worker.submit(new Request.Encode(0));
        join(begun);
        Ticket newer = worker.submit(new Request.Encode(10));
        replies.of(former, Reply.Dropped.class);
        replies.of(newer, Reply.Encoded.class);

        CountDownLatch held = hold(lane);
        Ticket clicked = worker.submit(click(18, 1, 1, 1));
        Ticket shown = worker.submit(new Request.Encode(15));
        held.countDown();
        replies.of(clicked, Reply.Predicted.class);
        replies.of(shown, Reply.Encoded.class);
    }

    /// Another session in place of the one at work.
    private void reopen(long memory, Optional<DiskCache> disk) {
        worker.close();
        replies.forget();
        worker = new Session(Lane.bare(), network::load, memory, disk, Runnable::run, replies);
    }

    @Test
    void memoryIsGivenBackByBytesAndAtTheEnd() {
        reopen(3 * FakeNetwork.BYTES, Optional.empty());
        ready(12);
        for (int frame = 0; frame < 12; frame++) {
            encoded(frame);
            assertThat(network.alive.get()).isLessThanOrEqualTo(4);
        }
        replies.of(worker.submit(new Request.Close()), Reply.Finished.class);
        assertThat(network.alive.get()).isZero();
        worker.close();
        assertThat(network.log).endsWith("close");
    }

    @Test
    void embeddingsAreKeptOnDiskAndDamagedOnesAreMadeAgain() throws Exception {
        var cache = new DiskCache(folder.resolve("cache"), 1 << 20);
        reopen(1000, Optional.of(cache));
        ready(1);
        encoded(0);
        while (cache.contents().embeddings() == 0) {
            Thread.onSpinWait();
        }

        assertThat(cache.contents().byModel()).isEqualTo(java.util.Map.of("any", 1));

        reopen(1000, Optional.of(cache));
        assertThat(firstSource()).isEqualTo(Reply.Encoded.Source.DISK);

        Path file;
        try (var files = Files.list(folder.resolve("cache"))) {
            file = files.filter(f -> f.toString().endsWith(".safetensors"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        reopen(1000, Optional.of(cache));
        assertThat(firstSource()).isEqualTo(Reply.Encoded.Source.COMPUTED);
        worker.close();

        cache.clear();
        assertThat(cache.contents()).isEqualTo(new DiskCache.Contents(0, 0, new LinkedHashMap<>()));
    }

    private Reply.Encoded.Source firstSource() {
        ready(1);
        Ticket shown = worker.submit(new Request.Encode(0));
        return replies.of(shown, Reply.Encoded.class).source();
    }

    @Test
    void theOldestLeaveTheDiskWhenItIsFull() {
        var cache = new DiskCache(folder.resolve("cache"), 700);
        var tensors = new LinkedHashMap<String, Tensor>();
        tensors.put("size", Tensor.of(new float[50], 50));
        for (int i = 0; i < 5; i++) {
            cache.store(new CacheKey("c" + i, Contrast.NONE, "e"), tensors);
        }
        assertThat(cache.contents().bytes()).isLessThanOrEqualTo(700);
        assertThat(cache.find(new CacheKey("c4", Contrast.NONE, "e"))).isPresent();
        assertThat(cache.find(new CacheKey("c0", Contrast.NONE, "e"))).isEmpty();
    }

    @Test
    void aDecoderSwapKeepsEmbeddings() {
        ready(1);
        encoded(0);
        Ticket swap = worker.submit(new Request.Swap(new LinkedHashMap<>()));
        assertThat(replies.of(swap, Reply.Ready.class).model().decoderHash()).isEqualTo("d1");

        Ticket shown = worker.submit(new Request.Encode(0));

        assertThat(replies.of(shown, Reply.Encoded.class).source()).isEqualTo(Reply.Encoded.Source.MEMORY);
    }

    private static SequencedMap<String, Tensor> anotherEncoder() {
        var weights = new LinkedHashMap<String, Tensor>();
        weights.put("image_encoder.any", Tensor.of(new float[1], 1));
        return weights;
    }

    @Test
    void withAnotherEncoderTheFrameInViewIsReadyBeforeItIsInPlace() {
        ready(3);
        encoded(0);
        Ticket swap = worker.submit(new Request.Swap(anotherEncoder()));

        assertThat(replies.of(swap, Reply.Ready.class).model().encoderHash()).isEqualTo("e1");
        Ticket shown = worker.submit(new Request.Encode(0));
        assertThat(replies.of(shown, Reply.Encoded.class).source()).isEqualTo(Reply.Encoded.Source.MEMORY);
        assertThat(network.log).containsSubsequence("swap", "encode 0", "close");
    }

    @Test
    void aNewerSwapTakesThePlaceOfOneThatIsBeingMadeReady() {
        ready(1);
        encoded(0);
        CountDownLatch held = hold(lane);
        Ticket slow = worker.submit(new Request.Swap(anotherEncoder()));
        Ticket newer = worker.submit(new Request.Swap(anotherEncoder()));
        held.countDown();

        assertThat(replies.of(slow, Reply.Dropped.class)).isNotNull();
        assertThat(replies.of(newer, Reply.Ready.class).model().encoderHash()).isEqualTo("e1");
    }

    @Test
    void anotherModelDropsEmbeddings() {
        ready(1);
        encoded(0);
        replies.of(worker.submit(new Request.Load(Path.of("other"))), Reply.Ready.class);
        assertThat(network.alive.get()).isZero();
        Ticket shown = worker.submit(new Request.Encode(0));
        assertThat(replies.of(shown, Reply.Encoded.class).source()).isEqualTo(Reply.Encoded.Source.COMPUTED);
    }

    @Test
    void whatEscapesAJobIsSaidAsAProblemAndTheSessionGoesOn() {
        ready(1);
        network.predicting = cancel -> {
            throw new OutOfMemoryError("pretended");
        };
        Ticket ticket = worker.submit(click(0, 1, 1, 1));
        assertThat(replies.of(ticket, Reply.Failed.class).problem().code()).isEqualTo("worker.memory");
        network.predicting = cancel -> {};
        replies.of(worker.submit(click(0, 1, 1, 1)), Reply.Predicted.class);
    }

    /// Counts its pieces, and how often it was closed.
    private static final class Pieces implements Training {
        private final int pieces;
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicInteger closed = new AtomicInteger();
        private final CountDownLatch begun = new CountDownLatch(1);
        private final Runnable during;

        Pieces(int pieces) {
            this(pieces, () -> {});
        }

        Pieces(int pieces, Runnable during) {
            this.pieces = pieces;
            this.during = during;
        }

        @Override
        public double step(Sam sam) {
            begun.countDown();
            during.run();
            return done.incrementAndGet() / (double) pieces;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    @Test
    void aTrainingRunsToItsEndWithClicksBetween() {
        ready(1);
        encoded(0);
        var training = new Pieces(50);
        Ticket ticket = worker.submit(new Request.Train(training));
        replies.of(worker.submit(click(0, 1, 1, 1)), Reply.Predicted.class);

        replies.of(ticket, Reply.Finished.class);
        worker.close();

        assertThat(training.done.get()).isEqualTo(50);
        assertThat(training.closed.get()).isEqualTo(1);
        assertThat(replies.all().stream().filter(Reply.Progress.class::isInstance))
                .hasSize(49);
    }

    @Test
    void clicksInEveryPieceNeitherWaitForATrainingNorUndoIt() {
        ready(1);
        encoded(0);
        var clicks = new ArrayList<Ticket>();
        var training = new Pieces(50, () -> clicks.add(worker.submit(click(0, clicks.size() + 1, 1, 1))));

        replies.of(worker.submit(new Request.Train(training)), Reply.Finished.class);
        clicks.forEach(t -> replies.of(t, Reply.Predicted.class));

        assertThat(training.done.get()).isEqualTo(50);
        assertThat(clicks).hasSize(50);
    }

    @Test
    void aTrainingThatIsGivenUpIsClosedOnce() {
        ready(1);
        var training = new Pieces(Integer.MAX_VALUE);
        Ticket ticket = worker.submit(new Request.Train(training));
        join(training.begun);

        worker.cancel(ticket);

        replies.of(ticket, Reply.Dropped.class);
        worker.close();
        assertThat(training.closed.get()).isEqualTo(1);
    }

    @Test
    void aTrainingThatIsHeldWaitsWhereItIs() throws Exception {
        ready(1);
        var steps = new LinkedBlockingQueue<Integer>();
        worker.holdTraining(true);
        worker.submit(new Request.Train(new Training() {
            @Override
            public double step(Sam sam) {
                steps.add(1);
                return 1;
            }

            @Override
            public void close() {}
        }));
        replies.of(worker.submit(click(0, 1, 1, 1)), Reply.Predicted.class);
        assertThat(steps).isEmpty();

        worker.holdTraining(false);

        assertThat(steps.poll(20, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void aTrainingEndsWithItsSequence() {
        ready(1);
        var training = new Pieces(Integer.MAX_VALUE);
        Ticket ticket = worker.submit(new Request.Train(training));
        worker.submit(new Request.Close());
        replies.of(ticket, Reply.Dropped.class);
    }
}
