package org.maskwright.worker;

import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;

/// A frame on its way to its features, which may be interrupted and goes on from there later: a hand that comes again
/// and again before the frame is done would else hold it up for ever, and all that waits behind it. Tensor thread only.
final class Unfinished {
    private @Nullable Network by;
    private Network.@Nullable Making making;

    /// Goes on, or begins anew when another network made what there is.
    ///
    /// @throws java.util.concurrent.CancellationException when cancelled; what was made is kept
    Network.Features go(Network network, Raster raster, Contrast contrast, Cancel cancel) {
        if (by != network) {
            drop();
        }
        Network.Making now = making == null ? network.begin(raster, contrast) : making;
        by = network;
        making = now;
        while (!now.step(cancel)) {
            cancel.check();
        }
        Network.Features features = now.features();
        drop();
        return features;
    }

    /// Frees what was made, unless it was finished.
    void drop() {
        if (making != null) {
            making.close();
        }
        making = null;
        by = null;
    }
}
