package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;

/// A frame on its way to an embedding, one block of the encoder at a time: whoever shares the tensor
/// thread with clicks lets them in between two steps and loses nothing. Tensor thread only.
///
/// The frame is encoded at the scales at which objects of all sizes are seen well: small frames twice
/// as large, then each scale half of the one before, until the frame fits a window.
public final class Encoding implements AutoCloseable {
    /// Frames of at most the area of a square of this side are looked at twice as large.
    private static final int SMALL = 640;

    /// The most network pixels of one level; larger frames begin at a coarser scale.
    private static final long MOST_PIXELS = 4096L * 4096;

    private final Network network;
    private final NDManager own;
    private final Preprocess.Picture picture;
    private final List<Double> scales;
    private final List<Embedding.Level> levels = new ArrayList<>();
    private @Nullable NDManager call;
    private CompactEncoder.@Nullable Pass pass;
    private boolean taken;

    Encoding(Network network, NDManager parent, Raster raster, Contrast contrast) {
        this.network = network;
        own = parent.newSubManager();
        picture = Preprocess.picture(raster, contrast);
        scales = scales(raster.width(), raster.height());
    }

    static List<Double> scales(int width, int height) {
        int side = Math.max(width, height);
        double scale = (long) width * height <= (long) SMALL * SMALL ? 2 : 1;
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

    /// Does the next piece of the work.
    ///
    /// @return whether the embedding is complete
    public boolean step() {
        if (call == null || pass == null) {
            call = own.newSubManager();
            pass = network.pass(input(call, scales.get(levels.size())));
        }
        pass.step();
        if (pass.isDone()) {
            Network.Features f = Network.features(pass.features());
            for (NDArray a : List.of(f.embedding(), f.skip4(), f.skip2(), f.dense())) {
                a.attach(own);
            }
            levels.add(new Embedding.Level(scales.get(levels.size()), f));
            call.close();
            call = null;
            pass = null;
        }
        return levels.size() == scales.size();
    }

    /// The embedding, which is the caller's from now on, once the last step is done.
    public Embedding embedding() {
        if (levels.size() < scales.size()) {
            throw new IllegalStateException("the encoding is not complete");
        }
        taken = true;
        return new Embedding(own, picture.width(), picture.height(), levels);
    }

    private NDArray input(NDManager manager, double scale) {
        int w = Math.max(1, (int) Math.round(picture.width() * scale));
        int h = Math.max(1, (int) Math.round(picture.height() * scale));
        Preprocess.Picture sized = scale == 1 ? picture : picture.resized(w, h);
        int paddedW = padded(w);
        int paddedH = padded(h);
        return Network.channelsLast(manager, sized.normalised(paddedW, paddedH), 1, paddedH, paddedW, 3);
    }

    private static int padded(int side) {
        int stride = CompactEncoder.STRIDE;
        int least = Window.CELLS * Network.Geometry.COMPACT.stride();
        return Math.max(least, (side + stride - 1) / stride * stride);
    }

    /// Frees what was made so far, unless the embedding was taken.
    @Override
    public void close() {
        if (!taken) {
            own.close();
        }
    }
}
