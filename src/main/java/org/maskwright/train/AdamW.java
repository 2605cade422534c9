package org.maskwright.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.maskwright.sam.Network;
import org.maskwright.weights.Tensor;

/// Adam with decoupled weight decay and a bound on the gradient's norm; its state can be stored, so a
/// run resumes where it stopped. Source: Loshchilov and Hutter, Decoupled weight decay, 2019.
final class AdamW implements AutoCloseable {
    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.99f;
    private static final float EPSILON = 1e-8f;

    private final NDManager manager;
    private final SequencedMap<String, NDArray> parameters;
    private final Map<String, NDArray> first = new LinkedHashMap<>();
    private final Map<String, NDArray> second = new LinkedHashMap<>();
    private final float decay;
    private final float largestNorm;
    private long steps;
    private @Nullable Step stepping;

    /// Turns gradients on for all of `parameters`.
    AdamW(NDManager parent, SequencedMap<String, NDArray> parameters, float decay, float largestNorm) {
        manager = parent.newSubManager();
        this.parameters = parameters;
        this.decay = decay;
        this.largestNorm = largestNorm;
        parameters.forEach((name, p) -> {
            p.setRequiresGradient(true);
            if (p.hasGradient()) {
                // What another left half done.
                p.getGradient().muli(0);
            }
            first.put(name, manager.zeros(p.getShape()));
            second.put(name, manager.zeros(p.getShape()));
        });
    }

    long steps() {
        return steps;
    }

    /// Applies the gradients that backward passes have added up, times `scale`, and clears them.
    /// Gradient collection must be off.
    ///
    /// @return the gradients' norm before it was bounded; a step whose norm is not finite changes nothing
    double step(float rate, float scale) {
        double norm = begin(rate, scale);
        while (isStepping()) {
            proceed(Long.MAX_VALUE);
        }
        return norm;
    }

    /// The same in pieces: the norm first, then [#proceed] until the step is done.
    double begin(float rate, float scale) {
        NDManager scratch = manager.newSubManager();
        Map<String, NDArray> gradients = new LinkedHashMap<>();
        double sum = 0;
        for (var e : parameters.entrySet()) {
            if (e.getValue().hasGradient()) {
                NDArray g = e.getValue().getGradient();
                g.attach(scratch);
                gradients.put(e.getKey(), g);
                sum += g.square().sum().getFloat();
            }
        }
        double norm = Math.sqrt(sum) * scale;
        boolean finite = Double.isFinite(norm);
        steps += finite ? 1 : 0;
        float bounded = finite ? (float) (scale * Math.min(1, largestNorm / (norm + 1e-6))) : Float.NaN;
        stepping = new Step(scratch, gradients.entrySet().iterator(), bounded, rate);
        return norm;
    }

    boolean isStepping() {
        return stepping != null;
    }

    /// Changes further parameters, one at least, for about so many nanoseconds.
    void proceed(long nanos) {
        Step now = stepping;
        if (now == null) {
            throw new IllegalStateException("no step was begun");
        }
        long begun = System.nanoTime();
        boolean time = true;
        while (now.gradients.hasNext() && time) {
            var e = now.gradients.next();
            NDArray g = e.getValue();
            if (Float.isNaN(now.bounded)) {
                // Zero times infinity is no zero.
                g.set(new NDIndex("..."), 0f);
            } else {
                update(e.getKey(), g.mul(now.bounded), now.rate);
                g.muli(0);
            }
            time = System.nanoTime() - begun < nanos;
        }
        if (!now.gradients.hasNext()) {
            now.scratch.close();
            stepping = null;
        }
    }

    /// @param gradients of the parameters that are still to be changed
    /// @param bounded what gradients are multiplied with; not a number when they are only cleared
    private record Step(NDManager scratch, Iterator<Map.Entry<String, NDArray>> gradients, float bounded, float rate) {}

    private void update(String name, NDArray g, float rate) {
        NDArray p = parameters.get(name);
        NDArray m = first.get(name);
        NDArray v = second.get(name);
        if (p == null || m == null || v == null) {
            throw new IllegalStateException(name);
        }
        m.muli(BETA1).addi(g.mul(1 - BETA1));
        v.muli(BETA2).addi(g.square().mul(1 - BETA2));
        double c1 = 1 - Math.pow(BETA1, (double) steps);
        double c2 = 1 - Math.pow(BETA2, (double) steps);
        // What an operation gives belongs to its first operand's manager: copies keep it off this one.
        NDArray root = copy(v, g).div(c2).sqrt().add(EPSILON);
        NDArray change = copy(m, g).div(root);
        if (p.getShape().dimension() > 1) {
            p.muli(1 - rate * decay);
        }
        p.subi(change.mul(rate / c1));
    }

    private static NDArray copy(NDArray array, NDArray owner) {
        NDArray c = array.duplicate();
        c.attach(owner.getManager());
        return c;
    }

    /// Moments and step count, named `first.NAME`, `second.NAME`, `steps`.
    SequencedMap<String, Tensor> state() {
        var out = new LinkedHashMap<String, Tensor>();
        first.forEach((n, a) -> out.put("first." + n, tensor(a)));
        second.forEach((n, a) -> out.put("second." + n, tensor(a)));
        out.put("steps", Tensor.of(new float[] {steps}, 1));
        return out;
    }

    void restore(Map<String, Tensor> state) {
        first.forEach((n, a) -> Network.assign(a, stored(state, "first." + n)));
        second.forEach((n, a) -> Network.assign(a, stored(state, "second." + n)));
        steps = (long) stored(state, "steps")[0];
    }

    private static float[] stored(Map<String, Tensor> state, String name) {
        Tensor t = state.get(name);
        if (t == null) {
            throw new IllegalArgumentException("no " + name + " in the optimizer's state");
        }
        return t.floats();
    }

    private static Tensor tensor(NDArray a) {
        return Tensor.of(a.toFloatArray(), a.getShape().getShape());
    }

    @Override
    public void close() {
        parameters.values().forEach(p -> p.setRequiresGradient(false));
        manager.close();
    }
}
