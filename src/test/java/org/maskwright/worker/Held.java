package org.maskwright.worker;

import java.util.concurrent.CountDownLatch;

/// Threads that wait for a word of the test.
final class Held {
    private Held() {}

    /// Keeps the tensor thread busy until the latch opens.
    static CountDownLatch hold(Lane lane) {
        var held = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        lane.post(
                Lane.Priority.SWAP,
                cancel -> {
                    begun.countDown();
                    join(held);
                },
                why -> {});
        join(begun);
        return held;
    }

    static void join(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
