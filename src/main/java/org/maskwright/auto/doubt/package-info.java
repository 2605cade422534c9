/// How doubtful a mask is, from all that can be known without its truth: what the network predicted, how
/// firm its answer is under another threshold and a moved prompt, what another version says, how the mask
/// stands out in its frame and whether it goes on in the neighbouring ones. Each part is a small pure
/// class; [org.maskwright.auto.doubt.Doubt] weighs them and says why, [org.maskwright.auto.doubt.FrameGain]
/// adds them up to say which frame to label next.
@NullMarked
package org.maskwright.auto.doubt;

import org.jspecify.annotations.NullMarked;
