package org.maskwright.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Random;
import java.util.SequencedMap;
import org.maskwright.sam.AdaptedRows;
import org.maskwright.sam.Network;

/// A low-rank change of some rows of a weight: W + U D, where only U and D learn. It is always merged: the network runs
/// on the sum and knows of nothing else, and the gradients of U and D come from that of the sum. U is zero first.
/// Source: Hu et al., LoRA, 2022; on SAM's attention as in Archit et al., 2025 (micro-sam). Tensor thread only.
final class Adapter {
    private static final int RANK = 4;

    private final NDManager manager;
    private final NDArray weight;
    private final AdaptedRows rows;
    private final NDArray before;
    private final NDArray down;
    private final NDArray up;

    /// @param parent whose own the factors are
    /// @param weight live, (out, in)
    Adapter(NDManager parent, NDArray weight, AdaptedRows rows, long seed) {
        this.weight = weight;
        this.rows = rows;
        manager = parent;
        weight.setRequiresGradient(true);
        if (weight.hasGradient()) {
            // What another left half done.
            weight.getGradient().muli(0);
        }
        try (NDManager scratch = parent.newSubManager()) {
            before = rowsOf(weight, scratch).duplicate();
            before.attach(manager);
        }
        int in = (int) weight.getShape().get(1);
        var random = new Random(seed);
        float[] first = new float[RANK * in];
        for (int i = 0; i < first.length; i++) {
            first[i] = (float) (random.nextGaussian() / Math.sqrt(in));
        }
        down = Network.tensor(manager, first, RANK, in);
        up = manager.zeros(new Shape(rows.to() - rows.from(), RANK));
    }

    /// What the optimizer changes.
    SequencedMap<String, NDArray> factors() {
        var out = new LinkedHashMap<String, NDArray>();
        String name = rows.name() + "." + rows.from();
        out.put(name + ".down", down);
        out.put(name + ".up", up);
        return out;
    }

    /// Takes the gradients of the factors from that of the sum, which is cleared.
    void collect() {
        try (NDManager scratch = manager.newSubManager()) {
            NDArray all = weight.getGradient();
            all.attach(scratch);
            NDArray gradient = rowsOf(all, scratch);
            try (var chain = new Lap(manager, m -> product(m).mul(gradient).sum())) {
                chain.back();
            }
            gradient.muli(0);
        }
    }

    /// Puts the sum in the weight's place.
    void merge() {
        try (NDManager scratch = manager.newSubManager()) {
            weight.set(
                    new NDIndex().addSliceDim(rows.from(), rows.to()),
                    product(scratch).add(before));
        }
    }

    /// The weight, as it is, learns no more.
    void close() {
        weight.setRequiresGradient(false);
    }

    private NDArray product(NDManager m) {
        NDArray product = up.matMul(down);
        product.attach(m);
        return product;
    }

    private NDArray rowsOf(NDArray of, NDManager scratch) {
        NDArray view = of.get(new NDIndex().addSliceDim(rows.from(), rows.to()));
        view.attach(scratch);
        return view;
    }
}
