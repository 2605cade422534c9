/// Labels in the files of the field, in and out: the Cell Tracking Challenge with a validator, label
/// TIFFs, the layout of the Data Science Bowl 2018, COCO, ImageJ regions, GeoJSON as QuPath reads it,
/// tables of measurements. Everything here is a function from values to files or back; nothing knows
/// windows, threads or the network.
@NullMarked
package org.maskwright.formats;

import org.jspecify.annotations.NullMarked;
