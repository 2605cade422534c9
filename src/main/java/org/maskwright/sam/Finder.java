package org.maskwright.sam;

import java.util.List;
import org.maskwright.Cancel;
import org.maskwright.label.Mask;

/// The automatic search of one frame for all its objects, in steps of a fraction of a second: whoever
/// shares the tensor thread with clicks lets them in between. Proposals may overlap and repeat each
/// other: `auto.Suppress` chooses among them. Tensor thread only.
public sealed interface Finder permits DenseFinder, GridFinder {
    /// A search by what the network's encoder says of the frame or, where it says nothing, by a grid of clicks.
    static Finder of(Sam sam, Embedding embedding) {
        return switch (embedding) {
            case ScaledEmbedding scaled -> new DenseFinder(sam, scaled);
            case TiledEmbedding tiled -> new GridFinder(sam, tiled.width(), tiled.height());
        };
    }

    /// Asks about the next few objects.
    ///
    /// @param embedding of the same frame by the same encoder as at the beginning
    /// @return how much of the search is done, 1 at the end
    double step(Embedding embedding);

    /// What was found up to now.
    List<Proposal> found();

    /// The pixels at which there may be something, whether it was found or not: what is outside is ground for sure.
    ///
    /// @param least foreground probability at any scale
    Mask maybe(float least);

    /// The whole search at once.
    ///
    /// @param cancel polled between steps
    static List<Proposal> all(Sam sam, Embedding embedding, Cancel cancel) {
        Finder finder = of(sam, embedding);
        do {
            cancel.check();
        } while (finder.step(embedding) < 1);
        return finder.found();
    }
}
