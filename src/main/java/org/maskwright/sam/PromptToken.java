package org.maskwright.sam;

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
}
