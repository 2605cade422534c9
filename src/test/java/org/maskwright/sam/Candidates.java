package org.maskwright.sam;

import org.maskwright.label.Mask;

/// Candidates for the fakes of other rooms' tests.
public final class Candidates {
    private Candidates() {}

    /// A disc cut to the image, with blank logits.
    public static Candidate disc(double x, double y, double radius, int width, int height, float predictedIou) {
        Mask mask = Mask.of(width, height, i -> Math.hypot(i % width - x, Math.floorDiv(i, width) - y) <= radius);
        return new Candidate(mask, predictedIou, 1, new LowResLogits(1, 1, new float[] {0}, -0.5, -0.5, width));
    }
}
