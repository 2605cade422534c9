package org.maskwright.sam;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The dense prompt of the compact model, drawn at stride 2 of the window that is decoded:
///
/// | channel | holds |
/// | --- | --- |
/// | 0 | previous logits, clamped to 8, over 4; zero when there are none |
/// | 1, 2 | positive and negative clicks as small bells |
/// | 3 | inside of the box |
/// | 4, 5 | how near each pixel's predicted object centre is to that of a positive click, narrow and wide |
/// | 6 | the same for negative clicks |
///
/// Clicks drawn as maps as in Sofiiuk et al., Reviving iterative training with mask guidance, 2021;
/// channels 4 to 6 are ours: they tell the decoder which pixels the encoder thinks are one object.
public final class PromptMaps {
    public static final int CHANNELS = 7;

    /// Offsets of the dense map are in units of this many input pixels.
    public static final float OFFSET_UNIT = 16;

    private static final double BELL = 2.5;
    private static final double NARROW = 6;
    private static final double WIDE = 20;
    private static final double NEGATIVE = 10;

    private final int rows;
    private final int columns;
    private final float @Nullable [] offsets;

    /// @param rows of the maps (stride 2)
    /// @param columns of the maps (stride 2)
    /// @param offsets offset x then offset y of the window at stride 4, (2, rows / 2, columns / 2); null leaves
    ///     channels 4 to 6 empty
    public PromptMaps(int rows, int columns, float @Nullable [] offsets) {
        if (offsets != null && offsets.length != rows * columns / 2) {
            throw new IllegalArgumentException(offsets.length + " offsets for " + rows + " x " + columns);
        }
        this.rows = rows;
        this.columns = columns;
        this.offsets = offsets;
    }

    /// Draws all channels of one object into `out` from index `at`, which must be zero there.
    ///
    /// @param tokens positions in input pixels of the window
    /// @param previous logits on the maps' grid, or null
    public void draw(List<PromptToken> tokens, float @Nullable [] previous, float[] out, int at) {
        int n = rows * columns;
        if (previous != null) {
            for (int i = 0; i < n; i++) {
                out[at + i] = Math.clamp(previous[i], -8f, 8f) / 4;
            }
        }
        PromptToken first = null;
        for (PromptToken t : tokens) {
            switch (t.kind()) {
                case POSITIVE -> {
                    bell(t, out, at + n);
                    near(centreAt(t), NARROW, out, at + 4 * n);
                    near(centreAt(t), WIDE, out, at + 5 * n);
                }
                case NEGATIVE -> {
                    bell(t, out, at + 2 * n);
                    near(centreAt(t), NEGATIVE, out, at + 6 * n);
                }
                case BOX_FIRST -> first = t;
                case BOX_LAST -> {
                    if (first == null) {
                        throw new IllegalArgumentException("a box's last corner without its first");
                    }
                    fillBox(first, t, out, at + 3 * n);
                    double[] centre = {(first.x() + t.x()) / 2, (first.y() + t.y()) / 2};
                    near(centre, NARROW, out, at + 4 * n);
                    near(centre, WIDE, out, at + 5 * n);
                }
                case NOTHING -> {}
            }
        }
    }

    private void bell(PromptToken t, float[] out, int at) {
        int reach = (int) Math.ceil(3 * BELL / 2);
        int cx = (int) Math.round((t.x() - 0.5) / 2);
        int cy = (int) Math.round((t.y() - 0.5) / 2);
        for (int y = Math.max(0, cy - reach); y <= Math.min(rows - 1, cy + reach); y++) {
            for (int x = Math.max(0, cx - reach); x <= Math.min(columns - 1, cx + reach); x++) {
                double dx = 2 * x + 0.5 - t.x();
                double dy = 2 * y + 0.5 - t.y();
                int i = at + y * columns + x;
                out[i] = Math.max(out[i], (float) Math.exp(-(dx * dx + dy * dy) / (2 * BELL * BELL)));
            }
        }
    }

    private void fillBox(PromptToken a, PromptToken b, float[] out, int at) {
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                double u = 2 * x + 0.5;
                double v = 2 * y + 0.5;
                if (u >= a.x() - 0.5 && u <= b.x() + 0.5 && v >= a.y() - 0.5 && v <= b.y() + 0.5) {
                    out[at + y * columns + x] = 1;
                }
            }
        }
    }

    /// The object centre that the dense map predicts at a click, in input pixels.
    private double[] centreAt(PromptToken t) {
        if (offsets == null) {
            return new double[] {t.x(), t.y()};
        }
        int h = rows / 2;
        int w = columns / 2;
        int x = Math.clamp(Math.round((t.x() - 1.5) / 4), 0, w - 1);
        int y = Math.clamp(Math.round((t.y() - 1.5) / 4), 0, h - 1);
        int i = y * w + x;
        return new double[] {4 * x + 1.5 + OFFSET_UNIT * offsets[i], 4 * y + 1.5 + OFFSET_UNIT * offsets[h * w + i]};
    }

    private void near(double[] centre, double sigma, float[] out, int at) {
        if (offsets == null) {
            return;
        }
        int h = rows / 2;
        int w = columns / 2;
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                int i = y * w + x;
                double dx = 4 * x + 1.5 + OFFSET_UNIT * offsets[i] - centre[0];
                double dy = 4 * y + 1.5 + OFFSET_UNIT * offsets[h * w + i] - centre[1];
                double d = (dx * dx + dy * dy) / (sigma * sigma);
                if (d > 12) {
                    continue;
                }
                float v = (float) Math.exp(-d);
                int o = at + 2 * y * columns + 2 * x;
                out[o] = Math.max(out[o], v);
                out[o + 1] = Math.max(out[o + 1], v);
                out[o + columns] = Math.max(out[o + columns], v);
                out[o + columns + 1] = Math.max(out[o + columns + 1], v);
            }
        }
    }
}
