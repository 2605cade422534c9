package org.maskwright.worker;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.label.Prompt;
import org.maskwright.sam.Candidate;
import org.maskwright.sam.LowResLogits;

/// Asks the network, and remembers its latest answer: a click mostly asks again what the pointer asked when it came to
/// rest there, so its mask is the one that the preview shows, and is there at once. Tensor thread only.
final class LatestAnswer {
    private @Nullable Network network;
    private @Nullable Said said;

    private record Said(
            Network.Features features,
            List<Prompt> prompts,
            @Nullable LowResLogits previous,
            List<Candidate> candidates) {}

    /// @param previous the same object when it is the same question
    List<Candidate> to(
            Network asked,
            Network.Features features,
            List<Prompt> prompts,
            @Nullable LowResLogits previous,
            Cancel cancel) {
        Said s = said;
        if (asked == network
                && s != null
                && s.features() == features
                && s.previous() == previous
                && s.prompts().equals(prompts)) {
            return s.candidates();
        }
        List<Candidate> candidates = asked.predict(features, prompts, previous, cancel);
        network = asked;
        said = new Said(features, prompts, previous, candidates);
        return candidates;
    }

    /// So that the first click is as fast as the next.
    void warmUp(Network now, Network.Features features, Cancel cancel) {
        if (now != network) {
            now.warmUp(features, cancel);
            network = now;
        }
    }

    /// The network's weights or the embeddings changed.
    void forget() {
        said = null;
    }
}
