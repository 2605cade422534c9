package org.maskwright.synth;

import org.maskwright.image.Raster;

/// A simulated image with its truth.
///
/// @param image 8 or 16 bit, grey or RGB
/// @param ids row-major, 0 outside, else the positive id of the object that the pixel belongs to; an object keeps its
/// id over
///     the frames of a [Scene]. Handed over, not copied
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SynthImage(Raster image, int[] ids) {}
