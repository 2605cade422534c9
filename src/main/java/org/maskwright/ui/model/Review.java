package org.maskwright.ui.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.maskwright.Words;
import org.maskwright.auto.doubt.FrameGain;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.LabelColours;
import org.maskwright.label.Labels;
import org.maskwright.project.Edit;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;
import org.maskwright.project.ProjectStore;
import org.maskwright.ui.model.Doubtful.Heard;
import org.maskwright.worker.Reply;

/// The queue of doubt of the open project and the walk through it: Keep, Reject, Skip, or correct on the
/// canvas. It follows every edit, whoever makes it; doubts are weighed in the background, a plane at a
/// time. What a person keeps is an edit like any other, so undo brings it back into the queue.
public final class Review {
    private final Workbench bench;
    private final Book book;
    private final Sequence sequence;
    private final Errands errands;
    private final Asking asking;
    private final Comparison comparison;
    private final ObservableList<Doubtful> queue = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable Doubtful> current = new SimpleObjectProperty<>();
    private final ObjectProperty<Set<InstanceId>> marked = new SimpleObjectProperty<>(Set.of());
    private final IntegerProperty decided = new SimpleIntegerProperty();
    private final IntegerProperty looked = new SimpleIntegerProperty();
    private final BooleanProperty byFrame = new SimpleBooleanProperty();
    private final Set<Doubtful.Key> handled = new HashSet<>();
    private final Set<Doubtful.Key> skipped = new HashSet<>();
    private Weighed weighed = Weighed.NONE;
    private boolean weighing;
    private boolean again;

    /// The doubts of one plane and what they were weighed from.
    private record PlaneDoubts(
            Labels labels,
            Optional<Labels> before,
            Optional<Labels> after,
            Map<InstanceId, Heard> heard,
            List<Doubtful> all) {
        @SuppressWarnings("ReferenceEquality") // labels are values that are replaced, never changed
        boolean isOf(Labels now, Optional<Labels> past, Optional<Labels> future, Map<InstanceId, Heard> known) {
            return labels == now && same(before, past) && same(after, future) && heard.equals(known);
        }

        @SuppressWarnings("ReferenceEquality")
        private static boolean same(Optional<Labels> a, Optional<Labels> b) {
            return a.orElse(null) == b.orElse(null);
        }
    }

    /// All of a project.
    private record Weighed(Map<Plane, PlaneDoubts> planes, KeptMasks kept, List<FrameGain.Gain> gains) {
        static final Weighed NONE = new Weighed(Map.of(), KeptMasks.NONE, List.of());
    }

    Review(Workbench bench, Book book, Sequence sequence, Errands errands) {
        this.bench = bench;
        this.sequence = sequence;
        this.book = book;
        this.errands = errands;
        asking = new Asking(bench);
        comparison = new Comparison(bench);
        book.project().addListener((o, was, is) -> changed(is));
        // Keeping an object changes the history alone: the project is equal to what it was.
        book.changes().addListener((o, was, is) -> refresh());
        bench.machine().model().addListener(o -> refresh());
        bench.machine().weights().addListener(o -> comparison.bring());
        comparison.versionProperty().addListener(o -> asking.next());
        bench.active().addListener((o, was, is) -> {
            if (is == null) {
                refresh();
            }
        });
        byFrame.addListener(o -> list());
    }

    /// The version to compare with.
    public Comparison comparison() {
        return comparison;
    }

    /// Doubtful objects that were not kept, in the order of the walk.
    public ObservableList<Doubtful> queue() {
        return queue;
    }

    /// The object in question; null while nobody walks the queue.
    public ReadOnlyObjectProperty<@Nullable Doubtful> current() {
        return current;
    }

    /// Those of the plane in view that stand in the queue.
    public ReadOnlyObjectProperty<Set<InstanceId>> marked() {
        return marked;
    }

    /// How many were decided since the project was opened.
    public ReadOnlyIntegerProperty decided() {
        return decided;
    }

    /// How many objects have been weighed.
    public ReadOnlyIntegerProperty looked() {
        return looked;
    }

    /// Frame by frame, rather than the most doubtful first.
    public BooleanProperty byFrame() {
        return byFrame;
    }

    private void changed(@Nullable Project now) {
        if (now == null) {
            weighed = Weighed.NONE;
            asking.forget();
            comparison.forget();
            handled.clear();
            skipped.clear();
            current.set(null);
            queue.clear();
            marked.set(Set.of());
            decided.set(0);
            looked.set(0);
        } else {
            comparison.look();
            asking.again();
            refresh();
        }
    }

