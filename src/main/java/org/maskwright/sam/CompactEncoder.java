package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import java.util.ArrayList;
import java.util.List;

/// Our own image encoder for a processor: a convolutional pyramid to stride 32 with residual blocks,
/// brought back to stride 8 for the decoder, to strides 4 and 2 for its skips, and to a dense map at
/// stride 4 (foreground, boundary distance, offset to the centre) that tells instances apart. Fully
/// convolutional: sides are multiples of 32. About 13 GMAC for 1024 x 1024.
///
/// The dense map follows the idea of centre offsets for instances (Neven et al., 2019; Cellpose,
/// Stringer et al., 2021) and feeds the prompt maps of a click.
final class CompactEncoder extends NamedBlock {
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
        NDArray s2 = stem2.forward(stem.forward(x, training, true), training, true);
        NDArray s4 = stage4.forward(s2, training);
        NDArray s8 = stage8.forward(s4, training);
        NDArray s16 = stage16.forward(s8, training);
        NDArray s32 = stage32.forward(s16, training);
        NDArray p16 = up(top.forward(s32, training, true), s16).add(lateral16.forward(s16, training, false));
        p16 = smooth16.forward(Activation.relu(p16), training, true);
        NDArray p8 = up(p16, s8).add(lateral8.forward(s8, training, false));
        p8 = smooth8.forward(Activation.relu(p8), training, true);
        NDArray p4 = up(down4.forward(p8, training, false), s4).add(lateral4.forward(s4, training, false));
        p4 = smooth4.forward(Activation.relu(p4), training, true);
        return new Features(embed.forward(p8), skip4.forward(p4), skip2.forward(s2), dense.forward(p4));
    }

    /// Bilinear, to the size of `like`.
    private static NDArray up(NDArray x, NDArray like) {
        var size = new long[] {like.getShape().get(2), like.getShape().get(3)};
        return x.getNDArrayInternal().interpolation(size, 2, false);
    }

    /// Folds batch norm everywhere; call again after the weights change.
    void fold(NDManager manager) {
        for (ConvUnit u : units()) {
            u.fold(manager);
        }
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
                NDArray inner = units.get(i).forward(y, training, true);
                y = Activation.relu(
                        units.get(i + 1).forward(inner, training, false).add(y));
            }
            return y;
        }

        @Override
        NDList run(NDList in, boolean training) {
            return new NDList(forward(in.head(), training));
        }
    }
}
