package org.maskwright.ui.model;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.maskwright.Words;
import org.maskwright.image.Contrast;
import org.maskwright.image.ImageStack;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.LabelColours;
import org.maskwright.label.Labels;
import org.maskwright.label.MaskOptions;
import org.maskwright.project.Edit;
import org.maskwright.project.OpenObject;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;
import org.maskwright.project.ProjectStore;
import org.maskwright.project.Saving;
import org.maskwright.project.View;
import org.maskwright.worker.Reply;
import org.maskwright.worker.Worker;

/// The bench on which one project lies: what is open, shown, chosen and under way, as observable values, and the verbs
/// that panels, canvas and keys call. One thread, given as `ui`; every verb returns at once, and what takes time comes
/// back through the same executor.
public final class Workbench implements AutoCloseable {
    private static final List<String> ABOUT_PROJECT =
            List.of("opened", "read-only", "saving", "picture", "kept", "click", "embedding", "complete", "split");

    private final Errands errands;
    private final InstantSource clock;
    private final ZoneId zone;
    private final Notices notices = new Notices();
    private final DisplaySettings display = new DisplaySettings();
    private final Learning learning = new Learning();
    private final Book book;
    private final Sequence sequence;
    private final Machine machine;
    private final Hand hand;
    private final Drawing drawing;
    private final Proposals proposals;
    private final Review review;
    private final Viewing viewing;
    private final Works works;
    private final ObjectProperty<Labels> labels = new SimpleObjectProperty<>(Labels.empty(1, 1));
    private final ObjectProperty<Set<InstanceId>> unsaved = new SimpleObjectProperty<>(Set.of());
    private final ObjectProperty<@Nullable InstanceId> selected = new SimpleObjectProperty<>();
    private final ObjectProperty<Tool> tool = new SimpleObjectProperty<>(Tool.POINT);
    private final DoubleProperty brushRadius = new SimpleDoubleProperty(8);
    private final ObjectProperty<MaskOptions> options = new SimpleObjectProperty<>(MaskOptions.DEFAULT);
    private final ObjectProperty<Folds> folds = new SimpleObjectProperty<>(Folds.at(1280, 800));
    private final BooleanProperty autoAccept = new SimpleBooleanProperty(true);
    private final BooleanProperty hoverPreview = new SimpleBooleanProperty(true);

    /// @param ui runs tasks on the thread that owns this bench, in order
    /// @param background runs tasks elsewhere, several at a time
    /// @param workers makes the worker, given where its replies go
    public Workbench(
            Executor ui,
            Executor background,
            InstantSource clock,
            ZoneId zone,
            Function<Consumer<Reply>, Worker> workers) {
        errands = new Errands(ui, background);
        works = new Works(errands, clock, notices);
        this.clock = clock;
        this.zone = zone;
        book = new Book(ui, notices);
        sequence = new Sequence(errands, notices);
        machine = new Machine(workers.apply(this::replied), sequence, notices);
        hand = new Hand(machine.worker(), new Surface(this), errands, System::nanoTime);
        drawing = new Drawing(this, hand, book);
        proposals = new Proposals(this, book, errands);
        review = new Review(this, book, sequence, errands);
        viewing = new Viewing(this, book, sequence);
        book.project().addListener((o, was, is) -> refresh());
        book.changes().addListener((o, was, is) -> refresh());
        sequence.plane().addListener((o, was, is) -> refresh());
        sequence.picture().addListener((o, was, is) -> viewing.look(is));
        options.addListener((o, was, is) -> hand.refinish());
    }

    public Notices notices() {
        return notices;
    }

    public DisplaySettings display() {
        return display;
    }

    public Learning learning() {
        return learning;
    }

    /// Long work under way, with its progress and Cancel.
    public Works works() {
        return works;
    }

    /// What the window has room for.
    public ObjectProperty<Folds> folds() {
        return folds;
    }

    /// Device, model, embeddings and the last click's time.
    public Machine machine() {
        return machine;
    }

    /// Null while nothing is open.
    public ReadOnlyObjectProperty<@Nullable Project> project() {
        return book.project();
    }

    public ObservableList<FrameItem> frames() {
        return sequence.frames();
    }

    /// The plane in view, null while nothing is open.
    public ReadOnlyObjectProperty<@Nullable Plane> plane() {
        return sequence.plane();
    }

    /// Its pixels, null until they are decoded.
    public ReadOnlyObjectProperty<@Nullable Picture> picture() {
        return sequence.picture();
    }

    public ReadOnlyIntegerProperty framesComplete() {
        return sequence.complete();
    }

    /// The objects of the plane in view. One whose acceptance is not durable yet is still a proposal here.
    public ReadOnlyObjectProperty<Labels> labels() {
        return labels;
    }

