package org.maskwright.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.maskwright.sam.Network;
import org.maskwright.weights.Tensor;

/// The moving average of all parameters, which is what is validated and shipped. Source: Polyak and
/// Juditsky, 1992; the growing decay as in common practice.
final class Ema implements AutoCloseable {
    private static final double DECAY = 0.998;
    private final NDManager manager;
    private final SequencedMap<String, NDArray> live;
    private final Map<String, NDArray> shadow = new LinkedHashMap<>();

    Ema(NDManager parent, SequencedMap<String, NDArray> live) {
        manager = parent.newSubManager();
        this.live = live;
        live.forEach((name, p) -> {
            NDArray copy = p.duplicate();
            copy.attach(manager);
            shadow.put(name, copy);
        });
    }

    /// Moves towards the live parameters; gradient collection must be off.
    void follow(long step) {
        double decay = Math.min(DECAY, (1.0 + step) / (10.0 + step));
        try (NDManager scratch = manager.newSubManager()) {
            shadow.forEach((name, s) -> {
                NDArray p = live.get(name);
                if (p == null) {
                    throw new IllegalStateException(name);
                }
                NDArray change = p.mul(1 - decay);
                change.attach(scratch);
                s.muli(decay).addi(change);
            });
        }
    }

    /// A copy of the averages.
    SequencedMap<String, Tensor> weights(boolean half) {
        var out = new LinkedHashMap<String, Tensor>();
        shadow.forEach((name, s) -> {
            float[] v = s.toFloatArray();
            long[] shape = s.getShape().getShape();
            out.put(name, half ? Tensor.half(v, shape) : Tensor.of(v, shape));
        });
        return out;
    }

    void restore(Map<String, Tensor> stored) {
        shadow.forEach((name, s) -> {
            Tensor t = stored.get(name);
            if (t == null) {
                throw new IllegalArgumentException("no " + name + " among the averages");
            }
            Network.assign(s, t.floats());
        });
    }

    @Override
    public void close() {
        manager.close();
    }
}
