package org.maskwright.sam;

/// How a row or a column of logits lies on the image. The reference brings its logits to the image in
/// two linear interpolations, first to a grid four times finer that is cut at the padding, then from it
/// to the image; ours in one, which is the same with a grid one time finer.
///
/// @param count logits
/// @param start image coordinate of the edge of the first one (pixel centres at whole numbers)
/// @param step image pixels from one logit to the next
/// @param finer samples of the finer grid for each logit
/// @param cut samples of the finer grid that are not padding
record Axis(int count, double start, double step, int finer, int cut) {
    /// Logits that are interpolated once.
    static Axis of(int count, double start, double step) {
        return new Axis(count, start, step, 1, count);
    }

    /// Logits that do not lie in the padding alone.
    int used() {
        return (cut + finer - 1) / finer;
    }

    /// The image coordinate of the far edge.
    double end() {
        return start + cut * step / finer;
    }

    /// Whether an image coordinate lies on it.
    boolean covers(double image) {
        return image >= start && image < end();
    }

    /// Where an image coordinate lies, in logits.
    double at(double image) {
        return (image - start) / step - 0.5;
    }

    /// The middle of a logit on the image.
    double middle(int logit) {
        return start + (logit + 0.5) * step;
    }

    /// How the value at a place of the image comes from logits: from `first`, as many as there are weights.
    record Taps(int first, float[] weights) {}

    /// The taps for image coordinates from `from` to `to` (exclusive).
    Taps[] taps(int from, int to) {
        var out = new Taps[to - from];
        for (int i = 0; i < out.length; i++) {
            out[i] = taps(from + i);
        }
        return out;
    }

    Taps taps(double image) {
        double fine = Math.clamp((image - start) / step * finer - 0.5, 0, cut - 1.0);
        int j = (int) fine;
        double t = fine - j;
        double near = coarse(j);
        double far = coarse(Math.min(j + 1, cut - 1));
        int first = Math.min((int) near, Math.max(0, count - 3));
        float[] weights = new float[Math.min(3, count)];
        add(weights, near - first, 1 - t);
        add(weights, far - first, t);
        return new Taps(first, weights);
    }

    /// Where a sample of the finer grid lies, in logits.
    private double coarse(int sample) {
        return Math.clamp((sample + 0.5) / finer - 0.5, 0, count - 1.0);
    }

    private static void add(float[] weights, double at, double share) {
        int i = (int) at;
        double t = at - i;
        weights[i] += (float) (share * (1 - t));
        if (t > 0) {
            weights[i + 1] += (float) (share * t);
        }
    }
}
