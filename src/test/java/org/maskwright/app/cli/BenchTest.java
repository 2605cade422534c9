package org.maskwright.app.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.sam.Sam;
import org.maskwright.weights.Safetensors;
import org.maskwright.worker.Lane;

class BenchTest {
    @Test
    void medianAndPercentileAreOfTheNearestRank() {
        var times = new Times();
        assertThat(times.report()).containsEntry("median_ms", null).containsEntry("n", 0);
        for (int i = 100; i >= 1; i--) {
            times.add(i * 1_000_000L);
        }
        assertThat(times.report())
                .containsEntry("median_ms", 50.0)
                .containsEntry("p95_ms", 95.0)
                .containsEntry("n", 100);
    }

    @Test
    void warmUpsAreNotCounted() {
        var done = new ArrayList<Integer>();
        assertThat(Times.of(3, 4, () -> done.add(1)).report()).containsEntry("n", 4);
        assertThat(done).hasSize(7);
    }

    @Test
    @Tag("slow")
    void everythingIsMeasured(@TempDir Path folder) throws Exception {
        Path weights = folder.resolve("random.safetensors");
        try (var lane = new Lane(Duration.ZERO)) {
            var tensors = lane.call(() -> {
                try (Sam sam = Sam.random(1)) {
                    return sam.weights();
                }
            });
            new Safetensors(tensors, Map.of()).write(weights);
        }
        Map<String, Object> report = new Bench(weights, Optional.of(Path.of("assets/sample")), _ -> {}).run();

        assertThat(report).containsKeys("model", "model_hash", "device", "cores", "fine_tune_round", "memory");
        timed(
                report,
                "encode",
                "decode",
                "answer",
                "click",
                "click_while_learning",
                "fine_tune_piece",
                "journal_accept");
        timed((Map<?, ?>) requireNonNull(report.get("sample")), "encode", "decode", "answer", "click");
        timed((Map<?, ?>) requireNonNull(report.get("paint")), "hover_preview", "mask_overlay");
    }

    private static void timed(Map<?, ?> report, String... things) {
        for (String thing : things) {
            assertThat((Map<?, ?>) report.get(thing))
                    .as(thing)
                    .extracting("median_ms")
                    .isNotNull();
        }
    }
}
