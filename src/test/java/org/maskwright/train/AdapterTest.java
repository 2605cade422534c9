package org.maskwright.train;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.maskwright.sam.AdaptedRows;

class AdapterTest {
    private static final int WIDTH = 12;

    @BeforeEach
    void gradientsOff() {
        Engine.getInstance();
        Engine.getInstance().setRandomSeed(4);
        JniUtils.setGradMode(false);
    }

    @Test
    void aLowRankChangeOfSomeRowsIsLearntAndMerged() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray weight = manager.randomNormal(new Shape(3 * WIDTH, WIDTH));
            float[] before = weight.toFloatArray();
            NDArray x = manager.randomNormal(new Shape(64, WIDTH));
            NDArray wanted = x.matMul(
                    weight.add(manager.ones(new Shape(3 * WIDTH, WIDTH))).transpose());
            var adapter = new Adapter(manager, weight, new AdaptedRows("qkv", 0, WIDTH), 1);
            double first = Double.NaN;
            double last = Double.NaN;
            try (var optimizer = new AdamW(manager, adapter.factors(), 0, 1e9f)) {
                for (int step = 0; step < 150; step++) {
                    try (var lap = new Lap(
                            manager,
                            m -> x.matMul(weight.transpose())
                                    .sub(wanted)
                                    .square()
                                    .mean())) {
                        last = lap.loss().getFloat();
                        first = step == 0 ? last : first;
                        lap.back();
                    }
                    adapter.collect();
                    optimizer.step(3e-2f, 1);
                    adapter.merge();
                }
            }
            adapter.close();

            // A third of the rows learn, so that a third of the loss can go.
            assertThat(last).isLessThan(0.8 * first);
            float[] after = weight.toFloatArray();
            int third = WIDTH * WIDTH;
            assertThat(Arrays.copyOfRange(after, third, 3 * third))
                    .containsExactly(Arrays.copyOfRange(before, third, 3 * third));
            NDArray up = requireNonNull(adapter.factors().get("qkv.0.up"));
            NDArray down = requireNonNull(adapter.factors().get("qkv.0.down"));
            float[] change = up.matMul(down).toFloatArray();
            for (int i = 0; i < third; i++) {
                assertThat(after[i]).isCloseTo(before[i] + change[i], within(1e-5f));
            }
        }
    }
}
