package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.maskwright.Cancel;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;

/// Encodes a frame at the scales at which objects of all sizes are seen well: small frames twice as
/// large, then each scale half of the one before, until the frame fits a window.
final class FrameEncoder {
    /// Frames whose longer side is at most this are looked at twice as large.
    private static final int SMALL = 640;

    /// The most network pixels of one level; larger frames begin at a coarser scale.
    private static final long MOST_PIXELS = 4096L * 4096;

    private final Network network;

    FrameEncoder(Network network) {
        this.network = network;
    }

    Embedding encode(NDManager parent, Raster raster, Contrast contrast, Cancel cancel) {
        Preprocess.Picture picture = Preprocess.picture(raster, contrast);
        NDManager own = parent.newSubManager();
        var levels = new ArrayList<Embedding.Level>();
        try {
            for (double scale : scales(raster.width(), raster.height())) {
                cancel.check();
                levels.add(level(own, picture, scale));
            }
            return new Embedding(own, raster.width(), raster.height(), levels);
        } catch (RuntimeException e) {
            own.close();
            throw e;
        }
    }

    static List<Double> scales(int width, int height) {
        int side = Math.max(width, height);
        double scale = side <= SMALL ? 2 : 1;
        while (scale * scale * width * height > MOST_PIXELS) {
            scale /= 2;
        }
        var out = new ArrayList<Double>();
        out.add(scale);
        int window = Window.CELLS * Network.Geometry.COMPACT.stride();
        while (side * scale > window && out.size() < 6) {
            scale /= 2;
            out.add(scale);
        }
        return out;
    }

    private Embedding.Level level(NDManager own, Preprocess.Picture picture, double scale) {
        int w = Math.max(1, (int) Math.round(picture.width() * scale));
        int h = Math.max(1, (int) Math.round(picture.height() * scale));
        Preprocess.Picture sized = scale == 1 ? picture : picture.resized(w, h);
        int paddedW = padded(w);
        int paddedH = padded(h);
        try (NDManager call = own.newSubManager()) {
            NDArray input = Network.channelsLast(call, sized.normalised(paddedW, paddedH), 1, paddedH, paddedW, 3);
            Network.Features f = network.encode(input, false);
            for (NDArray a : List.of(f.embedding(), f.skip4(), f.skip2(), f.dense())) {
                a.attach(own);
            }
            return new Embedding.Level(scale, f);
        }
    }

    private static int padded(int side) {
        int stride = CompactEncoder.STRIDE;
        int least = Window.CELLS * Network.Geometry.COMPACT.stride();
        return Math.max(least, (side + stride - 1) / stride * stride);
    }
}
