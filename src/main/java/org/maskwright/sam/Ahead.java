package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/// What the reference's decoder makes of one embedding before anybody asks about it: good for every question
/// without a previous mask, as long as embedding and weights stay. Tensor thread only.
final class Ahead implements AutoCloseable {
    private final NDArray embedding;
    private final NDManager own;
    private final MaskDecoder.Image image;

    /// @param embedding (1, width, rows, columns)
    /// @param positions (1, rows * columns, width)
    Ahead(NDManager parent, NDArray embedding, PromptEncoder prompts, MaskDecoder decoder, NDArray positions) {
        this.embedding = embedding;
        own = parent.newSubManager();
        try (NDManager scratch = own.newSubManager()) {
            NDArray dense = NamedBlock.lent(embedding, scratch).add(prompts.noMask(scratch));
            MaskDecoder.Image plain = MaskDecoder.image(dense, positions);
            Attention.Projected ahead = decoder.ahead(plain.pixels(), positions);
            new NDList(plain.pixels(), ahead.queries(), ahead.keys(), ahead.values()).attach(own);
            image = new MaskDecoder.Image(plain.pixels(), positions, plain.rows(), plain.columns(), ahead);
        }
    }

    boolean isOf(NDArray other) {
        return embedding == other;
    }

    /// The image, for one question.
    ///
    /// @param m owns the answer
    MaskDecoder.Image image(NDManager m) {
        return new MaskDecoder.Image(
                NamedBlock.lent(image.pixels(), m), image.positions(), image.rows(), image.columns(), image.ahead());
    }

    @Override
    public void close() {
        own.close();
    }
}
