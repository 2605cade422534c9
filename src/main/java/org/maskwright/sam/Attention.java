package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

/// Multi-head attention whose inner width may be narrower than the tokens.
/// Source: Kirillov et al., Segment Anything, 2023 (the decoder's attention layer).
///
/// Where a few tokens meet thousands of pixels the pixels are never projected: the product of a pixel's
/// projection with a token is the product of the pixel with the token projected back, which costs less
/// than half and says the same.
final class Attention extends NamedBlock {
    /// Below this the detour does not pay.
    private static final long MANY = 2048;

    /// From so many pixels to a token on, a softmax over the tokens is better computed for many pixels at once.
    private static final long APART = 16;

    private final Linear q;
    private final Linear k;
    private final Linear v;
    private final Linear out;
    private final int heads;
    private final int inner;
    private final int headWidth;

    Attention(int width, int inner, int heads) {
        q = part("q_proj", new Linear(width, inner));
        k = part("k_proj", new Linear(width, inner));
        v = part("v_proj", new Linear(width, inner));
        out = part("out_proj", new Linear(inner, width));
        this.heads = heads;
        this.inner = inner;
        headWidth = inner / heads;
    }

    /// @param query (batch, n, width)
    /// @param key (batch, m, width)
    /// @param value (batch, m, width)
    /// @return (batch, n, width)
    NDArray forward(NDArray query, NDArray key, NDArray value) {
        return onto(null, query, key, value);
    }

    /// The same, added to `base` (batch, n, width) if that is given.
    NDArray onto(@Nullable NDArray base, NDArray query, NDArray key, NDArray value) {
        long n = query.getShape().get(1);
        long m = key.getShape().get(1);
        boolean few = Math.min(n, m) * heads < inner && Math.max(n, m) >= MANY;
        try (NDManager scratch = query.getManager().newSubManager()) {
            NDArray a = lent(query, scratch);
            NDArray b = lent(key, scratch);
            NDArray c = lent(value, scratch);
            NDArray result;
            if (few && n > m) {
                result = fewKeys(base, a, b, c);
            } else if (n > m * APART) {
                NDArray pixels = split(q.forward(a)).transpose(0, 1, 3, 2);
                result = spread(base, scaled(split(k.forward(b))).matMul(pixels), c);
            } else {
                NDArray alone = few ? fewQueries(a, b, c) : plain(a, b, c);
                result = base == null ? alone : alone.add(base);
            }
            result.attach(query.getManager());
            return result;
        }
    }

    /// What pixels are to the heads: (batch, heads, inner / heads, pixels) each.
    record Projected(NDArray queries, NDArray keys, NDArray values) {}

    NDArray queries(NDArray pixels) {
        return projected(q, pixels);
    }

    NDArray keys(NDArray pixels) {
        return projected(k, pixels);
    }

    NDArray values(NDArray pixels) {
        return projected(v, pixels);
    }

    private NDArray projected(Linear by, NDArray pixels) {
        NDManager manager = pixels.getManager();
        return by.weight(manager)
                .matMul(pixels.transpose(0, 2, 1))
                .add(by.bias(manager).reshape(inner, 1))
                .reshape(
                        pixels.getShape().get(0),
                        heads,
                        headWidth,
                        pixels.getShape().get(1));
    }

    /// Tokens look at pixels whose keys and values are there already.
    NDArray lookAt(NDArray base, NDArray query, NDArray keys, NDArray values) {
        NDArray weights = scaled(split(q.forward(query))).matMul(keys).softmax(-1);
        NDArray each = lent(values, query.getManager()).transpose(0, 1, 3, 2);
        return out.forward(joined(weights.matMul(each))).add(base);
    }

    /// Pixels whose queries are there already look at tokens.
    NDArray lookFrom(NDArray queries, NDArray base, NDArray key, NDArray value) {
        return spread(base, scaled(split(k.forward(key))).matMul(queries), value);
    }

    private NDArray plain(NDArray query, NDArray key, NDArray value) {
        NDArray weights = scaled(split(q.forward(query)))
                .matMul(split(k.forward(key)).transpose(0, 1, 3, 2))
                .softmax(-1);
        return out.forward(joined(weights.matMul(split(v.forward(value)))));
    }

