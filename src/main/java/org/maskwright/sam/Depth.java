package org.maskwright.sam;

/// How much of a network learns, the cheapest first.
public enum Depth {
    /// The prompt encoder and the mask decoder: embeddings stay valid.
    DECODER,
    /// Also what makes the embedding of the encoder's last maps: the way up of our pyramid, the neck of the
    /// reference's encoders.
    NECK,
    /// Also low-rank changes of the attention in the last blocks of the reference's encoders.
    /// Source: Hu et al., LoRA, 2022.
    ADAPTERS,
    /// Everything, of our own network.
    ALL
}