    /// Those among them that a person accepted and the disk refuses: they are tried again, and not safe yet.
    public ReadOnlyObjectProperty<Set<InstanceId>> unsaved() {
        return unsaved;
    }

    /// The object in the hand, null when it is empty.
    public ReadOnlyObjectProperty<@Nullable ActiveObject> active() {
        return hand.active();
    }

    /// What a click under the pointer would give.
    public ReadOnlyObjectProperty<@Nullable Preview> preview() {
        return hand.preview();
    }

    /// The chosen object of the plane in view.
    public ObjectProperty<@Nullable InstanceId> selected() {
        return selected;
    }

    public ObjectProperty<Tool> tool() {
        return tool;
    }

    /// Of brush and eraser, in image pixels.
    public DoubleProperty brushRadius() {
        return brushRadius;
    }

    /// What is done to the network's masks; its effect on the object in hand is [ActiveObject#effects()].
    public ObjectProperty<MaskOptions> maskOptions() {
        return options;
    }

    /// The window in which the plane in view is shown. A panel may set it while a handle is dragged; [#keepContrast]
    /// makes it the project's, and the network's.
    public ObjectProperty<@Nullable Contrast> contrast() {
        return viewing.contrast();
    }

    /// True for bright pictures, whose labels take the darker palette.
    public ReadOnlyBooleanProperty bright() {
        return viewing.bright();
    }

    /// Whether a click on another cell accepts the one in hand.
    public BooleanProperty autoAccept() {
        return autoAccept;
    }

    /// Whether what a click would take is shown under the pointer.
    public BooleanProperty hoverPreview() {
        return hoverPreview;
    }

    public ReadOnlyObjectProperty<SaveState> saved() {
        return book.saved();
    }

    public ReadOnlyBooleanProperty canUndo() {
        return book.canUndo();
    }

    public ReadOnlyBooleanProperty canRedo() {
        return book.canRedo();
    }

    /// Newest first.
    public ObservableList<HistoryItem> history() {
        return book.history();
    }

    /// The images of the open project, null while nothing is open.
    public @Nullable ImageStack images() {
        return sequence.images();
    }

    public Optional<ProjectStore> store() {
        return book.store();
    }

    /// False while nothing is open and in a window that may only look.
    public boolean isWritable() {
        return book.isWritable();
    }

    /// Puts a project on the bench in place of the one that lies there, which is closed.
    public void open(OpenProject opened) {
        closeProject();
        book.open(opened.store());
        Project p = opened.store().project();
        sequence.open(new Rasters(opened.images()), p);
        machine.open(p, sequence.rasters());
        if (!opened.note().isEmpty()) {
            notices.show(Notice.fact("opened", Words.of("ui.banner.opened.title", p.name()), opened.note()));
        }
        opened.store()
                .readOnly()
                .ifPresent(why -> notices.show(new Notice(
                        "read-only",
                        Notice.Level.WARNING,
                        why.title(),
                        (why.what() + " " + why.todo()).strip(),
                        List.of(),
                        true,
                        "")));
        viewing.contrast().set(p.view().contrast());
        Optional<OpenObject> kept = opened.store().openObject();
        show(kept.map(OpenObject::plane).orElse(new Plane(p.firstUnfinished(), p.depth() / 2)));
        kept.ifPresent(drawing::offerBack);
    }

    /// Puts the project away: the object in hand is kept for the next time, everything else is durable or said not to
    /// be. Writing what is left takes place in the background.
    public void closeProject() {
        putAway()
                .ifPresent(leaving -> errands.run(
                        () -> {
                            leaving.close();
                            return leaving;
                        },
                        closed -> {},
                        why -> notices.show("closing", why)));
    }

    private Optional<ProjectStore> putAway() {
        Optional<ProjectStore> leaving = book.store();
        if (leaving.isPresent()) {
            hand.drop();
            machine.closeSequence();
            book.close();
            sequence.close();
            selected.set(null);
            labels.set(Labels.empty(1, 1));
            learning.forget();
            ABOUT_PROJECT.forEach(notices::solved);
        }
        return leaving;
    }

    /// Goes to a frame; the object in hand is accepted first.
    public void goTo(int frame) {
        Plane at = plane().get();
        if (at != null) {
            goTo(new Plane(Math.clamp(frame, 0, frames().size() - 1), at.z()));
        }
    }

    public void goTo(Plane plane) {
        if (!plane.equals(plane().get())) {
            hand.intend(new Intent.Leave(() -> show(plane)));
        }
    }

    public void step(int frames) {
        Plane at = plane().get();
        if (at != null) {
            goTo(at.frame() + frames);
        }
    }

