package org.maskwright.ui.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.IntegerBinding;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import org.maskwright.Words;
import org.maskwright.auto.Placing;
import org.maskwright.auto.Suppress;
import org.maskwright.image.Contrast;
import org.maskwright.label.Instance;
import org.maskwright.label.Labels;
import org.maskwright.label.Provenance;
import org.maskwright.label.TrackId;
import org.maskwright.project.Edit;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;
import org.maskwright.worker.Reply;
import org.maskwright.worker.Request;
import org.maskwright.worker.Ticket;

/// What the network proposes for a frame: asking for it, and accepting or rejecting all of it at once. Nothing that is
/// accepted is ever touched.
public final class Proposals {
    /// Where the slider begins.
    public static final double NORMAL = 0.8;

    private final Workbench bench;
    private final Book book;
    private final Errands errands;
    private final DoubleProperty confidence = new SimpleDoubleProperty(NORMAL);
    private final IntegerBinding count;
    private final IntegerBinding above;
    private final Map<Ticket, Search> searches = new HashMap<>();

    private record Search(Plane plane, Work work) {}

    Proposals(Workbench bench, Book book, Errands errands) {
        this.bench = bench;
        this.book = book;
        this.errands = errands;
        count = Bindings.createIntegerBinding(
                () -> Placing.above(bench.labels().get(), 0).size(), bench.labels());
        above = Bindings.createIntegerBinding(
                () -> Placing.above(bench.labels().get(), confidence.get()).size(), bench.labels(), confidence);
    }

    /// From which confidence on [#acceptAll()] accepts; 0 accepts imported proposals, which have none, too.
    public DoubleProperty confidence() {
        return confidence;
    }

    /// Proposals in the plane in view.
    public IntegerBinding count() {
        return count;
    }

    /// Those of at least the confidence that is set.
    public IntegerBinding above() {
        return above;
    }

    /// Has all objects of the plane in view proposed, in place of what was proposed before. The object in
    /// hand is accepted first.
    public void propose() {
        Plane at = bench.plane().get();
        if (at == null || !bench.isWritable() || bench.machine().model().get() == null) {
            return;
        }
        if (Objects.requireNonNull(bench.project().get()).isComplete(at.frame())) {
            bench.notices()
                    .show(Notice.fact(
                            "propose", Words.of("ui.banner.propose.complete"), Words.of("ui.banner.propose.again")));
            return;
        }
        bench.intendLeave(() -> search(at));
    }

    private void search(Plane at) {
        if (searches.values().stream().anyMatch(s -> s.plane().equals(at))) {
            return;
        }
        Ticket[] ticket = new Ticket[1];
        String frame = Objects.requireNonNull(bench.project().get())
                .frames()
                .get(at.frame())
                .name();
        Work work = bench.works().show(Words.of("ui.shell.work.propose", frame), () -> {
            if (ticket[0] != null) {
                bench.machine().worker().cancel(ticket[0]);
            }
        });
        ticket[0] = bench.machine()
                .worker()
                .submit(new Request.Propose(bench.machine().index(at)));
        searches.put(ticket[0], new Search(at, work));
    }

    /// @return whether the reply is about a search
    boolean replied(Reply reply) {
        Search search = searches.get(reply.ticket());
        if (search == null) {
            return false;
        }
        switch (reply) {
            case Reply.Progress p -> bench.works().progressed(search.work(), p.done());
            case Reply.Proposed p -> {
                end(reply);
                place(search.plane(), p);
            }
            case Reply.Failed f -> {
                end(reply);
                bench.notices().show("propose", f.problem());
            }
            default -> end(reply);
        }
        return true;
    }

    private void end(Reply reply) {
        Search search = searches.remove(reply.ticket());
        if (search != null) {
            bench.works().ended(search.work());
        }
    }

    /// Makes room for what was found beside what is there, in the background, and again when the frame changed
    /// meanwhile.
    private void place(Plane plane, Reply.Proposed found) {
        Project p = bench.project().get();
        if (p == null) {
            return;
        }
        Labels before = p.labels(plane);
        Labels beside = withHand(
                plane, Placing.outdated(before).stream().reduce(before, (l, i) -> l.without(i.id()), (a, b) -> b));
        int[] track = {p.nextTrack().value()};
        Contrast seen = bench.contrast().get();
        var placing = new Placing(
                found.model(),
                seen == null ? Contrast.NONE : seen,
                bench.clock().instant(),
                bench.bright().get(),
                () -> new TrackId(track[0]++));
        errands.run(
                () -> placing.instances(beside, Placing.Item.of(Suppress.of(found.found(), Suppress.LEAST_CONFIDENCE))),
                placed -> {
                    Project now = bench.project().get();
                    if (now != null && !now.labels(plane).equals(before)) {
                        place(plane, found);
                    } else if (now != null) {
                        append(plane, before, placed);
                    }
                },
                why -> bench.notices().show("propose", why));
    }

    /// The object in hand counts as there.
    private Labels withHand(Plane plane, Labels labels) {
        ActiveObject hand = bench.active().get();
        if (hand == null || hand.mask().isEmpty() || !plane.equals(bench.plane().get())) {
            return labels;
        }
        return labels.with(new Instance(
                hand.id(),
                hand.mask().clip(labels.width(), labels.height()),
                new TrackId(1),
                Instance.State.ACCEPTED,
                hand.colour(),
                Provenance.drawn(bench.clock().instant())));
    }

    private void append(Plane plane, Labels before, List<Instance> placed) {
        var edits = Stream.concat(
                        Placing.outdated(before).stream().map(i -> (Edit) new Edit.Remove(plane, i)),
                        placed.stream().map(i -> (Edit) new Edit.Add(plane, i)))
                .toList();
        if (!edits.isEmpty()) {
            book.append(plane, new Edit.Group(Edit.Deed.PROPOSE, edits));
        }
        if (placed.isEmpty()) {
            bench.notices()
                    .show(Notice.fact(
                            "propose", Words.of("ui.banner.propose.nothing"), Words.of("ui.banner.propose.click")));
        }
    }

    /// Accepts all proposals of at least the confidence that is set: one step to take back.
    public void acceptAll() {
        bench.intendLeave(() -> {
            Plane at = bench.plane().get();
            Project p = bench.project().get();
            if (at == null || p == null) {
                return;
            }
            var edits = new ArrayList<Edit>();
            var accepted = new ArrayList<Instance>();
            for (Placing.Accepted a : Placing.accept(p.labels(at), confidence.get())) {
                Instance after = a.after();
                if (after == null) {
                    edits.add(new Edit.Remove(at, a.before()));
                } else {
                    edits.add(new Edit.Replace(at, a.before(), after));
                    accepted.add(after);
                }
            }
            if (!edits.isEmpty()) {
                var group = new Edit.Group(Edit.Deed.ACCEPT, edits);
                book.write(
                        at,
                        accepted,
                        s -> s.append(group),
                        () -> accepted.forEach(i -> bench.learning().accepted()));
            }
        });
    }

    /// Rejects all proposals of the plane in view: one step to take back.
    public void rejectAll() {
        bench.intendLeave(() -> {
            Plane at = bench.plane().get();
            Project p = bench.project().get();
            if (at == null || p == null) {
                return;
            }
            var edits = Placing.above(p.labels(at), 0).stream()
                    .map(i -> (Edit) new Edit.Replace(at, i, i.withState(Instance.State.REJECTED)))
                    .toList();
            if (!edits.isEmpty()) {
                book.append(at, new Edit.Group(Edit.Deed.REJECT, edits));
            }
        });
    }
}
