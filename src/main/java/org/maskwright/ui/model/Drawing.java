package org.maskwright.ui.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.maskwright.Words;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.LabelColours;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;
import org.maskwright.label.Provenance;
import org.maskwright.label.Shapes;
import org.maskwright.label.Split;
import org.maskwright.project.Edit;
import org.maskwright.project.OpenObject;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;

/// The verbs of the hand on the canvas. Coordinates are image pixels as in [Prompt]; lines are x, y pairs.
public final class Drawing {
    private final Workbench bench;
    private final Hand hand;
    private final Book book;

    Drawing(Workbench bench, Hand hand, Book book) {
        this.bench = bench;
        this.hand = hand;
        this.book = book;
    }

    public void hover(double x, double y, Belongs belongs) {
        if (bench.isWritable() && bench.hoverPreview().get()) {
            hand.hover(x, y, belongs);
        }
    }

    public void hoverEnd() {
        hand.hoverEnd();
    }

    public void click(double x, double y, boolean positive, Belongs belongs) {
        if (bench.isWritable()) {
            hand.intend(new Intent.Click(new Prompt.Click(x, y, positive), belongs, System.nanoTime()));
        } else {
            selectAt(x, y);
        }
    }

    private void selectAt(double x, double y) {
        bench.selected()
                .set(bench.labels().get().at((int) Math.round(x), (int) Math.round(y)).stream()
                        .findFirst()
                        .map(Instance::id)
                        .orElse(null));
    }

    public void box(Prompt.Box box, Belongs belongs) {
        intend(new Intent.Box(box, belongs, System.nanoTime()));
    }

    public void line(Prompt.Scribble line, Belongs belongs) {
        intend(new Intent.Line(line, belongs, System.nanoTime()));
    }

    public void moveBox(Prompt.Box from, Prompt.Box to) {
        intend(new Intent.MoveBox(from, to, System.nanoTime()));
    }

    /// Pixels that a brush, a lasso or an eraser went over: of the object in hand, else of the chosen one,
    /// else of a new one.
    public void draw(Mask pixels, boolean add, Belongs belongs) {
        Labels labels = bench.labels().get();
        Mask inside = pixels.clip(labels.width(), labels.height());
        if (inside.isEmpty()) {
            return;
        }
        if (belongs == Belongs.NEW) {
            intend(new Intent.Leave(() -> bench.selected().set(null)));
        }
        intend(new Intent.Draw(inside, add));
    }

    public void accept() {
        intend(new Intent.Accept());
    }

    /// Gives the object in hand up; what was accepted before stays as it was.
    public void cancel() {
        hand.cancel();
    }

    public void takeBack() {
        intend(new Intent.TakeBack());
    }

    public void nextMask() {
        intend(new Intent.NextMask());
    }

    /// Removes the chosen object, or rejects the chosen proposal; the one in hand is given up.
    public void remove() {
        if (bench.active().get() != null) {
            Instance reopened = bench.active().get().reopened();
            cancel();
            if (reopened == null) {
                return;
            }
            bench.selected().set(reopened.id());
        }
        Plane at = bench.plane().get();
        Project p = bench.project().get();
        InstanceId id = bench.selected().get();
        if (at != null && p != null && id != null && bench.isWritable()) {
            p.labels(at).find(id).ifPresent(i -> book.append(at, away(at, i)));
        }
    }

    /// A proposal that was rejected is remembered, so that it is not made again.
    private static Edit away(Plane at, Instance i) {
        return i.state() == Instance.State.PROPOSED
                ? new Edit.Group(
                        Edit.Deed.REJECT, List.of(new Edit.Replace(at, i, i.withState(Instance.State.REJECTED))))
                : new Edit.Remove(at, i);
    }

    /// Cuts the object that a line crosses: the chosen one, else the one that most of the line lies on.
    public void split(double[] line) {
        intend(new Intent.Leave(() -> {
            Plane at = bench.plane().get();
            Mask under = Shapes.brush(line, Shapes.LEAST_RADIUS);
            Instance crossed = crossed(under);
            if (at == null || crossed == null) {
                return;
            }
            List<Mask> parts = Split.along(crossed.mask(), line);
            if (parts.size() < 2) {
                bench.notices()
                        .show(Notice.fact(
                                "split", Words.of("ui.banner.split.title"), Words.of("ui.banner.split.what")));
                return;
            }
            book.append(at, new Edit.Split(at, crossed, apart(crossed, parts)));
        }));
    }

