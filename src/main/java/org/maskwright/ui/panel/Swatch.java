package org.maskwright.ui.panel;

import javafx.scene.layout.Region;

/// The colour of an object, 10 px: filled, or dashed for a proposal. Label colours are data, not theme.
final class Swatch extends Region {
    Swatch() {
        getStyleClass().add("swatch");
        setMinSize(10, 10);
        setPrefSize(10, 10);
        setMaxSize(10, 10);
    }

    void show(int rgb, boolean dashed) {
        String colour = "#%06x".formatted(rgb);
        setStyle(
                dashed
                        ? "-fx-border-color: %s; -fx-border-radius: 3; -fx-border-width: 1.5; -fx-border-style: segments(3, 2)"
                                .formatted(colour)
                        : "-fx-background-color: %s; -fx-background-radius: 3".formatted(colour));
    }
}