    private void refresh() {
        Project p = bench.project().get();
        Optional<ProjectStore> store = book.store();
        if (p == null || store.isEmpty()) {
            return;
        }
        if (weighing) {
            again = true;
            return;
        }
        weighing = true;
        var images = bench.images();
        boolean series = images != null && images.isSeries();
        var history = store.get().history();
        Weighed before = weighed;
        var heard = new HashMap<Plane, Map<InstanceId, Heard>>();
        p.planes().keySet().forEach(l -> heard.put(l, asking.heard(l)));
        errands.run(
                () -> weigh(p, series, heard, before, before.kept().at(history)),
                after -> {
                    weighing = false;
                    if (book.store().equals(store)) {
                        weighed = after;
                        list();
                    }
                    if (again) {
                        again = false;
                        refresh();
                    } else {
                        asking.next();
                    }
                },
                why -> {
                    weighing = false;
                    bench.notices().show("review", why);
                });
    }

    private static Weighed weigh(
            Project p, boolean series, Map<Plane, Map<InstanceId, Heard>> heard, Weighed former, KeptMasks kept) {
        var planes = new HashMap<Plane, PlaneDoubts>();
        p.planes().forEach((plane, labels) -> {
            Optional<Labels> before = series ? beside(p, plane, -1) : Optional.empty();
            Optional<Labels> after = series ? beside(p, plane, 1) : Optional.empty();
            Map<InstanceId, Heard> known = heard.getOrDefault(plane, Map.of());
            PlaneDoubts old = former.planes().get(plane);
            planes.put(
                    plane,
                    old != null && old.isOf(labels, before, after, known)
                            ? old
                            : new PlaneDoubts(
                                    labels, before, after, known, Doubtful.of(plane, labels, before, after, known)));
        });
        return new Weighed(planes, kept, FrameGain.of(frames(p, planes, kept), series));
    }

    private static Optional<Labels> beside(Project p, Plane plane, int step) {
        return plane.frame() + step < 0
                ? Optional.empty()
                : Optional.ofNullable(p.planes().get(new Plane(plane.frame() + step, plane.z())));
    }

    private static List<FrameGain.Frame> frames(Project p, Map<Plane, PlaneDoubts> planes, KeptMasks kept) {
        var out = new ArrayList<FrameGain.Frame>();
        for (int f = 0; f < p.frames().size(); f++) {
            var accepted = new ArrayList<Double>();
            var proposed = new ArrayList<Double>();
            for (int z = 0; z < p.depth(); z++) {
                PlaneDoubts here = planes.get(new Plane(f, z));
                for (Doubtful d : here == null ? List.<Doubtful>of() : here.all()) {
                    double doubt = kept.has(d) ? 0 : d.doubt().value();
                    (d.instance().isAccepted() ? accepted : proposed).add(doubt);
                }
            }
            out.add(new FrameGain.Frame(p.isComplete(f), accepted, proposed));
        }
        return out;
    }

    /// Shows what was weighed.
    private void list() {
        Comparator<Doubtful> most = Comparator.comparingDouble(d -> -d.doubt().value());
        Comparator<Doubtful> order = byFrame.get()
                ? Comparator.comparing((Doubtful d) -> d.plane().frame())
                        .thenComparing(d -> d.plane().z())
                        .thenComparing(most)
                : most;
        List<Doubtful> next = weighed.planes().values().stream()
                .flatMap(l -> l.all().stream())
                .filter(d -> d.doubt().isDoubtful() && !weighed.kept().has(d))
                .sorted(order)
                .toList();
        List<FrameItem> frames = bench.frames();
        for (int i = 0; i < Math.min(frames.size(), weighed.gains().size()); i++) {
            frames.get(i).set(weighed.gains().get(i));
        }
        looked.set(
                weighed.planes().values().stream().mapToInt(l -> l.all().size()).sum());
        Doubtful asked = current.get();
        if (asked != null && bench.active().get() == null && !isStill(asked)) {
            handled.add(asked.key());
            current.set(null);
        }
        if (!next.equals(queue)) {
            queue.setAll(next);
        }
        var waiting = next.stream().map(Doubtful::key).collect(Collectors.toSet());
        decided.set((int) handled.stream().filter(k -> !waiting.contains(k)).count());
        mark();
        if (asked != null && current.get() == null) {
            goOn();
        }
    }

