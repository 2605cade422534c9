package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;

/// From embedding and prompts to four masks with an IoU estimate each: mask 0 for many prompts, masks
/// 1 to 3 for one click.
/// Source: Kirillov et al., Segment Anything, 2023; the skips at strides 4 and 2 as in Ravi et al.,
/// SAM 2, 2024.
final class MaskDecoder extends NamedBlock {
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

    /// Logits (batch, 4, 4 rows, 4 columns) and IoU estimates (batch, 4).
    record Output(NDArray logits, NDArray iou) {}

    /// @param image embedding with the dense prompt added, (batch, width, rows, columns)
    /// @param positions (1, rows * columns, width)
    /// @param sparse (batch, tokens, width)
    /// @param cancel polled between the parts
    Output forward(NDArray image, NDArray positions, NDArray sparse, @Nullable Skips skips, Cancel cancel) {
        NDManager manager = image.getManager();
        long b = image.getShape().get(0);
        long h = image.getShape().get(2);
        long w = image.getShape().get(3);
        NDArray learned = NDArrays.concat(new NDList(iouToken.getArray(), maskTokens.getArray()), 0);
        learned.attach(manager);
        NDArray own = learned.expandDims(0).broadcast(b, 1 + DecoderSizes.MASKS, width);
        NDArray tokens = NDArrays.concat(new NDList(own, sparse), 1);
        NDArray pixels = image.transpose(0, 2, 3, 1).reshape(b, h * w, width);
        var result = transformer.forward(pixels, positions, tokens, cancel);
        cancel.check();

        NDArray up = upscaled(result.image().reshape(b, h, w, width), skips).reshape(b, 16 * h * w, width / 8);
        var kernels = new NDList();
        for (int i = 0; i < DecoderSizes.MASKS; i++) {
            kernels.add(hypernetworks.get(i).forward(result.tokens().get(":, " + (1 + i))));
        }
        NDArray logits =
                NDArrays.stack(kernels, 1).matMul(up.transpose(0, 2, 1)).reshape(b, DecoderSizes.MASKS, 4 * h, 4 * w);
        return new Output(logits, iouHead.forward(result.tokens().get(":, 0")));
    }

    /// (batch, rows, columns, width) to (batch, 4 rows, 4 columns, width / 8). The last maps are large, so each is
    /// freed as soon as the next is there.
    private NDArray upscaled(NDArray pixels, @Nullable Skips skips) {
        try (NDArray fine = twiceAsFine(pixels, skips);
                NDArray finer = up3.forward(fine);
                NDArray joined =
                        skips == null ? finer : finer.add(skips.stride2().transpose(0, 2, 3, 1))) {
            return Activation.gelu(joined);
        }
    }

    private NDArray twiceAsFine(NDArray pixels, @Nullable Skips skips) {
        try (NDManager scratch = pixels.getManager().newSubManager()) {
            NDArray up = up0.forward(lent(pixels, scratch));
            if (skips != null) {
                up = up.add(skips.stride4().transpose(0, 2, 3, 1));
            }
            up = Activation.gelu(norm1.forward(up));
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
        Output out = forward(in.get(0), in.get(1), in.get(2), skips, new Cancel());
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
