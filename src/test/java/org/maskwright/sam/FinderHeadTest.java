package org.maskwright.sam;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.maskwright.weights.Tensor;

class FinderHeadTest {
    @BeforeEach
    void loadEngine() {
        Engine.getInstance();
        JniUtils.setGradMode(false);
    }

    private static Network.Features features(NDManager m) {
        return new Network.Features(
                m.randomNormal(new Shape(1, 128, 12, 9)),
                m.randomNormal(new Shape(1, 32, 24, 18)),
                m.randomNormal(new Shape(1, 16, 48, 36)),
                m.randomNormal(new Shape(1, 4, 24, 18)));
    }

    @Test
    void aFreshHeadChangesNothing() {
        try (Sam sam = Sam.random(2);
                NDManager m = NDManager.newBaseManager()) {
            Network.Features f = features(m);
            String before = sam.info().modelHash();
            sam.network().addHead(1);
            assertThat(sam.network().denseOfFrame(f)).isEqualTo(f.dense().toFloatArray());
            sam.refresh(Depth.ALL);
            assertThat(sam.info().modelHash()).isNotEqualTo(before);
            assertThat(sam.info().encoderHash()).isEqualTo(Sam.random(2).info().encoderHash());
        }
    }

    @Test
    void bandsOfRowsLeaveNoSeam() {
        try (Sam sam = Sam.random(2);
                NDManager m = NDManager.newBaseManager()) {
            var head = learnt(sam);
            Network.Features f = features(m);
            float[] whole = sam.network().dense(f).toFloatArray();
            assertThat(whole).isNotEqualTo(f.dense().toFloatArray());
            sam.network().load(head, Network.HEAD);
            float[] bands = sam.network().denseOfFrame(f, 8);
            for (int i = 0; i < whole.length; i++) {
                assertThat(bands[i]).isCloseTo(whole[i], Offset.offset(1e-4f));
            }
        }
    }

    /// A head that says something.
    private static Map<String, Tensor> learnt(Sam sam) {
        sam.network().addHead(1);
        var head = new LinkedHashMap<String, Tensor>();
        sam.network().weights(Network.HEAD, false).forEach((name, t) -> {
            float[] values = t.floats().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] += 0.05f * (i % 7 - 3);
            }
            head.put(name, Tensor.of(values, t.shape()));
        });
        sam.network().load(head, Network.HEAD);
        return head;
    }

    @Test
    void swappingBackToWeightsWithoutAHeadTakesItAway() {
        try (Sam sam = Sam.random(2)) {
            var plain = sam.decoderWeights();
            String before = sam.info().modelHash();
            learnt(sam);
            var taught = sam.decoderWeights();
            sam.swap(plain);
            assertThat(sam.network().hasHead()).isFalse();
            assertThat(sam.info().modelHash()).isEqualTo(before);
            sam.swap(taught);
            assertThat(sam.network().hasHead()).isTrue();
        }
    }
}
