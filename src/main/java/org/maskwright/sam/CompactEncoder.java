package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/// Our own image encoder for a processor: a convolutional pyramid to stride 32 with residual blocks,
/// brought back to stride 8 for the decoder, to strides 4 and 2 for its skips, and to a dense map at
/// stride 4 (foreground, boundary distance, offset to the centre) that tells instances apart. Fully
/// convolutional: sides are multiples of 32. About 13 GMAC for 1024 x 1024.
///
/// The dense map follows the idea of centre offsets for instances (Neven et al., 2019; Cellpose,
/// Stringer et al., 2021) and feeds the prompt maps of a click.
final class CompactEncoder extends NamedBlock implements ImageEncoder {
    /// Sides of the input must be multiples of this.
    static final int STRIDE = 32;

    /// Channels of the dense map: foreground logit, boundary distance, offset x, offset y.
    static final int DENSE = 4;

    private final ConvUnit stem;
    private final ConvUnit stem2;
    private final Stage stage4;
    private final Stage stage8;
    private final Stage stage16;
    private final Stage stage32;
    private final ConvUnit top;
    private final ConvUnit lateral16;
    private final ConvUnit smooth16;
    private final ConvUnit lateral8;
    private final ConvUnit smooth8;
    private final ConvUnit down4;
    private final ConvUnit lateral4;
    private final ConvUnit smooth4;
    private final Conv embed;
    private final Conv skip4;
    private final Conv skip2;
    private final Conv dense;

    CompactEncoder(int width) {
        stem = part("stem.0", new ConvUnit(3, 16, 3, 2));
        stem2 = part("stem.1", new ConvUnit(16, 16, 3, 1));
        stage4 = part("stage4", new Stage(16, 32, 1));
        stage8 = part("stage8", new Stage(32, 64, 2));
        stage16 = part("stage16", new Stage(64, 128, 2));
        stage32 = part("stage32", new Stage(128, 192, 2));
        top = part("top", new ConvUnit(192, 128, 1, 1));
        lateral16 = part("lateral16", new ConvUnit(128, 128, 1, 1));
        smooth16 = part("smooth16", new ConvUnit(128, 128, 3, 1));
        lateral8 = part("lateral8", new ConvUnit(64, 128, 1, 1));
        smooth8 = part("smooth8", new ConvUnit(128, 128, 3, 1));
        down4 = part("narrow4", new ConvUnit(128, 32, 1, 1));
        lateral4 = part("lateral4", new ConvUnit(32, 32, 1, 1));
        smooth4 = part("smooth4", new ConvUnit(32, 32, 3, 1));
        embed = part("embed", new Conv(128, width, 1, 1, 0, true));
        skip4 = part("skip4", new Conv(32, width / 4, 1, 1, 0, true));
        skip2 = part("skip2", new Conv(16, width / 8, 1, 1, 0, true));
        dense = part("dense", new Conv(32, DENSE, 1, 1, 0, true));
    }

    /// What the decoder needs of a frame, all (batch, channels, rows, columns).
    ///
    /// @param embedding stride 8
    /// @param skip4 stride 4
    /// @param skip2 stride 2
    /// @param dense stride 4, [#DENSE] channels
    record Features(NDArray embedding, NDArray skip4, NDArray skip2, NDArray dense) {
        NDList toList() {
            return new NDList(embedding, skip4, skip2, dense);
        }
    }

    /// @param x (batch, 3, rows, columns), normalised; best in channels-last memory
    Features forward(NDArray x, boolean training) {
        var pass = new Pass(x, training);
        while (!pass.isDone()) {
            pass.step();
        }
        return pass.features();
    }

    /// One pass over a batch, a block at a time.
    final class Pass {
        private static final int INPUT_AND_BLOCKS = 9;

        private final boolean training;

        // The input, then strides 2, 4, 8, 16 and 32 on the way down and 16, 8 and 4 on the way up.
        private final List<NDArray> maps = new ArrayList<>();

        Pass(NDArray x, boolean training) {
            this.training = training;
            maps.add(x);
        }

        boolean isDone() {
            return maps.size() == INPUT_AND_BLOCKS;
        }

