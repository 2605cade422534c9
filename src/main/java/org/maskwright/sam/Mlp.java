package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import java.util.ArrayList;
import java.util.List;

/// Linear layers with ReLU between them.
final class Mlp extends NamedBlock {
    private final List<Linear> layers = new ArrayList<>();

    Mlp(int in, int hidden, int out, int depth) {
        for (int i = 0; i < depth; i++) {
            layers.add(part("layers." + i, new Linear(i == 0 ? in : hidden, i == depth - 1 ? out : hidden)));
        }
    }

    NDArray forward(NDArray x) {
        NDArray y = x;
        for (int i = 0; i < layers.size(); i++) {
            y = layers.get(i).forward(y);
            y = i < layers.size() - 1 ? Activation.relu(y) : y;
        }
        return y;
    }

    @Override
    NDList run(NDList inputs, boolean training) {
        return new NDList(forward(inputs.head()));
    }
}