    public void slice(int slices) {
        Plane at = plane().get();
        Project p = project().get();
        if (at != null && p != null) {
            goTo(new Plane(at.frame(), Math.clamp(at.z() + slices, 0, p.depth() - 1)));
        }
    }

    private void show(Plane plane) {
        Plane was = plane().get();
        hand.hoverEnd();
        selected.set(null);
        sequence.show(plane, Objects.requireNonNull(project().get()).view());
        machine.show(plane);
        if (was != null) {
            sequence.at(was.frame()).forEach(this::renewThumbnail);
        }
    }

    void renewThumbnail(FrameItem item) {
        item.forgetThumbnail();
        wantThumbnail(item);
    }

    /// Has the thumbnail of a frame made; called by the strip when the frame comes into view.
    public void wantThumbnail(FrameItem item) {
        Project p = project().get();
        if (p != null) {
            boolean dark = viewing.bright().get();
            sequence.wantThumbnail(item, p, slot -> LabelColours.rgb(slot, dark));
        }
    }

    /// What the hand does on the canvas, and with the object in it.
    public Drawing hand() {
        return drawing;
    }

    /// What the network proposes for a frame.
    public Proposals proposals() {
        return proposals;
    }

    /// The queue of doubt.
    public Review review() {
        return review;
    }

    /// Does something once the object in hand is accepted.
    void intendLeave(Runnable then) {
        hand.intend(new Intent.Leave(then));
    }

    public void undo() {
        if (active().get() != null) {
            drawing.takeBack();
        } else if (canUndo().get()) {
            write(s -> s.undo());
        }
    }

    public void redo() {
        if (canRedo().get()) {
            write(s -> s.redo());
        }
    }

    /// Back (or forward) to the state after an entry of the history.
    public void goTo(HistoryItem item) {
        hand.intend(new Intent.Leave(() -> write(s -> s.goTo(item.entry()))));
    }

    /// Ctrl+S: there is nothing to save; says since when everything is safe.
    public void saySaved() {
        notices.show(saved().get().said(zone));
    }

    private void write(Function<ProjectStore, CompletableFuture<Long>> change) {
        Plane at = plane().get();
        if (at != null) {
            book.write(at, List.of(), change, () -> {});
        }
    }

    /// Marks the frame in view complete, or not. Refused while an object is open.
    public void toggleComplete() {
        Plane at = plane().get();
        Project p = project().get();
        if (at == null || p == null || !isWritable()) {
            return;
        }
        if (!hand.isResting()) {
            notices.show(
                    Notice.fact("complete", Words.of("ui.banner.complete.title"), Words.of("ui.banner.complete.what")));
            return;
        }
        book.append(at, new Edit.SetComplete(at.frame(), !p.isComplete(at.frame())));
    }

    /// Makes the window that is shown the project's: the network sees it too, and embeddings are made again.
    public void keepContrast() {
        viewing.keepContrast();
    }

    /// Changes the channel, the contrast window or the pixel size of the project.
    public void setView(UnaryOperator<View> change) {
        viewing.set(change);
    }

    /// Makes an edit that was worked out elsewhere.
    ///
    /// @throws IllegalArgumentException when it does not fit the project as it is now
    public void edit(Edit edit) {
        Plane at = plane().get();
        if (at != null) {
            book.append(at, edit);
        }
    }

    /// Told by the store how far the disk has come, on any thread.
    public void saving(Saving news) {
        errands.ui().execute(() -> book.saving(news));
    }

    /// The store was changed by somebody else: a version of the model came or was taken into use.
    public void reread() {
        book.refresh();
    }

    private void replied(Reply reply) {
        if (proposals.replied(reply) || review.replied(reply)) {
            return;
        }
        if (reply instanceof Reply.Progress p) {
            learning.progressed(p.done());
        }
        hand.replied(reply);
        machine.replied(reply);
    }

    private void refresh() {
        Project p = project().get();
        Plane at = plane().get();
        if (p == null || at == null) {
            return;
        }
        unsaved.set(book.refused(at));
        labels.set(book.labels(at));
        InstanceId chosen = selected.get();
        if (chosen != null && labels.get().find(chosen).isEmpty()) {
            selected.set(null);
        }
        sequence.refresh(p);
        review.mark();
    }

    /// The chosen object of the plane in view.
    public Optional<Instance> selectedInstance() {
        return Optional.ofNullable(selected.get()).flatMap(id -> labels.get().find(id));
    }

    InstantSource clock() {
        return clock;
    }

    Book book() {
        return book;
    }

    /// Puts the project away and ends the worker. Waits for the disk and for the tensor thread: when the window is
    /// gone.
    ///
    /// @throws org.maskwright.Problem when something could not be saved
    @Override
    public void close() {
        try {
            putAway().ifPresent(ProjectStore::close);
        } finally {
            machine.worker().close();
        }
    }
}
