package org.maskwright.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.maskwright.worker.Lane.Priority;

class LaneTest {
    @Test
    void jobsRunByPriorityThenInOrder() throws Exception {
        var order = Collections.synchronizedList(new ArrayList<Priority>());
        var random = new Random(5);
        int jobs = 200;
        var done = new CountDownLatch(jobs);
        try (var lane = Lane.bare()) {
            var held = new CountDownLatch(1);
            lane.post(Priority.SWAP, cancel -> await(held), why -> {});
            var expected = new ArrayList<Priority>();
            for (int i = 0; i < jobs; i++) {
                Priority p = Priority.values()[random.nextInt(Priority.values().length)];
                expected.add(p);
                lane.post(
                        p,
                        cancel -> {
                            order.add(p);
                            done.countDown();
                        },
                        why -> {});
            }
            held.countDown();
            done.await();
            Collections.sort(expected);
            assertThat(List.copyOf(order)).isEqualTo(expected);
        }
    }

    @Test
    void anErrorIsToldAndTheNextJobRuns() {
        try (var lane = Lane.bare()) {
            var told = new CompletableFuture<Throwable>();
            var next = new CompletableFuture<String>();
            lane.post(
                    Priority.CLICK,
                    cancel -> {
                        throw new IllegalArgumentException("bad");
                    },
                    told::complete);
            lane.post(
                    Priority.CLICK,
                    cancel -> next.complete(Thread.currentThread().getName()),
                    why -> {});
            assertThat(told.join()).hasMessage("bad");
            assertThat(next.join()).isEqualTo("maskwright-tensor");
        }
    }

    @Test
    void whatRunsWhileTheHandRestsWaitsUntilTheWindowHasPainted() {
        try (var lane = Lane.bare()) {
            var begun = new CompletableFuture<Boolean>();
            var gaveWay = new CompletableFuture<Boolean>();
            var ended = new CompletableFuture<Boolean>();
            lane.post(
                    Priority.REVIEW,
                    cancel -> {
                        if (begun.complete(true)) {
                            while (!cancel.isCancelled()) {
                                Thread.onSpinWait();
                            }
                            gaveWay.complete(true);
                            cancel.check();
                        }
                        ended.complete(true);
                    },
                    ended::completeExceptionally);
            begun.join();
            lane.painting();
            assertThat(gaveWay.join()).isTrue();
            assertThat(ended.join()).as("goes on later").isTrue();
        }
    }

    @Test
    void onlyItsOwnThreadMayEnter() {
        try (var lane = Lane.bare()) {
            assertThatIllegalStateException().isThrownBy(lane::check);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
