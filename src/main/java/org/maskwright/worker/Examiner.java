package org.maskwright.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.sam.Candidate;
import org.maskwright.worker.Lane.Priority;
import org.maskwright.worker.Request.Examine.By;

/// Answers questions about objects that are there already, by the network in use or by another version beside it. One
/// question is one job on the lane; each posts the one after it.
final class Examiner {
    /// Embeddings of another version's own encoder, in memory at a time.
    private static final long OTHERS_BYTES = 64L << 20;

    private final Lane lane;
    private final Supplier<Network> network;
    private final Whether whether;
    private final Awaiting awaiting;
    private final BiConsumer<Pending, Reply> settle;
    private final BiConsumer<Pending, Throwable> fail;

    // Tensor thread only.
    private @Nullable Other other;

    private @Nullable Way way;

    /// Does something when a request has not had its last word.
    interface Whether {
        boolean ifOpen(Pending p, Runnable then);
    }

    /// Waits for a frame on behalf of a request.
    interface Awaiting {
        void await(Pending p, Frames of, int frame, Priority as, Consumer<Reply.Encoded.Source> then);
    }

    /// A version beside the one in use.
    ///
    /// @param own its embeddings, when it has an encoder of its own
    private record Other(
            String name, Answers answers, @Nullable EmbeddingCache own) {}

    /// Frames on their way into the embeddings of another version's own encoder.
    private record Way(Frames of, Frames into) {}

    Examiner(
            Lane lane,
            Supplier<Network> network,
            Whether whether,
            Awaiting awaiting,
            BiConsumer<Pending, Reply> settle,
            BiConsumer<Pending, Throwable> fail) {
        this.lane = lane;
        this.network = network;
        this.whether = whether;
        this.awaiting = awaiting;
        this.settle = settle;
        this.fail = fail;
    }

    /// Puts another version beside the network. Tensor thread.
    void compareWith(Pending p, Request.Compare with) {
        lane.check();
        close();
        if (!with.weights().isEmpty()) {
            Answers answers = network.get().beside(with.weights());
            other = new Other(
                    with.name(), answers, answers instanceof Network ? new EmbeddingCache(OTHERS_BYTES) : null);
        }
        settle.accept(p, new Reply.Finished(p.ticket));
    }

    /// Lets the other version go. Tensor thread.
    void close() {
        Other gone = other;
        other = null;
        way = null;
        if (gone != null) {
            if (gone.own() != null) {
                gone.own().clear();
            }
            gone.answers().close();
        }
    }

    /// One examination: who is asked, of which frames' embeddings, and what was answered so far.
    private record Run(Pending p, Request.Examine what, Frames frames, String by, List<List<Candidate>> answers) {}

    void begin(Pending p, Request.Examine what, Frames frames) {
        next(new Run(p, what, frames, "", List.of()));
    }

    private void next(Run run) {
        Priority as = run.what().now() ? Priority.CLICK : Priority.REVIEW;
        run.p().runsAs(lane.post(as, cancel -> ask(run, cancel), why -> fail.accept(run.p(), why)));
    }

    private void ask(Run run, Cancel cancel) {
        Request.Examine what = run.what();
        Other second = other;
        if (what.by() == By.OTHER && second == null) {
            settle.accept(run.p(), new Reply.Examined(run.p().ticket, what.by(), List.of(), ""));
            return;
        }
        String by = what.by() == By.OTHER && second != null
                ? second.name()
                : network.get().info().modelHash();
        // What another version answered before this one came is worth nothing.
        Run now = run.by().equals(by) ? run : new Run(run.p(), what, run.frames(), by, List.of());
        if (now.answers().size() == what.questions().size()) {
            settle.accept(now.p(), new Reply.Examined(now.p().ticket, what.by(), now.answers(), by));
            return;
        }
        Answers who = what.by() == By.OTHER && second != null ? second.answers() : network.get();
        Frames of = frames(run, second);
        Optional<Network.Features> features = of.find(what.frame());
        if (features.isEmpty()) {
            Priority as = what.now() ? Priority.CURRENT : Priority.REVIEW;
            whether.ifOpen(
                    now.p(),
                    () -> awaiting.await(now.p(), of, what.frame(), as, _ -> whether.ifOpen(now.p(), () -> next(now))));
            return;
        }
        var answers = new ArrayList<>(now.answers());
        answers.add(who.predict(features.get(), what.questions().get(answers.size()), null, cancel));
        whether.ifOpen(now.p(), () -> next(new Run(now.p(), what, now.frames(), by, answers)));
    }

    private Frames frames(Run run, @Nullable Other second) {
        if (run.what().by() == By.MODEL
                || second == null
                || second.own() == null
                || !(second.answers() instanceof Network own)) {
            return run.frames();
        }
        Way known = way;
        if (known == null || known.of() != run.frames()) {
            known = new Way(run.frames(), run.frames().through(own, second.own()));
            way = known;
        }
        return known.into();
    }
}
