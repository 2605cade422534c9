package org.maskwright.ui.canvas;

import org.maskwright.label.Prompt;
import org.maskwright.ui.model.Belongs;

/// Where the pointer is at one moment of a gesture, and what is held down.
///
/// @param x position in the canvas in screen pixels
/// @param y position in the canvas in screen pixels
record Touch(double x, double y, Belongs belongs, Viewport viewport) {
    double imageX() {
        return viewport.toImageX(x);
    }

    double imageY() {
        return viewport.toImageY(y);
    }

    /// In screen pixels.
    double distance(double px, double py) {
        return Math.hypot(x - px, y - py);
    }

    /// The box between here and another place, cut to the centres of the image's pixels.
    Prompt.Box boxFrom(double otherX, double otherY) {
        double right = viewport.imageWidth() - 1;
        double bottom = viewport.imageHeight() - 1;
        return Prompt.Box.ofCorners(
                Math.clamp(otherX, 0, right),
                Math.clamp(otherY, 0, bottom),
                Math.clamp(imageX(), 0, right),
                Math.clamp(imageY(), 0, bottom));
    }
}
