package org.maskwright.ui.panel;

/// Where the pointer is over the picture, in image pixels; the centre of the first pixel is (0, 0).
public record Pointer(double x, double y) {}
