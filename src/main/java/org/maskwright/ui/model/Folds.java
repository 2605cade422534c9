package org.maskwright.ui.model;

/// What goes first when the window narrows or gets low: the rules of the layout as one value, so that every part folds
/// by the same sizes.
///
/// @param keyHints key caps in the top bar
/// @param actionWords the words of the actions and of Export
/// @param rail the left panel is a rail of thumbnails
/// @param compact no Clicks column, no filter counts, no words in the object bar but Accept
/// @param drawer the inspector is a drawer over the canvas
/// @param maskOptions the mask options are shown
/// @param objectFacts the facts of the chosen object are shown
public record Folds(
        boolean keyHints,
        boolean actionWords,
        boolean rail,
        boolean compact,
        boolean drawer,
        boolean maskOptions,
        boolean objectFacts) {

    public static Folds at(double width, double height) {
        return new Folds(
                width >= 1200, width >= 1120, width < 1080, width < 1000, width < 880, height >= 700, height >= 620);
    }
}
