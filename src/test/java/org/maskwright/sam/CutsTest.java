package org.maskwright.sam;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.maskwright.Cancel;

/// The decoder's way back in parts is its way back.
class CutsTest {
    @BeforeEach
    void gradientsOff() {
        Engine.getInstance();
        JniUtils.setGradMode(false);
    }

    @Test
    void everyParameterOfTheDecoderGetsTheGradientOfOneWay() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray embedding = manager.randomNormal(new Shape(1, 128, 8, 8));
            Map<String, float[]> whole = gradients(manager, embedding, null);
            Map<String, float[]> parts = gradients(manager, embedding, new Cuts());
            whole.forEach((name, g) -> assertArrayEquals(g, requireNonNull(parts.get(name)), 1e-5f, name));
        }
    }

    private static Map<String, float[]> gradients(NDManager manager, NDArray given, @Nullable Cuts cuts) {
        var out = new LinkedHashMap<String, float[]>();
        try (Network network = Network.random(manager, 3);
                NDManager m = network.manager().newSubManager()) {
            NDArray embedding = NamedBlock.lent(given, m).duplicate();
            embedding.setRequiresGradient(true);
            var all = network.parameters();
            List<String> names = network.trainable(Depth.DECODER);
            names.forEach(name -> requireNonNull(all.get(name)).setRequiresGradient(true));
            NDArray skip4 = m.ones(new Shape(1, 32, 16, 16));
            NDArray skip2 = m.ones(new Shape(1, 16, 32, 32));
            var question = new Question(List.of(List.of(new PromptToken(PromptToken.Kind.POSITIVE, 20, 30))), null);
            NDArray loss;
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                Network.Answer answer = network.decode(embedding, skip4, skip2, question, new Cancel(), cuts);
                loss = answer.logits().square().mean().add(answer.iou().sum());
                collector.backward(loss);
            }
            while (cuts != null && !cuts.isEmpty()) {
                try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                    collector.backward(cuts.next());
                }
            }
            for (String name : names) {
                NDArray p = requireNonNull(all.get(name));
                if (p.hasGradient()) {
                    out.put(name, p.getGradient().toFloatArray());
                }
            }
            out.put("embedding", embedding.getGradient().toFloatArray());
        }
        return out;
    }
}