        void step() {
            NDArray x = maps.getLast();
            maps.add(
                    switch (maps.size()) {
                        case 1 -> stem(x);
                        case 2 -> stage4.forward(x, training);
                        case 3 -> stage8.forward(x, training);
                        case 4 -> stage16.forward(x, training);
                        case 5 -> stage32.forward(x, training);
                        case 6 -> merge(top.forward(x, training, true), maps.get(4), lateral16, smooth16);
                        case 7 -> merge(x, maps.get(3), lateral8, smooth8);
                        case 8 -> merge(down4.forward(x, training, false), maps.get(2), lateral4, smooth4);
                        default -> throw new IllegalStateException("the pass is done");
                    });
        }

        /// What follows reads copies of the maps that were made so far, and gradients end in those.
        void cut(Cuts cuts) {
            List<NDArray> made = maps.subList(1, maps.size());
            List<NDArray> read = Cuts.at(cuts, made.toArray(new NDArray[0]));
            made.clear();
            maps.addAll(read);
        }

        private NDArray stem(NDArray x) {
            try (NDArray half = stem.forward(x, training, true)) {
                return stem2.forward(half, training, true);
            }
        }

        private NDArray merge(NDArray coarse, NDArray fine, ConvUnit lateral, ConvUnit smooth) {
            try (NDArray large = up(coarse, fine);
                    NDArray side = lateral.forward(fine, training, false);
                    NDArray both = ConvUnit.relu(large.add(side))) {
                return smooth.forward(both, training, true);
            }
        }

        Features features() {
            NDArray stride4 = maps.get(8);
            return new Features(
                    embed.forward(maps.get(7)),
                    skip4.forward(stride4),
                    skip2.forward(maps.get(1)),
                    dense.forward(stride4));
        }
    }

    /// Bilinear, to the size of `like`.
    private static NDArray up(NDArray x, NDArray like) {
        var size = new long[] {like.getShape().get(2), like.getShape().get(3)};
        return x.getNDArrayInternal().interpolation(size, 2, false);
    }

    /// Folds batch norm everywhere.
    @Override
    public void prepare(NDManager manager) {
        for (ConvUnit u : units()) {
            u.fold(manager);
        }
    }

    /// Forgets what [#prepare] derived: a pass reads the parameters themselves, so that they get gradients.
    void unprepare() {
        units().forEach(ConvUnit::unfold);
    }

    @Override
    public boolean learns(String name, Depth depth) {
        return depth == Depth.ALL || (depth == Depth.NECK && !name.startsWith("st"));
    }

    @Override
    public List<AdaptedRows> adapted() {
        return List.of();
    }

    private List<ConvUnit> units() {
        var all = new ArrayList<>(
                List.of(stem, stem2, top, lateral16, smooth16, lateral8, smooth8, down4, lateral4, smooth4));
        for (Stage s : List.of(stage4, stage8, stage16, stage32)) {
            all.addAll(s.units());
        }
        return all;
    }

    @Override
    NDList run(NDList in, boolean training) {
        return forward(in.head(), training).toList();
    }

    /// Halves the resolution, then residual blocks of two convolutions.
    private static final class Stage extends NamedBlock {
        private final List<ConvUnit> units = new ArrayList<>();

        Stage(int in, int out, int blocks) {
            units.add(part("0", new ConvUnit(in, out, 3, 2)));
            for (int i = 0; i < 2 * blocks; i++) {
                units.add(part(String.valueOf(i + 1), new ConvUnit(out, out, 3, 1)));
            }
        }

        List<ConvUnit> units() {
            return units;
        }

        NDArray forward(NDArray x, boolean training) {
            NDArray y = units.getFirst().forward(x, training, true);
            for (int i = 1; i < units.size(); i += 2) {
                try (NDArray before = y;
                        NDArray inner = units.get(i).forward(before, training, true);
                        NDArray change = units.get(i + 1).forward(inner, training, false)) {
                    y = ConvUnit.relu(change.add(before));
                }
            }
            return y;
        }

        @Override
        NDList run(NDList in, boolean training) {
            return new NDList(forward(in.head(), training));
        }
    }
}
