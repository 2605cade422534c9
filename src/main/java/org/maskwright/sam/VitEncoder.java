package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;

/// The plain vision transformer of Segment Anything: patches of 16 x 16 pixels, blocks that look
/// within windows, every fourth part of the depth one that looks everywhere, and a neck.
/// Source: Dosovitskiy et al., An image is worth 16 x 16 words, 2021; Li et al., Exploring plain vision
/// transformer backbones, 2022; Kirillov et al., Segment Anything, 2023.
final class VitEncoder extends SquareEncoder {
    private static final int PATCH = 16;
    private static final int WINDOW = 14;

    private final Parameter positions;
    private final Linear patches;
    private final List<VitBlock> blocks = new ArrayList<>();
    private final Neck neck;

    /// The sizes in which the network was published.
    enum Size {
        B(768, 12, 12),
        L(1024, 24, 16),
        H(1280, 32, 16);

        final int width;
        final int depth;
        final int heads;

        Size(int width, int depth, int heads) {
            this.width = width;
            this.depth = depth;
            this.heads = heads;
        }
    }

    VitEncoder(Size size) {
        this(size.width, size.depth, size.heads);
    }

    VitEncoder(int width, int depth, int heads) {
        positions = parameter("pos_embed", Parameter.Type.OTHER, 1, CELLS, CELLS, width);
        patches = part("patch_embed.proj", new Linear(new Shape(width, 3, PATCH, PATCH)));
        for (int i = 0; i < depth; i++) {
            boolean everywhere = (i + 1) % (depth / 4) == 0;
            VitAttention attention =
                    everywhere ? new GlobalAttention(width, heads, CELLS) : new WindowAttention(width, heads, WINDOW);
            blocks.add(part("blocks." + i, new VitBlock(width, attention)));
        }
        neck = part("neck", new Neck(width));
    }

    @Override
    int steps() {
        return blocks.size() + 2;
    }

    @Override
    NDArray step(int index, NDArray x) {
        if (index == 0) {
            return embed(x);
        }
        return index <= blocks.size() ? blocks.get(index - 1).forward(x) : neck.forward(x);
    }

    @Override
    int first(Depth depth) {
        return depth == Depth.NECK ? blocks.size() + 1 : blocks.size();
    }

    @Override
    Tape.Grid trace(Depth depth, Tape tape, Tape.Grid x) {
        return neck.trace(tape, depth == Depth.NECK ? x : blocks.getLast().trace(tape, x));
    }

    @Override
    public List<AdaptedRows> adapted() {
        return blocks.getLast().adapted("blocks." + (blocks.size() - 1) + ".");
    }

    /// A convolution whose stride is its kernel is a matrix product on patches.
    private NDArray embed(NDArray picture) {
        NDArray flat = picture.reshape(CELLS, PATCH, CELLS, PATCH, 3)
                .transpose(0, 2, 4, 1, 3)
                .reshape(CELLS, CELLS, 3L * PATCH * PATCH);
        NDArray placed = positions.getArray().squeeze(0);
        placed.attach(picture.getManager());
        return patches.forward(flat).addi(placed);
    }

    @Override
    public void prepare(NDManager manager) {
        blocks.forEach(b -> b.prepare(manager));
    }
}
