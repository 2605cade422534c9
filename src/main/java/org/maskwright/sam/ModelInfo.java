package org.maskwright.sam;

import org.maskwright.weights.Architecture;

/// What is known of a loaded model. Hashes are SHA-256 in lower-case hex.
///
/// @param name for people: the card's name, else the file's
/// @param modelHash of the weights as they answer now
/// @param encoderHash of the image encoder: embeddings of one encoder fit another decoder
/// @param decoderHash of prompt encoder and mask decoder
/// @param bytes size of the weights file
/// @param kind the architecture, as [org.maskwright.weights.Architecture#id()] names it
/// @param precision in which numbers the encoder computes
public record ModelInfo(
        String name,
        String modelHash,
        String encoderHash,
        String decoderHash,
        long bytes,
        String kind,
        Precision precision) {
    /// Whether it is our own network, all of which can learn; of the reference's the decoder and the end of the
    /// encoder.
    public boolean isCompact() {
        return kind.equals(Architecture.COMPACT.id());
    }
}
