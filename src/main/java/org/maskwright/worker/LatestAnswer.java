package org.maskwright.worker;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.label.Prompt;
import org.maskwright.sam.Candidate;
import org.maskwright.sam.LowResLogits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the network, and remembers its latest answer: a click mostly asks again what the pointer asked when it came to
/// rest there, so its mask is the one that the preview shows, and is there at once, whatever the tensor thread does.
/// Only what says so may be called on any thread.
final class LatestAnswer {
    private static final Logger LOG = LoggerFactory.getLogger(LatestAnswer.class);

    private @Nullable Network network;
    private volatile @Nullable Said said;
    private volatile @Nullable Said glimpsed;

    private record Said(
            Frames frames,
            int frame,
            List<Prompt> prompts,
            @Nullable LowResLogits previous,
            List<Candidate> candidates) {
        boolean answers(Frames of, Request.Predict r, @Nullable LowResLogits with) {
            return frames == of && frame == r.frame() && previous == with && prompts.equals(r.prompts());
        }
    }

    /// The answer, when it is the latest one. Any thread.
    Optional<List<Candidate>> known(Frames of, Request.Predict asked) {
        Said s = said;
        return s != null && s.answers(of, asked, asked.previous()) ? Optional.of(s.candidates()) : Optional.empty();
    }

    /// A first mask of what is being asked, when it is the same question. Any thread.
    Optional<Candidate> glimpsed(Frames of, Request.Predict asked) {
        Said s = glimpsed;
        return s != null && s.answers(of, asked, asked.previous())
                ? Optional.of(s.candidates().getFirst())
                : Optional.empty();
    }

    /// @param features of the frame that is asked about
    /// @param previous the same object when it is the same question
    /// @param glimpse told of a first mask when the question is new and the best one takes longer
    List<Candidate> to(
            Network asked,
            Frames of,
            Network.Features features,
            Request.Predict r,
            @Nullable LowResLogits previous,
            Consumer<Candidate> glimpse,
            Cancel cancel) {
        Said s = said;
        if (asked == network && s != null && s.answers(of, r, previous)) {
            return s.candidates();
        }
        Consumer<Candidate> first = c -> {
            glimpsed = new Said(of, r.frame(), r.prompts(), null, List.of(c));
            glimpse.accept(c);
        };
        List<Candidate> candidates;
        try {
            candidates = previous == null
                    ? asked.predictNew(features, r.prompts(), first, cancel)
                    : asked.predict(features, r.prompts(), previous, cancel);
        } finally {
            glimpsed = null;
        }
        network = asked;
        said = new Said(of, r.frame(), r.prompts(), previous, candidates);
        return candidates;
    }

    /// So that the first click is as fast as the next, when the hand leaves the time for it. Any thread.
    void warmUp(Lane lane, Supplier<Network> inUse, Frames of, int frame) {
        lane.post(
                Lane.Priority.PREFETCH,
                cancel -> of.find(frame).ifPresent(features -> warmUp(inUse.get(), features, cancel)),
                why -> LOG.info("the decoder was not warmed up: {}", why.toString()));
    }

    private void warmUp(Network now, Network.Features features, Cancel cancel) {
        if (now != network) {
            now.warmUp(features, cancel);
            network = now;
        }
    }

    /// The network's weights changed.
    void forget() {
        said = null;
    }
}
