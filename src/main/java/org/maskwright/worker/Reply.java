package org.maskwright.worker;

import java.util.List;
import java.util.Set;
import org.maskwright.Problem;
import org.maskwright.sam.Candidate;
import org.maskwright.sam.ModelInfo;
import org.maskwright.sam.Proposal;
import org.slf4j.LoggerFactory;

/// What a [Worker] says. Every ticket gets exactly one last word: see [#isLast()].
public sealed interface Reply {
    /// The request that this answers.
    Ticket ticket();

    /// Whether it is the last word on its ticket.
    default boolean isLast() {
        return !(this instanceof Glimpsed
                || this instanceof Progress
                || this instanceof Relieved
                || this instanceof Held);
    }

    /// A model, or another decoder for it, is in place.
    record Ready(Ticket ticket, ModelInfo model, DeviceReport device) implements Reply {}

    /// The frame's embedding is in memory: clicks on it are answered at once.
    ///
    /// @param millis from the request to now
    record Encoded(Ticket ticket, Source source, double millis) implements Reply {
        /// Where the embedding came from.
        public enum Source {
            MEMORY,
            DISK,
            COMPUTED
        }
    }

    /// Which frames have their embedding in memory now, and how many bytes all embeddings take; said
    /// whenever another one was made, those made ahead too. The ticket is that of the frame in view, which
    /// may have had its last word.
    record Held(Ticket ticket, Set<Integer> frames, long bytes) implements Reply {
        public Held {
            frames = Set.copyOf(frames);
        }
    }

    /// Masks for the prompts, the highest predicted IoU first, at least one.
    ///
    /// @param object as in the request
    /// @param millis from the request to now
    record Predicted(Ticket ticket, Request.Predict.Kind kind, int object, List<Candidate> candidates, double millis)
            implements Reply {
        public Predicted {
            candidates = List.copyOf(candidates);
        }
    }

    /// What one look gave for a click, while the network takes the others: a mask to see until the best one comes.
    record Glimpsed(Ticket ticket, Candidate candidate) implements Reply {}

    /// What a search found, the most confident first; proposals may repeat each other.
    ///
    /// @param model hash of the network that found them
    /// @param millis from the request to now
    record Proposed(Ticket ticket, List<Proposal> found, String model, double millis) implements Reply {
        public Proposed {
            found = List.copyOf(found);
        }
    }

    /// The answers to the questions, in order, each with the best candidate first.
    ///
    /// @param model hash of the model in use that answered, or the name of the other version; empty when
    ///     there is no other version, and no answer
    record Examined(Ticket ticket, Request.Examine.By by, List<List<Candidate>> answers, String model)
            implements Reply {
        public Examined {
            answers = answers.stream().map(List::copyOf).toList();
        }
    }

    /// How far a training or a search is, 0 to 1.
    record Progress(Ticket ticket, double done) implements Reply {}

    /// The device's memory was full, and something was done about it; every request is answered all the
    /// same. The ticket is that of the model's load.
    ///
    /// @param device on which the network is now
    /// @param problem what was done, in words
    record Relieved(Ticket ticket, DeviceReport device, Problem problem) implements Reply {}

    /// What a test of the device found.
    record Tested(Ticket ticket, SelfTest test) implements Reply {}

    /// It is done and there is nothing to hand over.
    record Finished(Ticket ticket) implements Reply {}

    /// A newer request took its place, it was cancelled, or its sequence was closed.
    record Dropped(Ticket ticket) implements Reply {}

    /// It could not be done; the session goes on.
    record Failed(Ticket ticket, Problem problem) implements Reply {
        /// Whatever escaped a job, in words.
        static Failed of(Ticket ticket, Throwable why) {
            if (why instanceof Problem known) {
                return new Failed(ticket, known);
            }
            LoggerFactory.getLogger(Reply.class).error("a request failed", why);
            boolean memory = why instanceof OutOfMemoryError || why instanceof OutOfDeviceMemory;
            return new Failed(
                    ticket,
                    memory
                            ? Problem.causedBy(why, "worker.memory")
                            : Problem.causedBy(why, "worker.failed", why.toString()));
        }
    }
}
