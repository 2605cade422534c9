package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;

/// From embedding and prompts to four masks with an IoU estimate each: mask 0 for many prompts, masks 1 to
/// 3 for one click. Source: Kirillov et al., Segment Anything, 2023; the skips at strides 4 and 2 as in
/// Ravi et al., SAM 2, 2024.
final class MaskDecoder extends NamedBlock {
    /// Pixels that are upscaled at a time: what becomes of them takes about a megabyte.
    private static final int STRIP = 512;

    private final int width;
    private final TwoWayTransformer transformer;
    private final Parameter iouToken;
    private final Parameter maskTokens;
    private final TransposedConv up0;
    private final LayerNorm norm1;
    private final @Nullable Conv refine;
    private final TransposedConv up3;
    private final List<Mlp> hypernetworks = new ArrayList<>();
    private final Mlp iouHead;

    MaskDecoder(DecoderSizes s) {
        width = s.width();
        transformer = part("transformer", new TwoWayTransformer(s.depth(), width, s.heads(), s.mlpWidth()));
        iouToken = part("iou_token", new Tokens(1, width)).weight;
        maskTokens = part("mask_tokens", new Tokens(DecoderSizes.MASKS, width)).weight;
        up0 = part("output_upscaling.0", new TransposedConv(width, width / 4));
        norm1 = part("output_upscaling.1", new LayerNorm(width / 4, 1e-6f));
        up3 = part("output_upscaling.3", new TransposedConv(width / 4, width / 8));
        refine = s.skips() ? part("output_refine", new Conv(width / 4, width / 4, 3, 1, 1, true)) : null;
        for (int i = 0; i < DecoderSizes.MASKS; i++) {
            hypernetworks.add(part("output_hypernetworks_mlps." + i, new Mlp(width, width, width / 8, 3)));
        }
        iouHead = part("iou_prediction_head", new Mlp(width, s.skips() ? width : 256, DecoderSizes.MASKS, 3));
    }

    /// Features at finer strides that join the upscaling, channels first.
    ///
    /// @param stride4 (batch, width / 4, 2 rows, 2 columns)
    /// @param stride2 (batch, width / 8, 4 rows, 4 columns)
    record Skips(NDArray stride4, NDArray stride2) {}

    /// Logits (batch, masks, 4 rows, 4 columns) and IoU estimates (batch, masks).
    record Output(NDArray logits, NDArray iou) {}

    /// An image that waits for prompts.
    ///
    /// @param pixels embedding with the dense prompt added, (batch, rows * columns, width)
    /// @param positions (1, rows * columns, width)
    /// @param ahead what [#ahead] made of it, if that was done
    record Image(NDArray pixels, NDArray positions, int rows, int columns, Attention.@Nullable Projected ahead) {}

    /// @param embedding with the dense prompt added, (batch, width, rows, columns)
    /// @param positions (1, rows * columns, width)
    static Image image(NDArray embedding, NDArray positions) {
        long[] s = embedding.getShape().getShape();
        NDArray pixels = embedding.transpose(0, 2, 3, 1).reshape(s[0], s[2] * s[3], s[1]);
        return new Image(pixels, positions, (int) s[2], (int) s[3], null);
    }

    /// What depends on no prompt.
    Attention.Projected ahead(NDArray pixels, NDArray positions) {
        return transformer.ahead(pixels, positions);
    }

    /// @param sparse (batch, tokens, width)
    /// @param from the first mask that is wanted
    /// @param to one past the last
    /// @param cancel polled between the parts
    /// @param cuts takes the way back apart; null for one way
    Output forward(
            Image image, NDArray sparse, @Nullable Skips skips, int from, int to, Cancel cancel, @Nullable Cuts cuts) {
        NDManager manager = image.pixels().getManager();
        long b = image.pixels().getShape().get(0);
        int h = image.rows();
        int w = image.columns();
        NDArray learned = NDArrays.concat(new NDList(iouToken.getArray(), maskTokens.getArray()), 0);
        learned.attach(manager);
        NDArray own = learned.expandDims(0).broadcast(b, 1 + DecoderSizes.MASKS, width);
        NDArray tokens = NDArrays.concat(new NDList(own, sparse), 1);
        var result = transformer.forward(image.pixels(), image.positions(), tokens, image.ahead(), cancel, cuts);
        cancel.check();

        var each = new NDList();
        for (int i = from; i < to; i++) {
            each.add(hypernetworks.get(i).forward(result.tokens().get(":, " + (1 + i))));
        }
        NDArray kernels = NDArrays.stack(each, 1);
        NDArray logits = skips == null
                ? inStrips(result.image(), kernels, h, w)
                : kernels.matMul(upscaled(result.image().reshape(b, h, w, width), skips, cancel)
                                .reshape(b, 16L * h * w, width / 8)
                                .transpose(0, 2, 1))
                        .reshape(b, to - from, 4L * h, 4L * w);
        NDArray iou = iouHead.forward(result.tokens().get(":, 0"));
        return new Output(logits, to - from == DecoderSizes.MASKS ? iou : iou.get(":, {}:{}", from, to));
    }

