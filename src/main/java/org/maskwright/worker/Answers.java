package org.maskwright.worker;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.label.Prompt;
import org.maskwright.sam.Candidate;
import org.maskwright.sam.LowResLogits;

/// Whatever turns prompts into masks: the network in use, or another version beside it. Tensor thread only.
interface Answers extends AutoCloseable {
    /// @param previous logits of the mask to be corrected, null for none
    List<Candidate> predict(
            Network.Features features, List<Prompt> prompts, @Nullable LowResLogits previous, Cancel cancel);

    @Override
    void close();
}
