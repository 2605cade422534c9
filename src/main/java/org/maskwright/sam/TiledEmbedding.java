package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.maskwright.Cancel;
import org.maskwright.image.Region;
import org.maskwright.label.Prompt;
import org.maskwright.weights.DType;
import org.maskwright.weights.Tensor;

/// The reference's embedding of a frame: one of the whole frame and, of a frame larger than the
/// network's input, those of its tiles, each made when a prompt first lies in it.
final class TiledEmbedding extends Embedding {
    private static final String WHOLE = "whole";
    private static final String PICTURE = "picture";
    private static final String SIZE = "size";
    private static final long SQUARE_BYTES = 4L * 256 * SquareEncoder.CELLS * SquareEncoder.CELLS;

    private final Preprocess.Picture picture;
    private final Square whole;
    private final Tiles layout;
    private final List<Square> tiles = new ArrayList<>();
    private volatile long bytes;

    TiledEmbedding(NDManager manager, Preprocess.Picture picture, Square whole) {
        super(manager, picture.width(), picture.height());
        this.whole = whole;
        layout = Tiles.of(picture.width(), picture.height());
        // The pixels serve the tiles alone.
        this.picture = layout.regions().isEmpty() ? Preprocess.Picture.blank(width(), height()) : picture;
        layout.regions().forEach(r -> tiles.add(new Square(Place.of(r))));
        count();
    }

    private void count() {
        long encoded = 1 + tiles.stream().filter(Square::isEncoded).count();
        bytes = encoded * SQUARE_BYTES + whole.kept() + picture.pixels().length;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    Preprocess.Picture picture() {
        return picture;
    }

    Square whole() {
        return whole;
    }

    /// The tile for these prompts, encoded now if it was not; none when the whole frame serves them better.
    ///
    /// @param cancel polled between the steps, which are kept
    Optional<Square> tile(List<Prompt> prompts, Network network, SquareEncoder encoder, Cancel cancel) {
        Optional<Square> tile = layout.around(prompts).map(tiles::get);
        tile.filter(t -> !t.isEncoded()).ifPresent(t -> {
            do {
                cancel.check();
            } while (!t.step(encoder, network.encoderType(), manager(), picture));
            count();
        });
        return tile;
    }

    @Override
    NDArray ofWholeFrame() {
        return whole.embedding();
    }

    @Override
    public SequencedMap<String, Tensor> store() {
        var out = new LinkedHashMap<String, Tensor>();
        if (tiles.isEmpty()) {
            out.put(SIZE, Tensor.of(new float[] {width(), height()}, 2));
        } else {
            var pixels = ByteBuffer.wrap(picture.pixels());
            out.put(PICTURE, new Tensor(DType.UINT8, new long[] {height(), width(), picture.channels()}, pixels));
        }
        out.put(WHOLE, half(whole));
        for (int i = 0; i < tiles.size(); i++) {
            if (tiles.get(i).isEncoded()) {
                out.put(String.valueOf(i), half(tiles.get(i)));
            }
        }
        return out;
    }

    private static Tensor half(Square square) {
        return Tensor.half(
                square.embedding().toFloatArray(), square.embedding().getShape().getShape());
    }

    /// The reverse of [#store()].
    ///
    /// @throws IllegalArgumentException when a tensor is missing or misshapen
    static TiledEmbedding restore(NDManager parent, Map<String, Tensor> stored) {
        Preprocess.Picture picture = picture(stored);
        NDManager own = parent.newSubManager();
        try {
            Region frame = Region.of(picture.width(), picture.height());
            var out = new TiledEmbedding(own, picture, restored(own, Place.of(frame), need(stored, WHOLE)));
            for (int i = 0; i < out.tiles.size(); i++) {
                Tensor kept = stored.get(String.valueOf(i));
                if (kept != null) {
                    out.tiles.set(i, restored(own, out.tiles.get(i).place(), kept));
                }
            }
            out.count();
            return out;
        } catch (RuntimeException e) {
            own.close();
            throw e;
        }
    }

    private static Preprocess.Picture picture(Map<String, Tensor> stored) {
        Tensor pixels = stored.get(PICTURE);
        if (pixels == null) {
            float[] size = need(stored, SIZE).floats();
            return Preprocess.Picture.blank((int) size[0], (int) size[1]);
        }
        byte[] bytes = new byte[Math.toIntExact(pixels.elements())];
        pixels.bytes().get(bytes);
        long[] shape = pixels.shape();
        return new Preprocess.Picture(bytes, (int) shape[1], (int) shape[0], (int) shape[2]);
    }

    private static Square restored(NDManager own, Place place, Tensor t) {
        var shape = new Shape(1, 256, SquareEncoder.CELLS, SquareEncoder.CELLS);
        if (!shape.equals(new Shape(t.shape()))) {
            throw new IllegalArgumentException("a stored embedding of the shape " + t);
        }
        return new Square(place, Network.tensor(own, t.floats(), t.shape()));
    }
}
