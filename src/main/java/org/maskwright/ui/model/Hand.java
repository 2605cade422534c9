package org.maskwright.ui.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.maskwright.Problem;
import org.maskwright.label.Instance;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.label.MaskOptions;
import org.maskwright.label.Prompt;
import org.maskwright.sam.Candidate;
import org.maskwright.sam.LowResLogits;
import org.maskwright.sam.TypicalSize;
import org.maskwright.worker.Reply;
import org.maskwright.worker.Request;
import org.maskwright.worker.Request.Predict.Kind;
import org.maskwright.worker.Worker;

/// The hand on the canvas: hover, clicks, boxes and strokes become one object after another.
///
/// Nothing that the hand does is lost. A later click on the object whose mask is awaited supersedes the question; what
/// cannot be decided before that mask is there (accepting it, a click elsewhere) waits its turn in `queue`.
final class Hand {
    /// What the hand needs of the bench around it.
    interface Bench {
        int frame();

        /// The labels of the plane in view, including what is not durable yet.
        Labels labels();

        MaskOptions options();

        /// The size that objects here have as a rule.
        default TypicalSize expected() {
            return TypicalSize.UNKNOWN;
        }

        boolean autoAccept();

        /// A new object of the given first mask: its id is chosen.
        ActiveObject begin(int number, Mask guess);

        /// The slot of the label palette that sets it apart from its neighbours.
        int colour(ActiveObject object);

        /// The object goes into the project.
        void accept(ActiveObject done);

        void select(@Nullable Instance instance);

        @Nullable
        Instance selected();

        /// A click was answered and its mask is up, so many nanoseconds after the button went down.
        void answered(long nanos);

        void failed(Problem problem);

        /// The object in hand changed: it is written down, so that a crash can offer it back.
        void changed(@Nullable ActiveObject active);
    }

    private final Worker worker;
    private final Bench bench;
    private final Finishing finishing;
    private final LongSupplier clock;
    private final ReadOnlyObjectWrapper<@Nullable ActiveObject> active = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Preview> preview = new ReadOnlyObjectWrapper<>();
    private final Deque<Intent> queue = new ArrayDeque<>();
    private String encoder = "";
    private List<Candidate> foreign = List.of();
    private long revision;
    private long clickedAt;
    private long oldestHover;
    private int objects;
    private @Nullable Pointer pointer;

    /// Where the pointer is, and what the preview that was asked for there is about.
    private record Pointer(double x, double y, Belongs belongs, boolean adds, long revision) {}

    Hand(Worker worker, Bench bench, Errands errands, LongSupplier clock) {
        this.worker = worker;
        this.bench = bench;
        finishing = new Finishing(bench, errands);
        this.clock = clock;
    }

