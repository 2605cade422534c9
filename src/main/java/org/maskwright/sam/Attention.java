package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/// Multi-head attention whose inner width may be narrower than the tokens.
/// Source: Kirillov et al., Segment Anything, 2023 (the decoder's attention layer).
final class Attention extends NamedBlock {
    private final Linear q;
    private final Linear k;
    private final Linear v;
    private final Linear out;
    private final int heads;
    private final int inner;

    Attention(int width, int inner, int heads) {
        q = part("q_proj", new Linear(width, inner));
        k = part("k_proj", new Linear(width, inner));
        v = part("v_proj", new Linear(width, inner));
        out = part("out_proj", new Linear(inner, width));
        this.heads = heads;
        this.inner = inner;
    }

    /// @param query (batch, n, width)
    /// @param key (batch, m, width)
    /// @param value (batch, m, width)
    /// @return (batch, n, width)
    NDArray forward(NDArray query, NDArray key, NDArray value) {
        NDArray qh = split(q.forward(query));
        NDArray kh = split(k.forward(key));
        NDArray vh = split(v.forward(value));
        // A tensor, not a number: see train.Losses on numbers under autograd.
        float scale = (float) (1 / Math.sqrt(inner / (double) heads));
        NDArray scaled = qh.mul(Network.tensor(query.getManager(), new float[] {scale}, 1));
        NDArray weights = scaled.matMul(kh.transpose(0, 1, 3, 2)).softmax(-1);
        NDArray joined = weights.matMul(vh).transpose(0, 2, 1, 3);
        long b = query.getShape().get(0);
        long n = query.getShape().get(1);
        return out.forward(joined.reshape(b, n, inner));
    }

    /// (batch, n, inner) to (batch, heads, n, inner / heads).
    private NDArray split(NDArray x) {
        long b = x.getShape().get(0);
        long n = x.getShape().get(1);
        return x.reshape(b, n, heads, inner / heads).transpose(0, 2, 1, 3);
    }

    @Override
    NDList run(NDList in, boolean training) {
        return new NDList(forward(in.get(0), in.get(1), in.get(2)));
    }
}