    /// The bias of the keys adds the same to all scores of a query, which softmax does not see.
    private NDArray fewQueries(NDArray query, NDArray key, NDArray value) {
        long batch = query.getShape().get(0);
        long n = query.getShape().get(1);
        long width = key.getShape().get(2);
        NDManager manager = query.getManager();
        NDArray back = scaled(split(q.forward(query)))
                .matMul(k.weight(manager).reshape(heads, headWidth, width))
                .reshape(batch, heads * n, width);
        NDArray seen = back.matMul(key.transpose(0, 2, 1))
                .softmax(-1)
                .matMul(value)
                .reshape(batch, heads, n, width)
                .matMul(v.weight(manager).reshape(heads, headWidth, width).transpose(0, 2, 1));
        return out.forward(joined(seen).add(v.bias(manager)));
    }

    private NDArray fewKeys(@Nullable NDArray base, NDArray query, NDArray key, NDArray value) {
        long batch = query.getShape().get(0);
        long m = key.getShape().get(1);
        long width = query.getShape().get(2);
        NDManager manager = query.getManager();
        NDArray keys = scaled(split(k.forward(key)));
        NDArray back =
                keys.matMul(q.weight(manager).reshape(heads, headWidth, width)).reshape(batch, heads * m, width);
        NDArray ofBias =
                keys.matMul(q.bias(manager).reshape(heads, headWidth, 1)).reshape(batch, heads * m, 1);
        NDArray scores = back.matMul(query.transpose(0, 2, 1)).add(ofBias);
        return spread(base, scores.reshape(batch, heads, m, query.getShape().get(1)), value);
    }

    /// From the scores of a few tokens with many pixels to what the pixels take from the tokens. Scores have the
    /// pixels last: a softmax over another axis than the last is computed for many pixels at once. The weights of
    /// a head add up to one, so that its values can carry its share of the bias.
    ///
    /// @param scores (batch, heads, tokens, pixels)
    private NDArray spread(@Nullable NDArray base, NDArray scores, NDArray value) {
        long batch = scores.getShape().get(0);
        long m = scores.getShape().get(2);
        long n = scores.getShape().get(3);
        NDManager manager = scores.getManager();
        NDArray weights = scores.softmax(2).reshape(batch, heads * m, n).transpose(0, 2, 1);
        NDArray outward = out.weight(manager);
        long width = outward.getShape().get(0);
        NDArray share = out.bias(manager).mul(Network.tensor(manager, new float[] {1f / heads}, 1));
        NDArray values = split(v.forward(value))
                .matMul(outward.reshape(width, heads, headWidth).transpose(1, 2, 0))
                .add(share)
                .reshape(batch, heads * m, width);
        if (base != null && batch == 1) {
            NDArray added = Linear.linear(weights.squeeze(0), values.squeeze(0).transpose(), base.squeeze(0));
            return added.expandDims(0);
        }
        NDArray alone = weights.matMul(values);
        return base == null ? alone : alone.add(base);
    }

    /// A tensor, not a number: see train.Losses on numbers under autograd.
    private NDArray scaled(NDArray x) {
        float scale = (float) (1 / Math.sqrt(headWidth));
        return x.mul(Network.tensor(x.getManager(), new float[] {scale}, 1));
    }

    /// (batch, n, inner) to (batch, heads, n, inner / heads).
    private NDArray split(NDArray x) {
        long b = x.getShape().get(0);
        long n = x.getShape().get(1);
        return x.reshape(b, n, heads, headWidth).transpose(0, 2, 1, 3);
    }

    /// The reverse of [#split].
    private NDArray joined(NDArray x) {
        long b = x.getShape().get(0);
        long n = x.getShape().get(2);
        return x.transpose(0, 2, 1, 3).reshape(b, n, inner);
    }

    @Override
    NDList run(NDList in, boolean training) {
        return new NDList(forward(in.get(0), in.get(1), in.get(2)));
    }
}
