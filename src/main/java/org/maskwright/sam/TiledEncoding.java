package org.maskwright.sam;

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

    TiledEncoding(Network network, SquareEncoder encoder, NDManager parent, Raster raster, Contrast contrast) {
        super(parent);
        this.network = network;
        this.encoder = encoder;
        picture = Preprocess.picture(raster, contrast);
        whole = new Square(Place.of(Region.of(raster.width(), raster.height())));
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
