package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;

/// Tokens look at the image and the image looks back, layer by layer.
/// Source: Kirillov et al., Segment Anything, 2023, appendix A (lightweight mask decoder).
final class TwoWayTransformer extends NamedBlock {
    private final List<Layer> layers = new ArrayList<>();
    private final Attention finalAttention;
    private final LayerNorm finalNorm;

    TwoWayTransformer(int depth, int width, int heads, int mlpWidth) {
        for (int i = 0; i < depth; i++) {
            layers.add(part("layers." + i, new Layer(width, heads, mlpWidth, i == 0)));
        }
        finalAttention = part("final_attn_token_to_image", new Attention(width, width / 2, heads));
        finalNorm = part("norm_final_attn", new LayerNorm(width, 1e-5f));
    }

    /// @param image (batch, pixels, width)
    /// @param imagePositions (1 or batch, pixels, width), added to keys and queries of the image
    /// @param given tokens (batch, tokens, width), also the tokens' positions
    /// @param ahead what [#ahead] made of the image, if that was done
    /// @param cancel polled before each layer
    /// @param cuts takes the way back apart before and between the layers; null for one way
    /// @return tokens and image after the last layer, shapes as given
    Result forward(
            NDArray image,
            NDArray imagePositions,
            NDArray given,
            Attention.@Nullable Projected ahead,
            Cancel cancel,
            @Nullable Cuts cuts) {
        NDArray tokens = Cuts.at(cuts, given).getFirst();
        NDArray queries = tokens;
        NDArray keys = image;
        for (Layer layer : layers) {
            cancel.check();
            Result r = layer.forward(queries, keys, tokens, imagePositions, layer.first ? ahead : null);
            List<NDArray> both = Cuts.at(cuts, r.tokens(), r.image());
            queries = both.getFirst();
            keys = both.getLast();
        }
        NDArray attended = finalAttention.forward(queries.add(tokens), keys.add(imagePositions), keys);
        return new Result(finalNorm.forward(queries.add(attended)), keys);
    }

    /// What of the first layer depends on the image alone.
    Attention.Projected ahead(NDArray image, NDArray imagePositions) {
        NDArray placed = image.add(imagePositions);
        Layer first = layers.getFirst();
        return new Attention.Projected(
                first.imageToToken.queries(placed), first.tokenToImage.keys(placed), first.tokenToImage.values(image));
    }

    /// Tokens (batch, tokens, width) and image (batch, pixels, width).
    record Result(NDArray tokens, NDArray image) {}

    @Override
    NDList run(NDList in, boolean training) {
        Result r = forward(in.get(0), in.get(1), in.get(2), null, new Cancel(), null);
        return new NDList(r.tokens(), r.image());
    }

    /// Self-attention of the tokens, tokens to image, MLP on the tokens, image to tokens.
    private static final class Layer extends NamedBlock {
        private final Attention self;
        private final Attention tokenToImage;
        private final Attention imageToToken;
        private final LayerNorm norm1;
        private final LayerNorm norm2;
        private final LayerNorm norm3;
        private final LayerNorm norm4;
        private final Feed feed;
        private final boolean first;

        Layer(int width, int heads, int mlpWidth, boolean first) {
            self = part("self_attn", new Attention(width, width, heads));
            norm1 = part("norm1", new LayerNorm(width, 1e-5f));
            tokenToImage = part("cross_attn_token_to_image", new Attention(width, width / 2, heads));
            norm2 = part("norm2", new LayerNorm(width, 1e-5f));
            feed = part("mlp", new Feed(width, mlpWidth));
            norm3 = part("norm3", new LayerNorm(width, 1e-5f));
            norm4 = part("norm4", new LayerNorm(width, 1e-5f));
            imageToToken = part("cross_attn_image_to_token", new Attention(width, width / 2, heads));
            this.first = first;
        }

        Result forward(
                NDArray tokens,
                NDArray image,
                NDArray tokenPositions,
                NDArray imagePositions,
                Attention.@Nullable Projected ahead) {
            NDManager manager = image.getManager();
            try (NDManager scratch = manager.newSubManager()) {
                NDArray t = amongThemselves(lent(tokens, scratch), tokenPositions);
                Result r = ahead == null
                        ? withImage(t, lent(image, scratch), tokenPositions, imagePositions)
                        : withImage(t, lent(image, scratch), tokenPositions, ahead);
                r.tokens().attach(manager);
                r.image().attach(manager);
                return r;
            }
        }

        private NDArray amongThemselves(NDArray tokens, NDArray tokenPositions) {
            if (first) {
                // The first layer's tokens are their own positions.
                return norm1.forward(self.forward(tokens, tokens, tokens));
            }
            NDArray placed = tokens.add(tokenPositions);
            return norm1.forward(self.onto(tokens, placed, placed, tokens));
        }

        private Result withImage(NDArray tokens, NDArray image, NDArray tokenPositions, NDArray imagePositions) {
            NDArray placedImage = image.add(imagePositions);
            NDArray seen = tokenToImage.onto(tokens, tokens.add(tokenPositions), placedImage, image);
            NDArray t = fed(seen);
            return new Result(t, norm4.forward(imageToToken.onto(image, placedImage, t.add(tokenPositions), t)));
        }

        private Result withImage(NDArray tokens, NDArray image, NDArray tokenPositions, Attention.Projected ahead) {
            NDArray seen = tokenToImage.lookAt(tokens, tokens.add(tokenPositions), ahead.keys(), ahead.values());
            NDArray t = fed(seen);
            return new Result(
                    t, norm4.forward(imageToToken.lookFrom(ahead.queries(), image, t.add(tokenPositions), t)));
        }

        private NDArray fed(NDArray tokens) {
            NDArray t = norm2.forward(tokens);
            return norm3.forward(t.add(feed.forward(t)));
        }

        @Override
        NDList run(NDList in, boolean training) {
            Result r = forward(in.get(0), in.get(1), in.get(2), in.get(3), null);
            return new NDList(r.tokens(), r.image());
        }
    }

    /// Two linear layers with ReLU between.
    private static final class Feed extends NamedBlock {
        private final Linear lin1;
        private final Linear lin2;

        Feed(int width, int hidden) {
            lin1 = part("lin1", new Linear(width, hidden));
            lin2 = part("lin2", new Linear(hidden, width));
        }

        NDArray forward(NDArray x) {
            return lin2.forward(Activation.relu(lin1.forward(x)));
        }

        @Override
        NDList run(NDList in, boolean training) {
            return new NDList(forward(in.head()));
        }
    }
}
