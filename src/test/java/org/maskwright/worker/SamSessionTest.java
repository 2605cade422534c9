package org.maskwright.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.sam.Network;
import org.maskwright.weights.Safetensors;

/// The session with the real network, of random weights.
class SamSessionTest extends WorkerContract {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @BeforeAll
    static void writeWeights() {
        try (var lane = new Lane(Duration.ZERO)) {
            lane.call(() -> {
                try (NDManager manager = NDManager.newBaseManager();
                        Network network = Network.random(manager, 1)) {
                    new Safetensors(network.weights("", true), Map.of("kind", "maskwright-compact-1"))
                            .write(folder.resolve("random.safetensors"));
                }
                return folder;
            });
        }
    }

    @Override
    Worker open() {
        return new Session(1 << 26, Optional.empty(), Runnable::run, replies);
    }

    @Override
    Path weights() {
        return folder.resolve("random.safetensors");
    }

    @Test
    void anotherModelAnswersAfterASwitchAndTheFormerAfterACancelledOne() {
        Path other = folder.resolve("other.safetensors");
        try (var lane = new Lane(Duration.ZERO)) {
            lane.call(() -> {
                try (NDManager manager = NDManager.newBaseManager();
                        Network network = Network.random(manager, 2)) {
                    new Safetensors(network.weights("", true), Map.of()).write(other);
                }
                return other;
            });
        }
        ready(1);
        var first = replies.of(worker.submit(click(0, 1, 20, 20)), Reply.Predicted.class);
        Ticket given = worker.submit(new Request.Load(other));
        worker.cancel(given);
        replies.of(given, Reply.Dropped.class);
        var again = replies.of(worker.submit(click(0, 2, 20, 20)), Reply.Predicted.class);
        assertThat(again.candidates().getFirst().predictedIou())
                .isEqualTo(first.candidates().getFirst().predictedIou());
        var ready = replies.of(worker.submit(new Request.Load(other)), Reply.Ready.class);
        assertThat(ready.model().name()).isEqualTo("other");
        var then = replies.of(worker.submit(click(0, 3, 20, 20)), Reply.Predicted.class);
        assertThat(then.candidates().getFirst().predictedIou())
                .isNotEqualTo(first.candidates().getFirst().predictedIou());
    }

    /// Slow because it needs a machine and a heap to itself: `SamTest` counts tensors in every run.
    @Test
    @Tag("slow")
    void memoryStaysFlatOverFiveHundredPrompts() throws IOException {
        ready(3);
        for (int i = 0; i < 100; i++) {
            prompt(i);
        }
        long before = outsideTheHeap();
        for (int i = 0; i < 500; i++) {
            prompt(i);
        }
        assertThat(outsideTheHeap() - before).isLessThan(48L << 20);
    }

    private void prompt(int i) {
        replies.of(worker.submit(click(i % 3, i, i % SIDE, 7 * i % SIDE)), Reply.Predicted.class);
    }

    /// Resident memory less what the Java heap has taken, after the buffers that await collection are gone.
    private static long outsideTheHeap() throws IOException {
        System.gc();
        System.gc();
        return residentBytes()
                - ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
    }

    private static long residentBytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        assumeTrue(Files.exists(status), "resident memory is read from /proc, which is not here");
        return Files.readAllLines(status).stream()
                .filter(l -> l.startsWith("VmRSS"))
                .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }
}
