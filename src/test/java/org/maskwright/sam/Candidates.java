package org.maskwright.sam;

import org.maskwright.label.Mask;
import org.maskwright.label.Shapes;

/// Candidates for the fakes of other rooms' tests.
public final class Candidates {
    private Candidates() {}

    /// A disc cut to the image, with blank logits.
    public static Candidate disc(double x, double y, double radius, int width, int height, float predictedIou) {
        Mask mask = Shapes.brush(new double[] {x, y}, radius).clip(width, height);
        return new Candidate(
                mask, predictedIou, 1, new LowResLogits(Axis.of(1, -0.5, width), Axis.of(1, -0.5, width), new float[] {0
                }));
    }
}
