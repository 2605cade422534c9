package org.maskwright.sam;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.maskwright.label.Prompt;

/// One sparse prompt: its kind and its position in input pixels of the window that is decoded (pixel
/// centres at whole numbers).
public record PromptToken(Kind kind, double x, double y) {
    /// Takes the place of a prompt where a batch needs equally many, and stands beside points without a box.
    public static final PromptToken PADDING = new PromptToken(Kind.NOTHING, 0, 0);

    /// What a token stands for; the ordinal is the row of its learned vector.
    public enum Kind {
        NEGATIVE,
        POSITIVE,
        BOX_FIRST,
        BOX_LAST,
        NOTHING
    }

    /// Prompts as tokens; a line becomes at most eight clicks along it.
    ///
    /// @param toX from image to network pixels
    /// @param toY from image to network pixels
    static List<PromptToken> of(List<Prompt> prompts, DoubleUnaryOperator toX, DoubleUnaryOperator toY) {
        var out = new ArrayList<PromptToken>();
        for (Prompt p : prompts) {
            switch (p) {
                case Prompt.Click c -> out.add(at(clicked(c.positive()), c.x(), c.y(), toX, toY));
                case Prompt.Box b -> {
                    out.add(at(Kind.BOX_FIRST, b.x0(), b.y0(), toX, toY));
                    out.add(at(Kind.BOX_LAST, b.x1(), b.y1(), toX, toY));
                }
                case Prompt.Scribble s -> {
                    int points = s.xy().size() / 2;
                    int step = Math.max(1, (points + 7) / 8);
                    for (int i = 0; i < points; i += step) {
                        out.add(at(clicked(s.positive()), s.xy().get(2 * i), s.xy().get(2 * i + 1), toX, toY));
                    }
                }
            }
        }
        return out;
    }

    private static Kind clicked(boolean positive) {
        return positive ? Kind.POSITIVE : Kind.NEGATIVE;
    }

    private static PromptToken at(Kind kind, double x, double y, DoubleUnaryOperator toX, DoubleUnaryOperator toY) {
        return new PromptToken(kind, toX.applyAsDouble(x), toY.applyAsDouble(y));
    }
}
