package org.maskwright.sam;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.maskwright.label.Prompt;

/// The part of one level of an embedding that is decoded around a set of prompts, and every change of
/// coordinates between it and the image. Image and network pixels have their centres at whole numbers.
///
/// @param left first embedding cell
/// @param top first embedding cell
/// @param columns embedding cells
/// @param rows embedding cells
record Window(ScaledEmbedding.Level level, int left, int top, int columns, int rows, int stride) {
    /// Cells on a side: 192 network pixels.
    static final int CELLS = 24;

    /// The window of a level around the middle of positive clicks and box.
    static Window around(ScaledEmbedding.Level level, List<Prompt> prompts, int stride) {
        return around(level, prompts, stride, CELLS);
    }

    /// The same with a side of so many cells.
    static Window around(ScaledEmbedding.Level level, List<Prompt> prompts, int stride, int cells) {
        double[] sum = new double[3];
        for (Prompt p : prompts) {
            switch (p) {
                case Prompt.Box b -> add(sum, (b.x0() + b.x1()) / 2, (b.y0() + b.y1()) / 2, 4);
                case Prompt.Click c -> add(sum, c.x(), c.y(), c.positive() ? 1 : 0);
                case Prompt.Scribble s -> {
                    for (int i = 0; i + 1 < s.xy().size(); i += 2) {
                        add(sum, s.xy().get(i), s.xy().get(i + 1), s.positive() ? 0.1 : 0);
                    }
                }
            }
        }
        if (sum[2] == 0) {
            for (Prompt p : prompts) {
                if (p instanceof Prompt.Click c) {
                    add(sum, c.x(), c.y(), 1);
                }
            }
        }
        double n = Math.max(sum[2], 1e-9);
        int w = Math.min(cells, level.columns());
        int h = Math.min(cells, level.rows());
        int left = (int) Math.round(((sum[0] / n + 0.5) * level.scale()) / stride - w / 2.0);
        int top = (int) Math.round(((sum[1] / n + 0.5) * level.scale()) / stride - h / 2.0);
        return new Window(
                level, Math.clamp(left, 0, level.columns() - w), Math.clamp(top, 0, level.rows() - h), w, h, stride);
    }

    private static void add(double[] sum, double x, double y, double weight) {
        sum[0] += x * weight;
        sum[1] += y * weight;
        sum[2] += weight;
    }

    double toNetworkX(double imageX) {
        return (imageX + 0.5) * level.scale() - 0.5 - (double) left * stride;
    }

    double toNetworkY(double imageY) {
        return (imageY + 0.5) * level.scale() - 0.5 - (double) top * stride;
    }

    /// Image x of the left edge of the window.
    double imageLeft() {
        return (double) left * stride / level.scale() - 0.5;
    }

    /// Image y of the top edge of the window.
    double imageTop() {
        return (double) top * stride / level.scale() - 0.5;
    }

    /// Image pixels from one logit to the next; logits lie at a quarter of the stride.
    double pixelsPerLogit() {
        return stride / 4.0 / level.scale();
    }

    /// Whether a box fits, with a little room around it.
    boolean holds(Prompt.Box b) {
        double most = columns * (double) stride / level.scale() * 0.95;
        double tall = rows * (double) stride / level.scale() * 0.95;
        return b.x1() - b.x0() <= most && b.y1() - b.y0() <= tall;
    }

    /// The prompts as tokens in network pixels of this window.
    List<PromptToken> tokens(List<Prompt> prompts) {
        return PromptToken.of(prompts, this::toNetworkX, this::toNetworkY);
    }

    /// How the logits of this window lie on the image.
    Axis across() {
        return Axis.of(4 * columns, imageLeft(), pixelsPerLogit());
    }

    Axis down() {
        return Axis.of(4 * rows, imageTop(), pixelsPerLogit());
    }

    /// Previous logits brought to this window's grid; what they do not cover is outside.
    float @Nullable [] previous(@Nullable LowResLogits logits) {
        return logits == null ? null : logits.on(across(), down());
    }
}
