package org.maskwright.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.maskwright.sam.Depth;
import org.maskwright.weights.Checkpoints;
import org.maskwright.worker.Lane;

/// How long a network of the reference takes for a step of learning at each depth, how long its pieces are, and the
/// most memory of the process: `DepthBenchmark WEIGHTS STEPS DEPTH...`.
final class DepthBenchmark {
    private DepthBenchmark() {}

    public static void main(String... args) throws IOException {
        var set = new TrainingSet(List.of(Discs.of(320, 3).frame(0)));
        var depths =
                Arrays.stream(args).skip(2).map(Depth::valueOf).sorted().toList();
        try (var lane = new Lane(Duration.ZERO)) {
            lane.call(() -> {
                try (var crops = new Crops(() -> set, 1);
                        var learner = new Learner(Checkpoints.read(Path.of(args[0])), "cpu", set, 1)) {
                    for (Depth depth : depths) {
                        var recipe = new Recipe(depth, Integer.parseInt(args[1]), 600, 1e-4f);
                        try (var attempt = new Attempt(recipe, learner, crops, 1)) {
                            run(attempt, Objects.requireNonNull(learner.squares()));
                        }
                    }
                }
                return set;
            });
        }
        Path status = Path.of("/proc/self/status");
        if (Files.isReadable(status)) {
            Files.readAllLines(status).stream().filter(l -> l.startsWith("VmHWM")).forEach(System.out::println);
        }
    }

    private static void run(Attempt attempt, Squares squares) {
        // One view is enough.
        squares.begin(0);
        var millis = new ArrayList<Double>();
        while (attempt.isLearning()) {
            long encoded = squares.nanos();
            long begun = System.nanoTime();
            attempt.step();
            if (squares.nanos() == encoded) {
                millis.add((System.nanoTime() - begun) / 1e6);
            }
        }
        Collections.sort(millis);
        System.out.printf(
                "%s: %.1f s a step, pieces %.0f ms, 95 %% %.0f ms%n",
                attempt.recipe().depth(),
                attempt.secondsAStep(),
                millis.get(millis.size() / 2),
                millis.get(millis.size() * 95 / 100));
    }
}
