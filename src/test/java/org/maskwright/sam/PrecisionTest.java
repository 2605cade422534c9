package org.maskwright.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.maskwright.weights.Architecture;
import org.maskwright.weights.Tensor;

/// Half precision is used only where it keeps the masks.
class PrecisionTest {
    private static final Path FIXTURE = Path.of("../shared/fixtures/parity/vit_t.json");

    /// As the tensor thread does first of all: gradient mode is per thread.
    @BeforeEach
    void gradientsOff() {
        Engine.getInstance();
        JniUtils.setGradMode(false);
    }

    @Test
    void theLeastAgreementDecides() {
        assertThat(Precision.measured(0.995).kind()).isEqualTo(Precision.Kind.FLOAT16);
        Precision kept = Precision.measured(0.98);
        assertThat(kept.kind()).isEqualTo(Precision.Kind.FLOAT32);
        assertThat(kept.inWords()).contains("0.980");
        assertThat(Precision.SINGLE.inWords()).isNotBlank();
    }

    @Test
    void emptyMasksAgree() {
        assertThat(PrecisionTrial.iou(new float[] {-1, -2}, new float[] {-3, -1}))
                .isEqualTo(1);
        assertThat(PrecisionTrial.iou(new float[] {1, 1, -1}, new float[] {1, -1, -1}))
                .isEqualTo(0.5);
    }

    /// There may be no graphics processor, so weights rounded to half precision stand for it.
    @Test
    @Tag("slow")
    void roundedWeightsKeepTheMasksAndOthersDoNot() throws IOException {
        assumeTrue(Files.exists(FIXTURE), "the parity fixtures are not beside the project");
        JsonNode parameters = new ObjectMapper().readTree(FIXTURE.toFile()).get("parameters");
        Map<String, Tensor> exact = FormulaWeights.fill(parameters, 0);
        var rounded = new LinkedHashMap<String, Tensor>();
        exact.forEach((name, t) -> rounded.put(name, Tensor.half(t.floats(), t.shape())));
        try (NDManager base = NDManager.newBaseManager();
                Network single = network(base, exact);
                Network half = network(base, rounded);
                Network other = network(base, FormulaWeights.fill(parameters, 1))) {
            assertThat(PrecisionTrial.agreement(single, half)).isGreaterThan(Precision.LEAST_IOU);
            assertThat(PrecisionTrial.agreement(single, other)).isLessThan(Precision.LEAST_IOU);
        }
    }

    /// The whole trial in real half precision, which processors compute too, if slowly.
    @Test
    @Tag("slow")
    void theTrialDecidesByWhatHalfPrecisionDoesToTheMasks() throws IOException {
        assumeTrue(Files.exists(FIXTURE), "the parity fixtures are not beside the project");
        JsonNode parameters = new ObjectMapper().readTree(FIXTURE.toFile()).get("parameters");
        try (NDManager base = NDManager.newBaseManager()) {
            Precision best = PrecisionTrial.best(base, Architecture.VIT_T, FormulaWeights.fill(parameters, 0));
            assertThat(best.iou()).isBetween(0.5, 1.0);
            assertThat(best.kind())
                    .isEqualTo(best.iou() >= Precision.LEAST_IOU ? Precision.Kind.FLOAT16 : Precision.Kind.FLOAT32);
            System.out.println("float16 keeps masks of weights by formula at an IoU of " + best.iou());
        }
    }

    private static Network network(NDManager base, Map<String, Tensor> weights) {
        Network n = Network.of(base, Architecture.VIT_T, weights, Precision.Kind.FLOAT32);
        n.fold();
        return n;
    }
}
