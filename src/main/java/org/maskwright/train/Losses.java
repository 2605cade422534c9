package org.maskwright.train;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/// The losses of promptable segmentation. Logits (batch, masks, rows, columns); truth and weight
/// (batch, 1, rows, columns), truth 0 to 1 (a cell half covered is 0.5).
///
/// No product or quotient with a plain number stands under autograd here or in the network: DJL wraps
/// the number in a Java buffer that the garbage collector may take before the backward pass reads it
/// (measured: gradients of 1e15 after a collection). Sums with numbers are safe.
final class Losses {
    private Losses() {}

    /// Cross-entropy weighted by pixel plus Dice with squared denominators: (batch, masks).
    ///
    /// @param weight sums to 1 over each object's pixels
    static NDArray mask(NDArray logits, NDArray truth, NDArray weight) {
        NDArray entropy =
                Activation.softPlus(logits).sub(logits.mul(truth)).mul(weight).sum(new int[] {2, 3});
        NDArray p = Activation.sigmoid(logits);
        NDArray both = p.mul(truth).sum(new int[] {2, 3});
        both = both.add(both).add(1);
        NDArray each = p.square()
                .sum(new int[] {2, 3})
                .add(truth.square().sum(new int[] {2, 3}))
                .add(1);
        return entropy.add(both.div(each).neg().add(1));
    }

    /// The mean of `values` weighted by `weight` (same shape).
    static NDArray mean(NDArray values, NDArray weight) {
        return values.mul(weight).sum().div(weight.sum().add(1e-6f));
    }

    /// Mean squared error where `weight` is set.
    static NDArray squared(NDArray values, NDArray truth, NDArray weight) {
        return mean(values.sub(truth).square(), weight);
    }

    /// Losses of the dense map (batch, 4, rows, columns) against [DenseTruth]: cross-entropy of the
    /// foreground, absolute error of boundary distance and centre offsets inside objects.
    static NDArray dense(NDArray map, NDArray truth, NDArray inside) {
        return dense(map, inside, truth, inside);
    }

    /// The same where the foreground is known by degrees and the rest counts by weight.
    ///
    /// @param inside probability of the foreground (batch, 1, rows, columns)
    static NDArray dense(NDArray map, NDArray inside, NDArray truth, NDArray weight) {
        return entropy(map, inside).mean().add(instances(map, truth, weight));
    }

    /// The same where the foreground is not known everywhere.
    ///
    /// @param certain (batch, 1, rows, columns): 1 where the foreground is known
    /// @param weight the same: 1 inside objects that are known one by one
    static NDArray dense(NDArray map, NDArray inside, NDArray certain, NDArray truth, NDArray weight) {
        return mean(entropy(map, inside), certain).add(instances(map, truth, weight));
    }

    private static NDArray entropy(NDArray map, NDArray inside) {
        NDArray foreground = map.get(":, 0:1");
        return Activation.softPlus(foreground).sub(foreground.mul(inside));
    }

    private static NDArray instances(NDArray map, NDArray truth, NDArray weight) {
        NDArray error = map.get(":, 1:4").sub(truth).abs();
        NDArray distance = mean(error.get(":, 0:1"), weight);
        NDArray offset = mean(error.get(":, 1:2").add(error.get(":, 2:3")), weight);
        return distance.add(offset);
    }
}
