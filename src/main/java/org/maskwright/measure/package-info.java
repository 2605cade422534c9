/// What can be read off an object: size and shape from its mask, intensity from the image under it and around it,
/// in pixels and in calibrated units; and how the numbers of many objects are distributed. [Measurer] measures one
/// object of a plane, [Quantity] names each number and its unit.
@NullMarked
package org.maskwright.measure;

import org.jspecify.annotations.NullMarked;
