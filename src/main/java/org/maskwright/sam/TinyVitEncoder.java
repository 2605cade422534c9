package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// The image encoder of MobileSAM: TinyViT with four stages at strides 4, 8, 16 and 16, and the reference's
/// neck. Source: Wu et al., TinyViT, 2022; Zhang et al., Faster Segment Anything, 2023.
final class TinyVitEncoder extends SquareEncoder {
    private static final int STEM_ROWS = 32;
    private static final int[] WIDTHS = {64, 128, 160, 320};
    private static final int[] DEPTHS_OF_STAGES = {2, 2, 6, 2};
    private static final int[] HEADS = {2, 4, 5, 10};
    private static final int[] WINDOWS = {7, 7, 14, 7};
    private static final int LAST = 3;

    private final ConvNorm stem0;
    private final ConvNorm stem2;
    private final List<MbConv> convolutions = new ArrayList<>();
    private final List<TinyVitBlock> blocks = new ArrayList<>();
    private final Neck neck;
    private final List<UnaryOperator<NDArray>> steps = new ArrayList<>();

    TinyVitEncoder(TinyVitBlock.Biases biases) {
        stem0 = part("patch_embed.seq.0", new ConvNorm(3, WIDTHS[0] / 2, 3, 2, 1));
        stem2 = part("patch_embed.seq.2", new ConvNorm(WIDTHS[0] / 2, WIDTHS[0], 3, 2, 1));
        steps.add(this::stem);
        for (int stage = 0; stage < WIDTHS.length; stage++) {
            for (int i = 0; i < DEPTHS_OF_STAGES[stage]; i++) {
                String name = "layers." + stage + ".blocks." + i;
                if (stage == 0) {
                    convolution(name, MbConv.block(WIDTHS[0]));
                } else {
                    var block = part(name, new TinyVitBlock(WIDTHS[stage], HEADS[stage], WINDOWS[stage], biases));
                    blocks.add(block);
                    steps.add(block::forward);
                }
            }
            if (stage + 1 < WIDTHS.length) {
                // The last stage keeps the resolution, so that the embedding has 64 x 64 cells.
                int stride = stage + 2 < WIDTHS.length ? 2 : 1;
                convolution(
                        "layers." + stage + ".downsample", MbConv.merging(WIDTHS[stage], WIDTHS[stage + 1], stride));
            }
        }
        neck = part("neck", new Neck(WIDTHS[WIDTHS.length - 1]));
        steps.add(neck::forward);
    }

    private void convolution(String name, MbConv block) {
        convolutions.add(part(name, block));
        steps.add(block::forward);
    }

    private NDArray stem(NDArray picture) {
        return ConvStrips.run(picture, STEM_ROWS, 2, 4, x -> {
            NDArray half = spend(stem0.forward(x), Activation::gelu);
            return spend(half, stem2::forward);
        });
    }

    @Override
    int steps() {
        return steps.size();
    }

    @Override
    int first(Depth depth) {
        return steps.size() - (depth == Depth.NECK ? 1 : 1 + DEPTHS_OF_STAGES[LAST]);
    }

    @Override
    Tape.Grid trace(Depth depth, Tape tape, Tape.Grid x) {
        Tape.Grid now = x;
        if (depth == Depth.ADAPTERS) {
            for (TinyVitBlock block : lastStage()) {
                now = block.trace(tape, now);
            }
        }
        return neck.trace(tape, now);
    }

    private List<TinyVitBlock> lastStage() {
        return blocks.subList(blocks.size() - DEPTHS_OF_STAGES[LAST], blocks.size());
    }

    /// Queries, keys and values of the last stage, which lie interleaved.
    @Override
    public List<AdaptedRows> adapted() {
        var out = new ArrayList<AdaptedRows>();
        for (int i = 0; i < DEPTHS_OF_STAGES[LAST]; i++) {
            out.add(new AdaptedRows("layers." + LAST + ".blocks." + i + ".attn.qkv.weight", 0, 3 * WIDTHS[LAST]));
        }
        return out;
    }

    @Override
    NDArray step(int index, NDArray x) {
        return steps.get(index).apply(x);
    }

    @Override
    public void prepare(NDManager manager) {
        stem0.prepare(manager);
        stem2.prepare(manager);
        convolutions.forEach(c -> c.prepare(manager));
        blocks.forEach(b -> b.prepare(manager));
    }
}
