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

    /// How values at places of the image come from logits: each from three neighbours.
    static final class Taps {
        static final int EACH = 3;

        /// The first of the three, for each place.
        private final int[] first;

        /// Three for each place.
        private final float[] weights;

        private Taps(int places) {
            first = new int[places];
            weights = new float[EACH * places];
        }

        int places() {
            return first.length;
        }

        int first(int place) {
            return first[place];
        }

        /// A value from values that lie `stride` apart from `from` on.
        float of(float[] values, int from, int stride, int place) {
            int at = from + first[place] * stride;
            int w = EACH * place;
            return weights[w] * values[at]
                    + weights[w + 1] * values[at + stride]
                    + weights[w + 2] * values[at + 2 * stride];
        }
    }

    /// The taps of the pixels from `from` to `to` (exclusive); there must be three logits.
    Taps taps(int from, int to) {
        var out = new Taps(to - from);
        for (int i = 0; i < out.places(); i++) {
            double fine = Math.clamp((from + i - start) / step * finer - 0.5, 0, cut - 1.0);
            int j = (int) fine;
            double t = fine - j;
            double near = coarse(j);
            out.first[i] = Math.min((int) near, count - Taps.EACH);
            add(out.weights, Taps.EACH * i, near - out.first[i], 1 - t);
            add(out.weights, Taps.EACH * i, coarse(Math.min(j + 1, cut - 1)) - out.first[i], t);
        }
        return out;
    }

    /// Where a sample of the finer grid lies, in logits.
    private double coarse(int sample) {
        return Math.clamp((sample + 0.5) / finer - 0.5, 0, count - 1.0);
    }

    private static void add(float[] weights, int from, double at, double share) {
        int i = (int) at;
        double t = at - i;
        weights[from + i] += (float) (share * (1 - t));
        if (t > 0) {
            weights[from + i + 1] += (float) (share * t);
        }
    }
}
