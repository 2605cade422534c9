/// What can be read off an object: size and shape from its mask, intensity from the image under it,
/// in pixels and in calibrated units.
@NullMarked
package org.maskwright.measure;

import org.jspecify.annotations.NullMarked;
