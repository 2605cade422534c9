package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.image.Region;

/// The reference's way: the whole frame is scaled to the network's square; tiles follow when they are
/// asked for.
final class TiledEncoding extends Encoding {
    private final Network network;
    private final SquareEncoder encoder;
    private final Preprocess.Picture picture;
    private final Square whole;

    /// @param learns whether what lies before the parts of the encoder that may learn is kept
    TiledEncoding(
            Network network,
            SquareEncoder encoder,
            NDManager parent,
            Raster raster,
            Contrast contrast,
            boolean learns) {
        super(parent);
        this.network = network;
        this.encoder = encoder;
        picture = Preprocess.picture(raster, contrast);
        Place place = Place.of(Region.of(raster.width(), raster.height()));
        whole = new Square(place, learns ? new Stem(network.adaptedHash()) : null);
    }

    /// The same frame by an encoder that differs in nothing else than what may learn.
    TiledEncoding(Network network, SquareEncoder encoder, NDManager parent, TiledEmbedding kept) {
        super(parent);
        this.network = network;
        this.encoder = encoder;
        picture = kept.picture();
        Stem stem = kept.whole().stem();
        Depth depth = stem.depth(network.adaptedHash());
        NDArray x = stem.before(depth).toType(network.encoderType(), true);
        x.attach(own());
        whole = Square.from(kept.whole().place(), encoder.first(depth), x);
    }

    @Override
    public boolean step() {
        return whole.step(encoder, network.encoderType(), own(), picture);
    }

    @Override
    boolean isComplete() {
        return whole.isEncoded();
    }

    @Override
    Embedding take() {
        return new TiledEmbedding(own(), picture, whole);
    }
}