    private @Nullable Instance crossed(Mask under) {
        Project p = bench.project().get();
        Plane at = bench.plane().get();
        if (p == null || at == null) {
            return null;
        }
        Optional<Instance> chosen =
                bench.selectedInstance().filter(i -> i.mask().intersection(under) > 0);
        InstanceId id = chosen.or(() -> bench.labels().get().instances().stream()
                        .filter(i -> i.mask().intersection(under) > 0)
                        .max((a, b) -> Integer.compare(
                                a.mask().intersection(under), b.mask().intersection(under))))
                .map(Instance::id)
                .orElse(null);
        return id == null ? null : p.labels(at).find(id).orElse(null);
    }

    private List<Instance> apart(Instance whole, List<Mask> parts) {
        Plane at = bench.plane().get();
        Project p = bench.project().get();
        if (at == null || p == null) {
            return List.of(whole);
        }
        var out = new ArrayList<Instance>();
        Labels labels = p.labels(at);
        int track = p.nextTrack().value();
        Provenance drawn = Provenance.drawn(bench.clock().instant());
        for (Mask part : parts) {
            if (out.isEmpty()) {
                out.add(whole.withMask(part, drawn));
            } else {
                InstanceId id = labels.nextId();
                int slot = LabelColours.choose(part, id, labels, bench.bright().get());
                out.add(new Instance(id, part, new org.maskwright.label.TrackId(track++), whole.state(), slot, drawn));
            }
            labels = labels.with(out.getLast());
        }
        return out;
    }

    /// Joins the objects at the two ends of a line; they keep the id of the first.
    public void merge(double fromX, double fromY, double toX, double toY) {
        intend(new Intent.Leave(() -> {
            Instance first = at(fromX, fromY);
            Instance other = at(toX, toY);
            Plane plane = bench.plane().get();
            if (first == null || plane == null) {
                return;
            }
            if (other == null || other.id().equals(first.id())) {
                bench.selected().set(first.id());
                return;
            }
            Instance joined = first.withMask(
                    first.mask().or(other.mask()),
                    Provenance.drawn(bench.clock().instant()));
            book.append(plane, new Edit.Merge(plane, List.of(first, other), joined));
            bench.selected().set(first.id());
        }));
    }

    private @Nullable Instance at(double x, double y) {
        Project p = bench.project().get();
        Plane plane = bench.plane().get();
        if (p == null || plane == null) {
            return null;
        }
        return p.labels(plane).at((int) Math.round(x), (int) Math.round(y)).stream()
                .filter(i -> i.state() != Instance.State.REJECTED)
                .findFirst()
                .orElse(null);
    }

    private void intend(Intent intent) {
        if (bench.isWritable()) {
            hand.intend(intent);
        }
    }

    /// The object that was in hand when the application ended lies in it again.
    void offerBack(OpenObject kept) {
        Project p = bench.project().get();
        if (p == null) {
            return;
        }
        Labels labels = p.labels(kept.plane());
        Instance reopened =
                kept.reopened() == null ? null : labels.find(kept.reopened()).orElse(null);
        InstanceId id = reopened == null ? labels.nextId() : reopened.id();
        Mask mask = kept.shown().orElse(Mask.EMPTY);
        int slot = reopened == null
                ? LabelColours.choose(mask, id, labels, bench.bright().get())
                : reopened.colour();
        var steps = kept.prompts().stream().map(ActiveObject.Step::said).toList();
        hand.take(new ActiveObject(1, id, slot, reopened, steps, 0, mask));
        bench.notices()
                .show(Notice.fact(
                        "kept",
                        Words.of("ui.banner.kept.title", id.value()),
                        Words.of("ui.banner.kept.what"),
                        new Notice.Act(Words.of("ui.banner.kept.drop"), this::cancel)));
    }
}
