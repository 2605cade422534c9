package org.maskwright.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDManager;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.image.Contrast;
import org.maskwright.sam.Network;
import org.maskwright.weights.Safetensors;

/// A long session with the real network: frame after frame, clicks on each, a model swap from time to time. Memory must
/// stay where it is. `-Dmaskwright.soak=FRAMES` shortens it; measures need a machine to itself.
@Tag("slow")
class SoakTest {
    private static final int FRAMES = Integer.getInteger("maskwright.soak", 2000);
    private static final int CLICKS = 5;
    private static final int SWAP_EVERY = Math.max(1, FRAMES / 20);
    private static final int WARM = Math.min(200, FRAMES / 2);
    private static final int READINGS = 20;
    private static final long CACHE = 64 << 20;

    private final Replies replies = new Replies();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path model(int seed) {
        Path file = folder.resolve("model-" + seed + ".safetensors");
        try (var lane = new Lane(Duration.ZERO)) {
            return lane.call(() -> {
                try (NDManager manager = NDManager.newBaseManager();
                        Network network = Network.random(manager, seed)) {
                    new Safetensors(network.weights("", true), Map.of()).write(file);
                    return file;
                }
            });
        }
    }

    @Test
    void memoryStaysFlat() {
        assumeTrue(Hardware.residentMegabytes() > 0, "resident memory is read from /proc, which is not here");
        Path[] models = {model(1), model(2)};
        var disk = new DiskCache(folder.resolve("cache"), 32 << 20);
        long warm = 0;
        long most = 0;
        try (var session = new Session(CACHE, Optional.of(disk), Runnable::run, replies)) {
            session.submit(
                    new Request.Open(new Pictures(FRAMES, WorkerContract::picture, f -> Contrast.NONE, Pictures.ALL)));
            for (int frame = 0; frame < FRAMES; frame++) {
                if (frame % SWAP_EVERY == 0) {
                    Path next = models[frame / SWAP_EVERY % 2];
                    replies.of(session.submit(new Request.Load(next)), Reply.Ready.class);
                }
                replies.of(session.submit(new Request.Encode(frame)), Reply.Encoded.class);
                for (int i = 0; i < CLICKS; i++) {
                    replies.of(session.submit(WorkerContract.click(frame, i, 7 * i + 5, 40)), Reply.Predicted.class);
                }
                replies.forget();
                if (frame > WARM && frame % SWAP_EVERY == SWAP_EVERY / 2) {
                    // Always as long after a swap, which leaves no embeddings.
                    long now = held();
                    warm = warm == 0 ? now : warm;
                    most = Math.max(most, now);
                    System.out.printf("frame %d: %d MB%n", frame, now / 1_000_000);
                }
            }
        }
        assertThat((double) most / warm)
                .as("%d MB, then %d MB", warm / 1_000_000, most / 1_000_000)
                .isLessThan(1.05);
    }

    /// Resident memory, of which of the Java heap only what is in use; the least of some readings, because
    /// what the heap gave up and files that were mapped leave some time after the collection that found them.
    private static long held() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < READINGS; i++) {
            System.gc();
            var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
            least = Math.min(least, Hardware.residentMegabytes() * 1_000_000 - heap.getCommitted() + heap.getUsed());
        }
        return least;
    }
}
