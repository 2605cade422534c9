package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import org.maskwright.image.Region;
import org.maskwright.weights.Architecture;
import org.maskwright.weights.Tensor;

/// The self-test of half precision: both networks see the same picture of discs and answer the same
/// prompts, and the masks of one are held against those of the other.
final class PrecisionTrial {
    private static final int SIDE = 512;
    private static final double[][] DISCS = {{120, 130, 60}, {360, 110, 35}, {150, 380, 90}, {400, 380, 45}};

    private PrecisionTrial() {}

    /// Half precision where it keeps the masks, as measured with these weights on the manager's device.
    static Precision best(NDManager base, Architecture architecture, Map<String, Tensor> tensors) {
        try (Network single = Network.of(base, architecture, tensors, Precision.Kind.FLOAT32);
                Network half = Network.of(base, architecture, tensors, Precision.Kind.FLOAT16)) {
            single.fold();
            half.fold();
            return Precision.measured(agreement(single, half));
        }
    }

    /// The least IoU of all masks.
    static double agreement(Network single, Network half) {
        double least = 1;
        List<float[]> a = logits(single);
        List<float[]> b = logits(half);
        for (int i = 0; i < a.size(); i++) {
            least = Math.min(least, iou(a.get(i), b.get(i)));
        }
        return least;
    }

    /// Of each prompt, the logits of the one mask that its answer would show.
    private static List<float[]> logits(Network network) {
        try (NDManager own = network.manager().newSubManager()) {
            var square = new Square(Place.of(Region.of(SIDE, SIDE)));
            var encoder = (SquareEncoder) network.imageEncoder();
            Preprocess.Picture picture = picture();
            while (!square.step(encoder, network.encoderType(), own, picture)) {
                // each step is short
            }
            return java.util.Arrays.stream(DISCS)
                    .map(d -> answer(network, own, square, d))
                    .toList();
        }
    }

    private static float[] answer(Network network, NDManager own, Square square, double[] disc) {
        Place place = square.place();
        double x = disc[0];
        double y = disc[1];
        double r = disc[2];
        var tokens = List.of(
                new PromptToken(PromptToken.Kind.POSITIVE, place.toNetworkX(x), place.toNetworkY(y)),
                new PromptToken(PromptToken.Kind.BOX_FIRST, place.toNetworkX(x - r), place.toNetworkY(y - r)),
                new PromptToken(PromptToken.Kind.BOX_LAST, place.toNetworkX(x + r), place.toNetworkY(y + r)));
        try (NDManager call = own.newSubManager()) {
            NDArray embedding = square.embedding().duplicate();
            embedding.attach(call);
            return network.decode(embedding, null, null, new Question(List.of(tokens), null))
                    .logits()
                    .get(":, 0")
                    .toFloatArray();
        }
    }

    static double iou(float[] a, float[] b) {
        int both = 0;
        int either = 0;
        for (int i = 0; i < a.length; i++) {
            both += a[i] > 0 && b[i] > 0 ? 1 : 0;
            either += a[i] > 0 || b[i] > 0 ? 1 : 0;
        }
        return either == 0 ? 1 : both / (double) either;
    }

    /// Bright and dark discs with soft rims on a ground that is not even.
    private static Preprocess.Picture picture() {
        byte[] out = new byte[SIDE * SIDE];
        for (int i = 0; i < out.length; i++) {
            double x = i % SIDE;
            int row = i / SIDE;
            double y = row;
            double v = 90 + 15 * Math.sin(x / 37) * Math.cos(y / 53) + (i * 7919 % 11);
            for (int k = 0; k < DISCS.length; k++) {
                double inside = DISCS[k][2] - Math.hypot(x - DISCS[k][0], y - DISCS[k][1]);
                v += (k % 2 == 0 ? 90 : -60) * Math.clamp(inside / 4 + 0.5, 0, 1);
            }
            out[i] = (byte) Math.clamp(Math.round(v), 0, 255);
        }
        return new Preprocess.Picture(out, SIDE, SIDE, 1);
    }
}
