package org.maskwright.metrics;

import java.util.OptionalDouble;
import org.maskwright.metrics.Overlap.Pair;

/// SEG of the Cell Tracking Challenge: the mean, over all reference objects of a sequence, of the
/// Jaccard index with the result object that covers more than half of it, 0 where none does
/// (Maška et al., Bioinformatics 2014). Result objects without a reference cost nothing.
public final class Seg {
    private int references;
    private double sum;

    /// Takes in one annotated frame, slice or volume.
    public void add(Overlap overlap) {
        references += overlap.reference().size();
        for (Pair pair : overlap.pairs()) {
            if (pair.isDetection()) {
                sum += pair.iou();
            }
        }
    }

    public int references() {
        return references;
    }

    /// Empty when there is no reference object.
    public OptionalDouble value() {
        return references == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / references);
    }
}
