package org.maskwright.sam;

import java.util.List;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;

/// An object that a [Finder] proposes.
///
/// @param mask in image pixels
/// @param confidence the IoU with the truth that is to be expected, 0 to 1, from all that is known of the mask
/// @param predictedIou the decoder's own estimate
/// @param stability IoU of the masks at logits above +1 and above -1
/// @param prompts what the decoder was asked
public record Proposal(Mask mask, float confidence, float predictedIou, float stability, List<Prompt> prompts) {
    public Proposal {
        prompts = List.copyOf(prompts);
    }
}
