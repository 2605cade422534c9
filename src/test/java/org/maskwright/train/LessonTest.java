package org.maskwright.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
            var trained = new LinkedHashMap<String, NDArray>();
            var all = network.parameters();
            network.trainable(Depth.ALL).forEach(name -> trained.put(name, all.get(name)));
            try (var optimizer = new AdamW(base, trained, 0.02f, 2f)) {
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
                assertThat(step(network, optimizer, 12)).isCloseTo(next, org.assertj.core.data.Offset.offset(0.05));
            }
        }
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
