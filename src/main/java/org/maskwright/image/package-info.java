/// Pixels as they are stored: [org.maskwright.image.Raster], stacks of frames, the percentile
/// contrast window over a series, pixel size, and the readers of TIFF, PNG, JPEG, BMP and folders.
/// ImageIO and AWT stay inside this room.
@NullMarked
package org.maskwright.image;

import org.jspecify.annotations.NullMarked;
