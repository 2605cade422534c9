package org.maskwright.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.maskwright.sam.Depth;
import org.maskwright.sam.Network;

/// A few steps on one picture of discs lower the loss, and a run that is stored and resumed goes on as
/// if it had not stopped.
class LessonTest {
    /// As the tensor thread does first of all: gradient mode is per thread.
    @BeforeEach
    void gradientsOff() {
        Engine.getInstance();
        JniUtils.setGradMode(false);
    }

    private static final int SIZE = 64;

    @Test
    void stepsLowerTheLossAndTheStateCanBeStored() {
        try (NDManager base = NDManager.newBaseManager();
                Network network = Network.random(base, 3)) {
            try (var optimizer = new AdamW(base, all(network), 0.02f, 2f)) {
                double first = step(network, optimizer, 0);
                double last = first;
                for (int i = 1; i < 12; i++) {
                    last = step(network, optimizer, i);
                }
                assertThat(last).isFinite().isLessThan(first);
                assertThat(optimizer.steps()).isEqualTo(12);

                var weights = network.weights("", false);
                var state = optimizer.state();
                double next = step(network, optimizer, 12);
                network.load(weights, "");
                optimizer.restore(state);
                assertThat(step(network, optimizer, 12)).isCloseTo(next, offset(0.05));
            }
        }
    }

    @Test
    void aStepInPiecesIsTheSameStep() {
        try (NDManager base = NDManager.newBaseManager();
                Network whole = Network.random(base, 3);
                Network pieces = Network.random(base, 3)) {
            try (var one = new AdamW(base, all(whole), 0.02f, 2f);
                    var other = new AdamW(base, all(pieces), 0.02f, 2f)) {
                step(whole, one, 0);
                new Lesson(pieces, List.of(discs(), discs()), 2, new SplittableRandom(0)).learn(pieces.manager(), 2);
                other.begin(1e-3f, 1);
                int n = 0;
                while (other.isStepping()) {
                    other.proceed(1);
                    n++;
                }
                assertThat(n).isGreaterThan(50);
                var a = whole.weights("", false);
                var b = pieces.weights("", false);
                a.forEach((name, t) -> assertArrayEquals(
                        t.floats(), Objects.requireNonNull(b.get(name)).floats(), 1e-6f, name));
            }
        }
    }

    private static SequencedMap<String, NDArray> all(Network network) {
        var out = new LinkedHashMap<String, NDArray>();
        var all = network.parameters();
        network.trainable(Depth.ALL).forEach(name -> out.put(name, all.get(name)));
        return out;
    }

    private static double step(Network network, AdamW optimizer, int seed) {
        var score = new Lesson(network, List.of(discs(), discs()), 2, new SplittableRandom(seed))
                .learn(network.manager(), 2);
        optimizer.step(1e-3f, 1);
        return score.loss();
    }

    private static Crop discs() {
        float[] pixels = new float[SIZE * SIZE * 3];
        int[] ids = new int[SIZE * SIZE];
        float[] centres = new float[SIZE * SIZE * 2];
        int[][] discs = {{18, 20, 10}, {46, 40, 12}};
        var targets = new ArrayList<Crop.Target>();
        for (int k = 0; k < discs.length; k++) {
            int area = 0;
            for (int i = 0; i < ids.length; i++) {
                int dx = i % SIZE - discs[k][0];
                int dy = i / SIZE - discs[k][1];
                if (dx * dx + dy * dy < discs[k][2] * discs[k][2]) {
                    ids[i] = k + 1;
                    centres[2 * i] = discs[k][0];
                    centres[2 * i + 1] = discs[k][1];
                    java.util.Arrays.fill(pixels, 3 * i, 3 * i + 3, 0.8f);
                    area++;
                }
            }
            targets.add(new Crop.Target(k + 1, area));
        }
        return new Crop(SIZE, pixels, ids, targets, centres);
    }
}
