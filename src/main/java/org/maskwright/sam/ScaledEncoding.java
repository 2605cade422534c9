package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;

/// The compact network's way: a frame is encoded at the scales at which objects of all sizes are seen
/// well: small frames twice as large, then each scale half of the one before, until the frame fits a
/// window.
final class ScaledEncoding extends Encoding {
    /// Frames of at most the area of a square of this side are looked at twice as large.
    private static final int SMALL = 640;

    /// The most network pixels of one level; larger frames begin at a coarser scale.
    private static final long MOST_PIXELS = 4096L * 4096;

    private final Network network;
    private final Preprocess.Picture picture;
    private final List<Double> scales;
    private final List<ScaledEmbedding.Level> levels = new ArrayList<>();
    private @Nullable NDManager call;
    private CompactEncoder.@Nullable Pass pass;

    ScaledEncoding(Network network, NDManager parent, Raster raster, Contrast contrast) {
        super(parent);
        this.network = network;
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

    @Override
    public boolean step() {
        if (call == null || pass == null) {
            call = own().newSubManager();
            pass = network.pass(input(call, scales.get(levels.size())));
        }
        pass.step();
        if (pass.isDone()) {
            Network.Features f = Network.features(pass.features());
            for (NDArray a : List.of(f.embedding(), f.skip4(), f.skip2(), f.dense())) {
                a.attach(own());
            }
            levels.add(new ScaledEmbedding.Level(scales.get(levels.size()), f));
            call.close();
            call = null;
            pass = null;
        }
        return isComplete();
    }

    @Override
    boolean isComplete() {
        return levels.size() == scales.size();
    }

    @Override
    Embedding take() {
        return new ScaledEmbedding(own(), picture.width(), picture.height(), levels);
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
}
