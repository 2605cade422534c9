package org.maskwright.sam;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The way back in two halves is the way back.
class TracedFeaturesTest {
    @BeforeEach
    void gradientsOff() {
        Engine.getInstance();
        JniUtils.setGradMode(false);
    }

    private static NDArray loss(Network.Features f) {
        return f.embedding()
                .square()
                .mean()
                .add(f.skip4().square().mean())
                .add(f.skip2().square().mean())
                .add(f.dense().square().mean());
    }

    private static Map<String, float[]> gradients(Network network) {
        var out = new LinkedHashMap<String, float[]>();
        for (String name : network.trainable(Depth.ALL)) {
            if (name.startsWith(Network.ENCODER)) {
                out.put(
                        name,
                        requireNonNull(network.parameters().get(name))
                                .getGradient()
                                .toFloatArray());
            }
        }
        return out;
    }

    @Test
    void everyParameterOfTheEncoderGetsTheGradientOfOneWay() {
        Map<String, float[]> whole;
        Map<String, float[]> halves;
        try (NDManager base = NDManager.newBaseManager();
                Network one = Network.random(base, 3);
                Network other = Network.random(base, 3)) {
            NDArray input = base.randomNormal(new Shape(1, 3, 96, 64));
            for (Network n : new Network[] {one, other}) {
                var all = n.parameters();
                n.trainable(Depth.ALL)
                        .forEach(name -> requireNonNull(all.get(name)).setRequiresGradient(true));
            }
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                collector.backward(loss(one.encode(input, false)));
            }
            TracedFeatures traced;
            NDArray upper;
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                traced = TracedFeatures.of(other, input);
                upper = loss(traced.features());
                collector.backward(upper);
            }
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                collector.backward(traced.lower());
            }
            whole = gradients(one);
            halves = gradients(other);
        }
        assertThat(whole.keySet()).anyMatch(n -> n.contains("stem")).anyMatch(n -> n.contains("smooth4"));
        whole.forEach((name, g) -> assertArrayEquals(g, requireNonNull(halves.get(name)), 1e-6f, name));
    }
}
