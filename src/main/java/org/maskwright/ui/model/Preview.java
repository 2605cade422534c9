package org.maskwright.ui.model;

import org.maskwright.label.Mask;

/// What a click at the pointer would give.
///
/// @param mask in image pixels
/// @param predictedIou the network's own estimate, 0 to 1
/// @param adds true when the click would add to the active object, false when it would start a new one
/// @param x pointer in image pixels
/// @param y pointer in image pixels
public record Preview(Mask mask, float predictedIou, boolean adds, double x, double y) {}