    /// The marks of the plane in view.
    void mark() {
        Plane at = bench.plane().get();
        Doubtful asked = current.get();
        if (asked != null && at != null && !asked.plane().equals(at)) {
            current.set(null); // the person went elsewhere
        }
        marked.set(queue.stream()
                .filter(d -> d.plane().equals(at))
                .map(d -> d.instance().id())
                .collect(Collectors.toSet()));
    }

    private boolean isStill(Doubtful object) {
        Project p = bench.project().get();
        Optional<Instance> now = p == null
                ? Optional.empty()
                : p.labels(object.plane()).find(object.instance().id());
        return !weighed.kept().has(object)
                && now.filter(i -> i.mask().equals(object.instance().mask())
                                && i.state() == object.instance().state())
                        .isPresent();
    }

    /// The first one, or past the one in question to the next.
    public void next() {
        if (bench.project().get() == null) {
            return;
        }
        Doubtful asked = current.get();
        if (asked != null) {
            skipped.add(asked.key());
        }
        goOn();
    }

    private void goOn() {
        Optional<Doubtful> first =
                queue.stream().filter(d -> !skipped.contains(d.key())).findFirst();
        if (first.isPresent()) {
            go(first.get());
            return;
        }
        current.set(null);
        boolean some = !skipped.isEmpty() && !queue.isEmpty();
        skipped.clear();
        if (!some) {
            Project p = bench.project().get();
            int waiting = p == null ? 0 : asking.waiting(p);
            bench.notices()
                    .show(Notice.fact(
                            "review",
                            Words.of("ui.review.nothing"),
                            waiting > 0
                                    ? Words.of("ui.review.nothing.asking", waiting)
                                    : Words.of("ui.review.nothing.looked", looked.get())));
        }
    }

    /// Puts an object of the queue in question: its frame comes into view and it is chosen.
    public void go(Doubtful object) {
        bench.notices().solved("review");
        bench.goTo(object.plane());
        bench.intendLeave(() -> {
            current.set(object);
            bench.selected().set(object.instance().id());
        });
    }

    /// Ends the walk.
    public void leave() {
        current.set(null);
    }

    /// The one in question is right: it leaves the queue. A proposal is accepted.
    ///
    /// @return whether one was in question and the hand was empty
    public boolean keep() {
        return decide(object -> {
            Instance i = object.instance();
            Instance after = i.isAccepted() ? i : i.withState(Instance.State.ACCEPTED);
            var edit = new Edit.Group(Edit.Deed.KEEP, List.of(new Edit.Replace(object.plane(), i, after)));
            book.write(object.plane(), i.isAccepted() ? List.of() : List.of(after), s -> s.append(edit), () -> {
                if (!i.isAccepted()) {
                    bench.learning().accepted();
                }
            });
        });
    }

    /// The one in question goes; a proposal is remembered as rejected.
    ///
    /// @return whether one was in question and the hand was empty
    public boolean reject() {
        return decide(object -> {
            bench.selected().set(object.instance().id());
            bench.hand().remove();
        });
    }

    private boolean decide(java.util.function.Consumer<Doubtful> with) {
        Doubtful asked = current.get();
        if (asked == null || bench.active().get() != null) {
            return false;
        }
        if (bench.isWritable() && isStill(asked)) {
            with.accept(asked);
        }
        return true;
    }

    /// A click on or near the object in question corrects it.
    ///
    /// @return whether the click was about it
    public boolean correct(double x, double y, boolean positive) {
        Doubtful asked = current.get();
        if (asked == null
                || bench.active().get() != null
                || !bench.isWritable()
                || (positive && !Place.isNear(asked.instance().mask(), x, y))) {
            return false;
        }
        bench.selected().set(asked.instance().id());
        bench.hand().click(x, y, positive, Belongs.ACTIVE);
        return true;
    }

    /// A small picture of an object with its outline, made in the background; called when a row comes into view.
    public void wantCrop(Doubtful object, java.util.function.Consumer<Thumbnail> then) {
        Project p = bench.project().get();
        if (p == null) {
            return;
        }
        boolean dark = bench.bright().get();
        int rgb = LabelColours.rgb(object.instance().colour(), dark);
        var rasters = sequence.rasters();
        errands.run(
                () -> Crops.of(
                        Picture.of(rasters.read(object.plane()), p.view()),
                        object.instance().mask(),
                        rgb),
                then,
                why -> {}); // a frame that cannot be read is said when it is shown
    }

    /// @return whether the reply was to a question of the queue or of a comparison
    boolean replied(Reply reply) {
        if (comparison.replied(reply)) {
            return true;
        }
        Plane known = asking.replied(reply);
        if (known != null) {
            refresh();
        }
        return known != null;
    }
}
