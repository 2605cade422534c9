package org.maskwright.worker;

import java.util.Arrays;
import java.util.List;
import org.maskwright.Cancel;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;

/// One frame and one click that are put to a network to see how long it takes and what it answers.
///
/// @param raster of the one channel or the colours that the network sees
/// @param click in image pixels
public record Probe(Raster raster, Contrast contrast, Prompt click) {
    private static final int CLICKS = 5;
    private static final int SIDE = 256;
    private static final double RADIUS = 40;

    /// @param bytes native memory of the embedding
    record Answer(Mask mask, double encodeMillis, double clickMillis, long bytes) {}

    /// A bright disc on a dark ground with a little texture, clicked in its middle.
    static Probe disc() {
        byte[] grey = new byte[SIDE * SIDE];
        for (int i = 0; i < grey.length; i++) {
            int row = i / SIDE;
            double r = Math.hypot(i % SIDE - SIDE / 2.0, row - SIDE / 2.0);
            grey[i] = (byte) ((r < RADIUS ? 180 : 20) + (i * 7919 & 15));
        }
        return new Probe(
                Raster.ofBytes(SIDE, SIDE, 1, grey),
                new Contrast(0, 255),
                new Prompt.Click(SIDE / 2.0, SIDE / 2.0, true));
    }

    /// Encodes the frame and clicks on it. Tensor thread.
    Answer on(Network network, Cancel cancel) {
        long begun = System.nanoTime();
        try (Network.Features features = network.encode(raster, contrast, cancel)) {
            double encoded = (System.nanoTime() - begun) / 1e6;
            double[] clicks = new double[CLICKS];
            Mask mask = answer(network, features, cancel);
            for (int i = 0; i < CLICKS; i++) {
                long clicked = System.nanoTime();
                mask = answer(network, features, cancel);
                clicks[i] = (System.nanoTime() - clicked) / 1e6;
            }
            Arrays.sort(clicks);
            return new Answer(mask, encoded, clicks[CLICKS / 2], features.bytes());
        }
    }

    /// The mask from an embedding as the disk keeps it. Tensor thread.
    Mask restored(Network network, Cancel cancel) {
        try (Network.Features features = network.encode(raster, contrast, cancel);
                Network.Features kept = network.restore(features.store())) {
            return answer(network, kept, cancel);
        }
    }

    private Mask answer(Network network, Network.Features features, Cancel cancel) {
        return network.predict(features, List.of(click), null, cancel)
                .getFirst()
                .mask();
    }
}