    ReadOnlyObjectProperty<@Nullable ActiveObject> active() {
        return active.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Preview> preview() {
        return preview.getReadOnlyProperty();
    }

    boolean isResting() {
        return queue.isEmpty() && active.get() == null;
    }

    void intend(Intent intent) {
        queue.add(intent);
        drain();
    }

    void hover(double x, double y, Belongs belongs) {
        ActiveObject a = active.get();
        boolean adds = a != null && adds(belongs, Place.isNear(a.mask(), x, y));
        if (!adds && belongs != Belongs.NEW && there(x, y, a).isPresent()) {
            hoverEnd();
            return;
        }
        var prompts = new ArrayList<Prompt>(adds && a != null ? a.prompts() : List.of());
        prompts.add(new Prompt.Click(x, y, true));
        pointer = new Pointer(x, y, belongs, adds, ++revision);
        worker.submit(new Request.Predict(
                Kind.HOVER,
                bench.frame(),
                revision,
                adds && a != null ? a.number() : -1,
                prompts,
                adds ? logits(a) : null,
                bench.expected()));
    }

    void hoverEnd() {
        pointer = null;
        oldestHover = revision + 1;
        preview.set(null);
    }

    /// Gives the object in hand up, and what still waited for it.
    void cancel() {
        queue.clear();
        put(null);
    }

    /// Takes an object in hand as it is: one that was open when the application ended, or one to be corrected.
    void take(ActiveObject object) {
        objects = Math.max(objects, object.number());
        put(object);
    }

    /// Everything is forgotten, because another picture comes.
    void drop() {
        queue.clear();
        hoverEnd();
        active.set(null);
    }

    /// The mask options changed: the latest answer is finished anew.
    void refinish() {
        ActiveObject a = active.get();
        ActiveObject.Answer answer = a == null ? null : a.answer();
        if (a != null && answer != null) {
            finishing.of(answer.candidates(), a, masks -> {
                ActiveObject now = active.get();
                ActiveObject.Answer latest = now == null ? null : now.answer();
                if (now != null && latest != null && latest.candidates().equals(answer.candidates())) {
                    put(now.reanswered(new ActiveObject.Answer(answer.candidates(), masks, latest.chosen())));
                }
            });
        }
    }

    void replied(Reply reply) {
        switch (reply) {
            case Reply.Predicted p when p.kind() == Kind.HOVER -> hovered(p);
            case Reply.Predicted p -> clicked(p.ticket().revision(), p.candidates());
            case Reply.Glimpsed g -> glimpsed(g.ticket().revision(), g.candidate());
            case Reply.Ready r -> forgetLogitsOfOthers(r.model().encoderHash());
            case Reply.Failed f -> refused(f.ticket().revision(), f.problem());
            case Reply.Dropped d -> refused(d.ticket().revision(), null);
            default -> {}
        }
    }

    private void drain() {
        while (!queue.isEmpty() && isDue(queue.element())) {
            perform(queue.remove());
        }
    }

    private boolean isDue(Intent intent) {
        ActiveObject a = active.get();
        if (a == null || !a.isPending()) {
            return true;
        }
        return switch (intent) {
            case Intent.Click(Prompt.Click p, Belongs b, long _) ->
                !p.positive() || adds(b, Place.isNear(a.mask(), p.x(), p.y()));
            case Intent.Box(Prompt.Box box, Belongs b, long _) -> adds(b, Place.isAbout(a.mask(), box));
            case Intent.Line _, Intent.MoveBox _, Intent.Draw _, Intent.TakeBack _ -> true;
            case Intent.Accept _, Intent.NextMask _, Intent.Leave _ -> false;
        };
    }

    private void perform(Intent intent) {
        ActiveObject a = active.get();
        switch (intent) {
            case Intent.Click(Prompt.Click p, Belongs belongs, long at) -> click(a, p, belongs, at);
            case Intent.Box(Prompt.Box box, Belongs belongs, long at) -> {
                if (a != null && adds(belongs, Place.isAbout(a.mask(), box))) {
                    ask(a, box, at);
                } else {
                    begin(a, box, Mask.EMPTY, at);
                }
            }
            case Intent.Line(Prompt.Scribble line, Belongs belongs, long at) -> line(a, line, belongs, at);
            case Intent.MoveBox(Prompt.Box from, Prompt.Box to, long at) -> {
                if (a != null) {
                    resay(a.moved(from, to), at);
                }
            }
            case Intent.Draw(Mask pixels, boolean add) -> draw(a, pixels, add);
            case Intent.Accept _ -> {
                if (a != null) {
                    accept(a);
                } else {
                    acceptOrReopen(bench.selected());
                }
            }
            case Intent.TakeBack _ -> takeBack(a);
            case Intent.NextMask _ -> {
                if (a != null && a.answer() != null) {
                    put(a.reanswered(a.answer().next()));
                }
            }
            case Intent.Leave(Runnable then) -> {
                accept(a);
                then.run();
            }
        }
    }

    private void click(@Nullable ActiveObject a, Prompt.Click p, Belongs belongs, long at) {
        if (a != null && (!p.positive() || adds(belongs, Place.isNear(a.mask(), p.x(), p.y())))) {
            ask(a, p, at);
            return;
        }
        boolean adds = a == null && belongs == Belongs.ACTIVE && bench.selected() != null;
        if (!p.positive() || adds) {
            reopen(bench.selected());
            if (active.get() != null) {
                ask(active.get(), p, at);
            }
            return;
        }
        Optional<Instance> there = there(p.x(), p.y(), a);
        if (belongs != Belongs.NEW && there.isPresent()) {
            accept(a);
            bench.select(there.get());
            if (!there.get().isAccepted()) {
                reopen(there.get());
            }
            return;
        }
        Preview shown = preview.get();
        boolean same = shown != null
                && !shown.adds()
                && shown.mask().contains((int) Math.round(p.x()), (int) Math.round(p.y()));
        begin(a, p, same ? shown.mask() : Mask.EMPTY, at);
    }

    /// A new object. It is asked about before the one in hand is put away, so that the network works while
    /// the window follows.
    private void begin(@Nullable ActiveObject before, Prompt prompt, Mask guess, long at) {
        submit(++objects, List.of(prompt), null);
        long asked = revision;
        accept(before);
        await(bench.begin(objects, guess).plus(ActiveObject.Step.said(prompt), asked), at);
    }

    /// A line says more of the object in hand, else of the chosen one; one along an object can begin a new one.
    private void line(@Nullable ActiveObject a, Prompt.Scribble line, Belongs belongs, long at) {
        boolean begins = line.positive() && belongs == Belongs.NEW;
        if (a != null && begins) {
            accept(a);
        } else if (a == null && !begins) {
            reopen(bench.selected());
        }
        ActiveObject now = active.get();
        if (now != null || line.positive()) {
            ask(now == null ? bench.begin(++objects, Mask.EMPTY) : now, line, at);
        }
    }

    private void draw(@Nullable ActiveObject a, Mask pixels, boolean add) {
        if (a == null) {
            reopen(bench.selected());
            a = active.get();
        }
        if (a == null && add) {
            a = bench.begin(++objects, Mask.EMPTY);
        }
        if (a != null) {
            put(a.plus(ActiveObject.Step.drew(pixels, add), a.revision()));
        }
    }

    /// Enter on a proposal is all that it takes; what is accepted already is opened to be corrected.
    private void acceptOrReopen(@Nullable Instance chosen) {
        reopen(chosen);
        if (chosen != null && !chosen.isAccepted()) {
            accept(active.get());
        }
    }

    private void reopen(@Nullable Instance instance) {
        if (instance == null) {
            return;
        }
        var steps = instance.provenance().prompts().stream()
                .map(ActiveObject.Step::said)
                .toList();
        put(new ActiveObject(++objects, instance.id(), instance.colour(), instance, steps, 0, instance.mask()));
    }

    private void takeBack(@Nullable ActiveObject a) {
        if (a == null) {
            return;
        }
        ActiveObject before = a.steps().isEmpty() ? a : a.withoutLast();
        boolean nothingLeft = before.reopened() == null && before.steps().isEmpty();
        if (nothingLeft || a.steps().isEmpty()) {
            put(null);
        } else if (before.isUnanswered()) {
            resay(before, clock.getAsLong());
        } else {
            put(before);
        }
    }

    private void accept(@Nullable ActiveObject a) {
        if (a == null) {
            return;
        }
        if (a.mask().isEmpty()) {
            put(null);
        } else {
            // The store puts the object into the project and takes it out of the hand in one commit.
            bench.accept(a);
            active.set(null);
        }
    }

    private void ask(ActiveObject a, Prompt prompt, long at) {
        ActiveObject next = a.plus(ActiveObject.Step.said(prompt), revision + 1);
        await(next, at);
        submit(next.number(), next.prompts(), logits(next));
    }

    /// The mask of a prompt is awaited; previews that were asked for before it come too late.
    private void await(ActiveObject next, long at) {
        clickedAt = at;
        preview.set(null);
        oldestHover = next.revision();
        put(next);
    }

    private void resay(ActiveObject a, long at) {
        clickedAt = at;
        put(a.asked(revision + 1));
        submit(a.number(), a.prompts(), logits(a));
    }

    private void submit(int object, List<Prompt> prompts, @Nullable LowResLogits logits) {
        worker.submit(
                new Request.Predict(Kind.CLICK, bench.frame(), ++revision, object, prompts, logits, bench.expected()));
    }

    /// One network's logits mean nothing to another.
    private void forgetLogitsOfOthers(String now) {
        ActiveObject a = active.get();
        if (!now.equals(encoder) && a != null && a.answer() != null) {
            foreign = a.answer().candidates();
        }
        encoder = now;
    }

    private @Nullable LowResLogits logits(@Nullable ActiveObject a) {
        Candidate c = a == null ? null : a.candidate();
        return c == null || foreign.contains(c) ? null : c.logits();
    }

    private void hovered(Reply.Predicted p) {
        long asked = p.ticket().revision();
        Pointer at = pointer;
        if (at == null || asked < oldestHover) {
            return;
        }
        ActiveObject a = active.get();
        finishing.of(p.candidates(), a, masks -> {
            Pointer now = pointer;
            if (now != null && asked >= oldestHover) {
                oldestHover = asked;
                preview.set(new Preview(
                        masks.getFirst().mask(),
                        p.candidates().getFirst().predictedIou(),
                        now.adds(),
                        now.x(),
                        now.y()));
            }
        });
    }

    /// Only where there is nothing to see yet: a preview has seen more.
    private void glimpsed(long asked, Candidate candidate) {
        finishing.of(List.of(candidate), active.get(), masks -> {
            ActiveObject now = active.get();
            if (now != null && now.revision() == asked && now.mask().isEmpty()) {
                active.set(now.guessed(masks.getFirst().mask()));
            }
        });
    }

    private void clicked(long asked, List<Candidate> candidates) {
        ActiveObject a = active.get();
        if (a == null || a.revision() != asked) {
            return;
        }
        finishing.of(candidates, a, masks -> {
            ActiveObject now = active.get();
            if (now != null && now.revision() == asked) {
                ActiveObject answered = now.answered(new ActiveObject.Answer(candidates, masks, 0));
                boolean first = now.answer() == null && now.reopened() == null;
                put(first ? answered.coloured(bench.colour(answered)) : answered);
                bench.answered(clock.getAsLong() - clickedAt);
                drain();
            }
        });
    }

    private void refused(long asked, @Nullable Problem problem) {
        ActiveObject a = active.get();
        if (a == null || a.revision() != asked) {
            return;
        }
        ActiveObject before = a.withoutLast();
        put(before.mask().isEmpty() || (before.answer() == null && before.reopened() == null) ? null : before);
        if (problem != null) {
            bench.failed(problem);
        }
        drain();
    }

    private boolean adds(Belongs belongs, boolean near) {
        return switch (belongs) {
            case ACTIVE -> true;
            case NEW -> false;
            case PLACE -> near || !bench.autoAccept();
        };
    }

    /// The accepted object at a place, else the proposal.
    private Optional<Instance> there(double x, double y, @Nullable ActiveObject a) {
        return bench.labels().at((int) Math.round(x), (int) Math.round(y)).stream()
                .filter(i -> i.state() != Instance.State.REJECTED)
                .filter(i -> a == null || !i.id().equals(a.id()))
                .min(Comparator.comparing(i -> !i.isAccepted()));
    }

    private void put(@Nullable ActiveObject next) {
        active.set(next);
        bench.changed(next);
    }
}
