package org.maskwright.ui.model;

/// What the left button does on the canvas.
public enum Tool {
    /// Click: a positive point; drag: a box.
    POINT,
    /// The same, but a click says "not this".
    MINUS,
    /// The same as the point, but always for a new object, also inside another.
    NEW,
    BRUSH,
    ERASER,
    LASSO,
    SPLIT,
    MERGE,
    /// A line along a scale bar that is burnt into the picture.
    SCALE
}
