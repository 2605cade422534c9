package org.maskwright.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.maskwright.label.Prompt;
import org.maskwright.sam.LowResLogits;
import org.maskwright.sam.TypicalSize;
import org.maskwright.weights.Tensor;

/// What may be asked of a [Worker]. Requests need no order: frames and prompts that come before the
/// model is loaded wait for it.
public sealed interface Request {
    /// Loads a model. Once it is in place the former one goes, with its embeddings; when it cannot be loaded, or is
    /// cancelled, the former one stays as it is. Last word: [Reply.Ready].
    record Load(Path weights) implements Request {}

    /// Opens a sequence in place of the former one, whose requests are dropped. Opening the same
    /// files with another contrast window or channel is how those are changed. Last word:
    /// [Reply.Finished].
    record Open(Pictures pictures) implements Request {}

    /// Shows a frame: its embedding is made next, then its neighbours' while the hand rests. The
    /// former frame's unfinished embedding is given up unless a click waits for it. Last word:
    /// [Reply.Encoded].
    record Encode(int frame) implements Request {}

    /// Prompts to masks. Last word: [Reply.Predicted].
    ///
    /// @param revision returned in the ticket
    /// @param object the caller's number of the object being clicked: a later click on the same
    ///     object supersedes the pending one, on another object it queues
    /// @param prompts all prompts of the object so far, at least one
    /// @param previous logits of the mask to be corrected, null for none
    /// @param expected size of the objects that are clicked here
    record Predict(
            Kind kind,
            int frame,
            long revision,
            int object,
            List<Prompt> prompts,
            @Nullable LowResLogits previous,
            TypicalSize expected)
            implements Request {
        /// A preview under the pointer, of which only the newest matters, or a click, which is kept.
        public enum Kind {
            HOVER,
            CLICK
        }

        /// Objects of any size.
        public Predict(
                Kind kind,
                int frame,
                long revision,
                int object,
                List<Prompt> prompts,
                @Nullable LowResLogits previous) {
            this(kind, frame, revision, object, prompts, previous, TypicalSize.UNKNOWN);
        }

        public Predict {
            prompts = List.copyOf(prompts);
            if (prompts.isEmpty()) {
                throw new IllegalArgumentException("no prompts");
            }
        }

        /// Whether the network would answer both alike, being asked on the same logits.
        boolean asksLike(Predict other) {
            return frame == other.frame && previous == other.previous && prompts.equals(other.prompts);
        }
    }

    /// Searches a frame for all its objects, in short steps that clicks come between. Reports [Reply.Progress]; last
    /// word: [Reply.Proposed].
    record Propose(int frame) implements Request {}

    /// Asks about objects that are there already, one question after the other, each in a piece of its own so that
    /// clicks come between. A newer one of the same urgency takes its place. Last word: [Reply.Examined].
    ///
    /// @param questions the prompts of each question, at least one each
    /// @param by whose answers are wanted
    /// @param now true when somebody waits for it; else it is done when nothing else is, while the hand rests
    record Examine(int frame, List<List<Prompt>> questions, By by, boolean now) implements Request {
        /// Who answers.
        public enum By {
            /// the model in use
            MODEL,
            /// the other one, which [Request.Compare] put beside it; while there is none, nothing is answered
            OTHER
        }

        public Examine {
            questions = questions.stream().map(List::copyOf).toList();
            if (questions.stream().anyMatch(List::isEmpty)) {
                throw new IllegalArgumentException("no prompts");
            }
        }
    }

    /// Puts another version of the model beside the one in use, which stays. It goes when another model is loaded. Last
    /// word: [Reply.Finished].
    ///
    /// @param name names the version in [Reply.Examined]
    /// @param weights of its prompt encoder and mask decoder, and of its image encoder where that differs; nothing
    ///     takes the other one away
    record Compare(String name, SequencedMap<String, Tensor> weights) implements Request {}

    /// Runs a training in the gaps, one short step at a time. Reports [Reply.Progress]; last word:
    /// [Reply.Finished].
    record Train(Training training) implements Request {}

    /// Puts weights in the place of the loaded model's own of the same names. Those of prompt encoder and
    /// mask decoder alone are in use before anything that waits, and embeddings stay. With the encoder's
    /// the former weights answer until the frame in view has its embedding by the new ones, which is made
    /// while the hand rests; then all other embeddings go. The newest swap wins. Last word: [Reply.Ready].
    ///
    /// @param weights all of prompt encoder and mask decoder, and any of the encoder
    record Swap(SequencedMap<String, Tensor> weights) implements Request {}

    /// Tests the device in use with a frame and a click, and compares the mask. Last word: [Reply.Tested].
    record Test(Probe probe) implements Request {}

    /// Closes the sequence: all its requests are dropped, its training ends and its embeddings leave
    /// memory. Last word: [Reply.Finished].
    record Close() implements Request {}
}
