/// The network: image encoder, prompt encoder, two-way transformer and mask decoder as DJL blocks
/// whose sizes are data and whose parameters carry the names of the reference, composed by
/// [org.maskwright.sam.Sam]. No tensor type in any public signature.
@NullMarked
package org.maskwright.sam;

import org.jspecify.annotations.NullMarked;
