package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A place of the image on its way through an encoder of the reference, and its embedding at the end.
/// A pass that was left between two steps goes on where it stopped.
final class Square {
    /// Of the pictures that the reference was trained on (ImageNet's), for red, green and blue.
    private static final float[] MEAN = {123.675f, 116.28f, 103.53f};

    private static final float[] DEVIATION = {58.395f, 57.12f, 57.375f};

    private final Place place;
    private final @Nullable Stem stem;
    private int done;
    private @Nullable NDArray now;
    private @Nullable NDArray embedding;

    Square(Place place) {
        this(place, null, 0);
    }

    /// @param stem keeps what it is made for
    Square(Place place, @Nullable Stem stem) {
        this(place, stem, 0);
    }

    private Square(Place place, @Nullable Stem stem, int done) {
        this.place = place;
        this.stem = stem;
        this.done = done;
    }

    /// The same place, of which only what comes from a step on is to be made again.
    ///
    /// @param x what the step before gave; it is this square's now
    static Square from(Place place, int step, NDArray x) {
        var out = new Square(place, null, step);
        out.now = x;
        return out;
    }

    /// @param embedding (1, 256, 64, 64)
    Square(Place place, NDArray embedding) {
        this(place, null, 0);
        this.embedding = embedding;
    }

    /// What was kept on the way.
    Stem stem() {
        if (stem == null) {
            throw new IllegalStateException("nothing was kept on the way");
        }
        return stem;
    }

    /// Bytes of what was kept on the way.
    long kept() {
        return stem == null ? 0 : stem.bytes();
    }

    Place place() {
        return place;
    }

    boolean isEncoded() {
        return embedding != null;
    }

    /// (1, 256, 64, 64), in single precision.
    NDArray embedding() {
        if (embedding == null) {
            throw new IllegalStateException("the square is not encoded");
        }
        return embedding;
    }

    /// Takes the next step.
    ///
    /// @param own owns what is kept
    /// @return whether that was the last one
    boolean step(SquareEncoder encoder, DataType type, NDManager own, Preprocess.Picture picture) {
        boolean last = pass(encoder, type, own, picture);
        if (last) {
            NativeMemory.giveBack();
        }
        return last;
    }

    private boolean pass(SquareEncoder encoder, DataType type, NDManager own, Preprocess.Picture picture) {
        try (NDManager scratch = own.newSubManager()) {
            NDArray x = now == null ? input(scratch, type, picture) : now;
            // Should the step fail, the pass begins anew.
            now = null;
            int step = done;
            done = 0;
            x.attach(scratch);
            if (stem != null) {
                stem.keep(encoder, step, x, own);
            }
            NDArray y = encoder.step(step, x);
            if (step == encoder.steps() - 1) {
                embedding = y.toType(DataType.FLOAT32, false);
                embedding.attach(own);
                return true;
            }
            y.attach(own);
            now = y;
            done = step + 1;
            return false;
        }
    }

    /// The reference's input: standardised channels, zero beyond the picture.
    private NDArray input(NDManager manager, DataType type, Preprocess.Picture picture) {
        Preprocess.Picture part = picture.part(place.region()).resized(place.columns(), place.rows());
        var shape = new Shape(place.rows(), place.columns(), part.channels());
        NDArray standard = manager.create(ByteBuffer.wrap(part.pixels()), shape, DataType.UINT8)
                .toType(DataType.FLOAT32, false)
                .sub(Network.tensor(manager, MEAN, MEAN.length))
                .divi(Network.tensor(manager, DEVIATION, DEVIATION.length));
        int side = SquareEncoder.SIDE;
        boolean full = place.columns() == side && place.rows() == side;
        NDArray square =
                full ? standard : standard.pad(new Shape(0, 0, 0, side - place.columns(), 0, side - place.rows()), 0);
        return square.toType(type, false);
    }
}
