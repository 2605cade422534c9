package org.maskwright.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.maskwright.sam.Network;

/// What the encoder's dense map should say of a crop of which only some objects may be labelled: the truth in
/// labelled objects, and elsewhere what it said before, since nobody said that nothing is there. Tensor thread only.
record DenseGoal(NDArray inside, NDArray truth, NDArray weight) {
    /// @param before the dense map (1, 4, rows, columns) of the network that learning began from
    static DenseGoal of(NDManager m, Crops.Drawn drawn, NDArray before) {
        int q = drawn.crop().size() / 4;
        int n = q * q;
        float[] inside = new float[n];
        float[] truth = new float[3 * n];
        DenseTruth.draw(drawn.crop(), inside, 0, truth, 0);
        float[] weight = inside.clone();
        if (!drawn.complete()) {
            float[] was = before.toFloatArray();
            for (int i = 0; i < n; i++) {
                if (weight[i] == 0) {
                    weight[i] = 1;
                    inside[i] = (float) (1 / (1 + Math.exp(-was[i])));
                    for (int k = 0; k < 3; k++) {
                        truth[k * n + i] = was[(k + 1) * n + i];
                    }
                }
            }
        }
        return new DenseGoal(
                Network.tensor(m, inside, 1, 1, q, q),
                Network.tensor(m, truth, 1, 3, q, q),
                Network.tensor(m, weight, 1, 1, q, q));
    }

    NDArray loss(NDArray map) {
        return Losses.dense(map, inside, truth, weight);
    }
}
