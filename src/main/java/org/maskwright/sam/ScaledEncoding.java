package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.image.Region;

/// The compact network's way: a frame is encoded at the scales at which objects of all sizes are seen
/// well: small frames two or four times as large, then each scale half of the one before, until the frame fits a
/// window.
final class ScaledEncoding extends Encoding {
    /// Frames of at most the area of a square of this side are looked at four times as large: what they show is small.
    private static final int TINY = 400;

    /// The same, twice as large.
    private static final int SMALL = 640;

    /// The most network pixels of one level; larger frames begin at a coarser scale.
    private static final long MOST_PIXELS = 4096L * 4096;

    private final Network network;
    private final Preprocess.Picture picture;
    private final List<Double> scales;
    private final List<ScaledEmbedding.Level> levels = new ArrayList<>();
    private final Mosaic.Parts parts;
    private Preprocess.@Nullable Picture sized;
    private @Nullable Mosaic mosaic;
    private @Nullable NDManager call;
    private CompactEncoder.@Nullable Pass pass;

    ScaledEncoding(Network network, NDManager parent, Raster raster, Contrast contrast) {
        this(network, parent, raster, contrast, Mosaic.Parts.NORMAL);
    }

    ScaledEncoding(Network network, NDManager parent, Raster raster, Contrast contrast, Mosaic.Parts parts) {
        this(network, parent, raster, contrast, parts, scales(raster.width(), raster.height()));
    }

    /// A part of a frame, looked at as closely as the whole would be.
    static ScaledEncoding part(Network network, NDManager parent, Raster part, Contrast contrast, long frameArea) {
        List<Double> scales = scales(part.width(), part.height(), frameArea);
        return new ScaledEncoding(network, parent, part, contrast, Mosaic.Parts.NORMAL, scales);
    }

    /// @param scales network pixels per image pixel, each half of the one before
    ScaledEncoding(
            Network network,
            NDManager parent,
            Raster raster,
            Contrast contrast,
            Mosaic.Parts parts,
            List<Double> scales) {
        super(parent);
        this.network = network;
        this.parts = parts;
        picture = Preprocess.picture(raster, contrast);
        this.scales = List.copyOf(scales);
    }

    static List<Double> scales(int width, int height) {
        return scales(width, height, (long) width * height);
    }

    static List<Double> scales(int width, int height, long area) {
        int side = Math.max(width, height);
        double scale = area <= (long) TINY * TINY ? 4 : area <= (long) SMALL * SMALL ? 2 : 1;
        while (scale * scale * area > MOST_PIXELS) {
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
        double scale = scales.get(levels.size());
        Preprocess.Picture level = sized == null ? sized(scale) : sized;
        Mosaic whole = mosaic == null ? mosaic(level) : mosaic;
        sized = level;
        mosaic = whole;
        if (call == null || pass == null) {
            call = own().newSubManager();
            pass = network.pass(input(call, level, whole.wanted()));
        }
        pass.step();
        if (pass.isDone()) {
            whole.put(Network.features(pass.features()));
            call.close();
            call = null;
            pass = null;
            if (whole.isDone()) {
                levels.add(new ScaledEmbedding.Level(scale, whole.features()));
                sized = null;
                mosaic = null;
            }
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

    private Preprocess.Picture sized(double scale) {
        int w = Math.max(1, (int) Math.round(picture.width() * scale));
        int h = Math.max(1, (int) Math.round(picture.height() * scale));
        return scale == 1 ? picture : picture.resized(w, h);
    }

    private Mosaic mosaic(Preprocess.Picture level) {
        return new Mosaic(own(), padded(level.width()), padded(level.height()), parts);
    }

    /// A part of the level, black beyond the picture.
    private static NDArray input(NDManager manager, Preprocess.Picture level, Region wanted) {
        var inside = new Region(
                wanted.x(),
                wanted.y(),
                Math.min(wanted.width(), level.width() - wanted.x()),
                Math.min(wanted.height(), level.height() - wanted.y()));
        float[] samples = level.part(inside).normalised(wanted.width(), wanted.height());
        return Network.channelsLast(manager, samples, 1, wanted.height(), wanted.width(), 3);
    }

    private static int padded(int side) {
        int stride = CompactEncoder.STRIDE;
        int least = Window.CELLS * Network.Geometry.COMPACT.stride();
        return Math.max(least, (side + stride - 1) / stride * stride);
    }
}
