package org.maskwright.sam;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.initializer.Initializer;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the encoders of the reference lay down in pieces says what they say in one, and its gradients are those of
/// what they say.
class TapeTest {
    private static final int SIDE = 16;
    private final NDManager manager = NDManager.newBaseManager();

    @BeforeEach
    void gradientsOff() {
        Engine.getInstance();
        JniUtils.setGradMode(false);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private <B extends NamedBlock> B filled(B block) {
        block.named().forEach((name, p) -> {
            p.setInitializer(Initializer.ZEROS);
            p.initialize(manager, DataType.FLOAT32);
            long[] shape = p.getShape().getShape();
            Network.assign(
                    p.getArray(),
                    FormulaWeights.values(name, shape, (int) p.getShape().size(), 5));
        });
        return block;
    }

    @Test
    void piecesThatReadOneMapAddUpTheirGradients() {
        NDArray weight = manager.randomNormal(new Shape(3, 3));
        weight.setRequiresGradient(true);
        NDArray x = manager.randomNormal(new Shape(4, 3));
        float[] expected;
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray y = x.matMul(weight);
            collector.backward(y.add(y.matMul(weight)).sum());
            expected = weight.getGradient().toFloatArray();
        }
        weight.getGradient().muli(0);
        var tape = new Tape(manager);
        Tape.Grid y = tape.grid(4, 3);
        Tape.Grid z = tape.grid(4, 3);
        for (int row = 0; row < 4; row++) {
            tape.add(
                    List.of(Tape.given(x).rows(row, row + 1)),
                    y.rows(row, row + 1),
                    in -> in.getFirst().matMul(weight));
        }
        for (int row = 0; row < 4; row++) {
            tape.add(
                    List.of(y.rows(row, row + 1)),
                    z.rows(row, row + 1),
                    in -> in.getFirst().add(in.getFirst().matMul(weight)));
        }
        run(tape, z, manager.ones(new Shape(4, 3)));

        assertThat(weight.getGradient().toFloatArray()).containsExactly(expected, within(1e-5f));
    }

    private static void run(Tape tape, Tape.Grid last, NDArray gradient) {
        while (!tape.there(0)) {}
        requireNonNull(last.gradient()).addi(gradient);
        while (!tape.back(0)) {}
    }

    @Test
    void theNeckLearnsInPieces() {
        Neck neck = filled(new Neck(24));
        agrees(
                neck,
                24,
                x -> SquareEncoder.channelsLast(neck.forward(x)),
                neck::trace,
                List.of("0.weight", "1.bias", "2.weight", "3.weight"));
    }

    @Test
    void aBlockThatLooksEverywhereLearnsInPieces() {
        var block = filled(new VitBlock(24, new GlobalAttention(24, 2, SIDE)));
        block.prepare(manager);
        agrees(block, 24, block::forward, block::trace, List.of("attn.qkv.weight", "attn.qkv.bias", "norm1.weight"));
    }

    @Test
    void aBlockOfTinyVitLearnsInPieces() {
        var block = filled(new TinyVitBlock(24, 2, 7, TinyVitBlock.Biases.AS_TRAINED));
        block.prepare(manager);
        agrees(block, 24, block::forward, block::trace, List.of("attn.qkv.weight", "attn.proj.bias"));
    }

    /// Along its gradient a weight changes the block's own answer as the gradient says; and so does the input.
    private void agrees(
            NamedBlock block,
            int width,
            UnaryOperator<NDArray> forward,
            BiFunction<Tape, Tape.Grid, Tape.Grid> trace,
            List<String> learning) {
        Map<String, Parameter> all = block.named();
        learning.forEach(n -> requireNonNull(all.get(n)).getArray().setRequiresGradient(true));
        NDArray x = manager.randomNormal(new Shape(SIDE, SIDE, width));
        var tape = new Tape(manager);
        Tape.Grid in = new Tape.Grid(x.duplicate(), manager.zeros(x.getShape()));
        Tape.Grid out = trace.apply(tape, in);
        NDArray toward = manager.randomNormal(out.value().getShape());
        run(tape, out, toward);

        assertThat(out.value().toFloatArray())
                .containsExactly(forward.apply(x.duplicate()).toFloatArray(), within(1e-4f));
        for (String name : learning) {
            NDArray array = requireNonNull(all.get(name)).getArray();
            changes(name, array, array.getGradient(), () -> loss(forward, x, toward));
        }
        changes("input", x, requireNonNull(in.gradient()), () -> loss(forward, x, toward));
    }

    private static double loss(UnaryOperator<NDArray> forward, NDArray x, NDArray toward) {
        return forward.apply(x.duplicate())
                .toType(DataType.FLOAT64, true)
                .mul(toward.toType(DataType.FLOAT64, true))
                .sum()
                .getDouble();
    }

    private static void changes(String what, NDArray array, NDArray gradient, java.util.function.DoubleSupplier loss) {
        double norm = Math.sqrt(gradient.square().sum().getFloat());
        NDArray step = gradient.mul(0.02 / norm);
        array.addi(step);
        double above = loss.getAsDouble();
        array.subi(step.mul(2));
        double below = loss.getAsDouble();
        array.addi(step);
        assertThat((above - below) / 0.04).as(what).isCloseTo(norm, within(0.02 * norm));
    }
}
