package org.maskwright.sam;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.util.List;
import java.util.SequencedMap;

/// What turns pixels into an embedding: our own pyramid, which takes pictures of any size, or one of the
/// reference's encoders, which take one square.
sealed interface ImageEncoder permits CompactEncoder, SquareEncoder {
    /// All parameters by the names of weight files, after `image_encoder.`.
    SequencedMap<String, Parameter> named();

    /// Derives from the parameters what a pass needs; to be called again after they change.
    void prepare(NDManager manager);

    /// Whether a parameter itself learns at a depth.
    boolean learns(String name, Depth depth);

    /// What adapters change at [Depth#ADAPTERS], by the names of [#named()].
    List<AdaptedRows> adapted();
}