    /// Logits without skips: a pixel's sixteen depend on it alone, so that some pixels at a time go all the way
    /// while what lies between stays in the processor's cache, and the logits alone are put in their places.
    private NDArray inStrips(NDArray pixels, NDArray kernels, int h, int w) {
        long b = pixels.getShape().get(0);
        NDManager manager = pixels.getManager();
        try (NDManager strips = manager.newSubManager()) {
            var all = new NDList();
            for (int from = 0; from < h * w; from += STRIP) {
                try (NDManager scratch = strips.newSubManager()) {
                    int to = Math.min(from + STRIP, h * w);
                    NDArray strip = pixels.get(new NDIndex().addAllDim().addSliceDim(from, to));
                    strip.attach(scratch);
                    NDArray up = Activation.gelu(norm1.forward(up0.apart(strip)));
                    up = Activation.gelu(up3.apart(up));
                    NDArray logits = kernels.matMul(up.transpose(0, 2, 1));
                    logits.attach(strips);
                    all.add(logits);
                }
            }
            // (b, masks, h, w, then row and column after the first and after the second doubling)
            long masks = kernels.getShape().get(1);
            NDArray logits = NDArrays.concat(all, 2)
                    .reshape(b, masks, h, w, 2, 2, 2, 2)
                    .transpose(0, 1, 2, 4, 6, 3, 5, 7)
                    .reshape(b, masks, 4L * h, 4L * w);
            logits.attach(manager);
            return logits;
        }
    }

    /// (batch, rows, columns, width) to (batch, 4 rows, 4 columns, width / 8). The last maps are large, so each is
    /// freed as soon as the next is there.
    private NDArray upscaled(NDArray pixels, Skips skips, Cancel cancel) {
        try (NDArray fine = twiceAsFine(pixels, skips, cancel)) {
            cancel.check();
            try (NDArray finer = up3.forward(fine);
                    NDArray joined = finer.add(skips.stride2().transpose(0, 2, 3, 1))) {
                cancel.check();
                return Activation.gelu(joined);
            }
        }
    }

    private NDArray twiceAsFine(NDArray pixels, Skips skips, Cancel cancel) {
        try (NDManager scratch = pixels.getManager().newSubManager()) {
            NDArray up = up0.forward(lent(pixels, scratch));
            up = up.add(skips.stride4().transpose(0, 2, 3, 1));
            up = Activation.gelu(norm1.forward(up));
            cancel.check();
            if (refine != null) {
                NDArray mixed = refine.forward(up.transpose(0, 3, 1, 2)).transpose(0, 2, 3, 1);
                up = up.add(Activation.gelu(mixed));
            }
            up.attach(pixels.getManager());
            return up;
        }
    }

    @Override
    NDList run(NDList in, boolean training) {
        Skips skips = in.size() > 3 ? new Skips(in.get(3), in.get(4)) : null;
        Output out = forward(image(in.get(0), in.get(1)), in.get(2), skips, 0, DecoderSizes.MASKS, new Cancel(), null);
        return new NDList(out.logits(), out.iou());
    }

    /// Holder of learned tokens, so that their name ends in `weight` as in the reference.
    private static final class Tokens extends NamedBlock {
        final Parameter weight;

        Tokens(int n, int width) {
            weight = parameter("weight", Parameter.Type.WEIGHT, n, width);
        }

        @Override
        NDList run(NDList in, boolean training) {
            return new NDList(in.head().add(weight.getArray()));
        }
    }
}
