package org.maskwright.sam;

import org.maskwright.label.Mask;

/// One mask that the network offers for a set of prompts, in image pixels.
///
/// @param mask the logits above 0, cut to the image
/// @param predictedIou the network's own estimate of its IoU with the truth, 0 to 1
/// @param stability IoU of the masks at logits above +1 and above -1, 0 to 1
/// @param logits what the next call may take as its previous mask
public record Candidate(Mask mask, float predictedIou, float stability, LowResLogits logits) {}
