package org.maskwright.sam;

/// How much of a network learns.
public enum Depth {
    /// The prompt encoder and the mask decoder: embeddings stay valid.
    DECODER,
    /// Also what makes the embedding of the encoder's last maps: the way up of our pyramid, the neck of the
    /// reference's encoders.
    NECK,
    /// Everything.
    ALL
}
