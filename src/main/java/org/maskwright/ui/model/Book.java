package org.maskwright.ui.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.maskwright.Words;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Labels;
import org.maskwright.project.Edit;
import org.maskwright.project.History;
import org.maskwright.project.OpenObject;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;
import org.maskwright.project.ProjectStore;
import org.maskwright.project.Saving;

/// The open project as the window sees it: every change goes to the store, and an object counts as accepted only when
/// the store says that it is on the disk.
final class Book {
    private final Executor ui;
    private final Notices notices;
    private final ObjectProperty<@Nullable Project> project = new SimpleObjectProperty<>();
    private final ObjectProperty<SaveState> saved = new SimpleObjectProperty<>(SaveState.NONE);
    private final BooleanProperty canUndo = new SimpleBooleanProperty();
    private final BooleanProperty canRedo = new SimpleBooleanProperty();
    private final ObservableList<HistoryItem> history = FXCollections.observableArrayList();
    private final LongProperty changes = new SimpleLongProperty();
    private final Map<Plane, Set<InstanceId>> unsaved = new HashMap<>();
    private @Nullable ProjectStore store;
    private History listed = History.NONE;

    Book(Executor ui, Notices notices) {
        this.ui = ui;
        this.notices = notices;
    }

    ObjectProperty<@Nullable Project> project() {
        return project;
    }

    ObjectProperty<SaveState> saved() {
        return saved;
    }

    BooleanProperty canUndo() {
        return canUndo;
    }

    BooleanProperty canRedo() {
        return canRedo;
    }

    ObservableList<HistoryItem> history() {
        return history;
    }

    /// Counts up whenever the labels may look different, also when only their durability changed.
    LongProperty changes() {
        return changes;
    }

    Optional<ProjectStore> store() {
        return Optional.ofNullable(store);
    }

    boolean isWritable() {
        return store != null && store.readOnly().isEmpty();
    }

    void open(ProjectStore opened) {
        store = opened;
        unsaved.clear();
        saved.set(opened.readOnly().isPresent() ? new SaveState(SaveState.Kind.READ_ONLY, null, 0) : SaveState.NONE);
        refresh();
    }

    void close() {
        store = null;
        unsaved.clear();
        history.clear();
        listed = History.NONE;
        canUndo.set(false);
        canRedo.set(false);
        saved.set(SaveState.NONE);
        project.set(null);
    }

    /// Puts a change into the project; `accepts` are the objects that are not shown as accepted before it is durable.
    /// `then` is called when it is.
    void write(
            Plane plane,
            List<Instance> accepts,
            Function<ProjectStore, CompletableFuture<Long>> change,
            Runnable then) {
        ProjectStore there = store;
        if (there == null || there.readOnly().isPresent()) {
            return;
        }
        Set<InstanceId> waiting = unsaved.computeIfAbsent(plane, p -> new TreeSet<>());
        accepts.forEach(i -> waiting.add(i.id()));
        var _ = change.apply(there).thenRunAsync(() -> durable(there, waiting, accepts, then), ui);
        refresh();
    }

    private void durable(ProjectStore where, Set<InstanceId> waiting, List<Instance> accepted, Runnable then) {
        accepted.forEach(i -> waiting.remove(i.id()));
        if (where == store) {
            refresh();
            then.run();
        }
    }

    void append(Plane plane, Edit edit) {
        write(plane, List.of(), s -> s.append(edit), () -> {});
    }

    /// Writes down the object in hand, so that a crash can offer it back.
    void keepOpen(Optional<OpenObject> object) {
        if (isWritable()
                && store != null
                && !(object.isEmpty() && store.openObject().isEmpty())) {
            var _ = store.keepOpen(object);
        }
    }

    /// The labels of a plane as they are to be shown: what is not durable yet is still a proposal.
    Labels labels(Plane plane) {
        Project p = project.get();
        if (p == null) {
            return Labels.empty(1, 1);
        }
        Labels labels = p.labels(plane);
        for (InstanceId id : unsaved.getOrDefault(plane, Set.of())) {
            labels = labels.find(id)
                    .map(i -> i.withState(Instance.State.PROPOSED))
                    .map(labels::with)
                    .orElse(labels);
        }
        return labels;
    }

    /// The objects of a plane that a person accepted and the disk refuses.
    Set<InstanceId> refused(Plane plane) {
        return saved.get().kind() == SaveState.Kind.NOT_SAVED
                ? Set.copyOf(unsaved.getOrDefault(plane, Set.of()))
                : Set.of();
    }

    void saving(Saving news) {
        ProjectStore there = store;
        if (there == null) {
            return;
        }
        SaveState before = saved.get();
        saved.set(
                switch (news) {
                    case Saving.Saved s -> new SaveState(SaveState.Kind.SAVED, s.when(), 0);
                    case Saving.Writing w -> new SaveState(SaveState.Kind.WRITING, before.at(), w.changes());
                    case Saving.Stuck s -> new SaveState(SaveState.Kind.NOT_SAVED, before.at(), s.changes());
                });
        if (news instanceof Saving.Stuck stuck) {
            var acts = new ArrayList<>(notices.folder(there.folder()));
            acts.add(new Notice.Act(Words.of("ui.banner.try-now"), true, there::tryNow));
            notices.show("saving", stuck.problem(), acts.toArray(Notice.Act[]::new));
        } else {
            notices.solved("saving");
        }
        if (before.kind() != saved.get().kind()) {
            changes.set(changes.get() + 1);
        }
    }

    /// What the store holds now becomes what the window shows.
    void refresh() {
        ProjectStore there = store;
        if (there == null) {
            return;
        }
        var past = there.history();
        canUndo.set(isWritable() && past.undoable().isPresent());
        canRedo.set(isWritable() && past.redoable().isPresent());
        list(past);
        project.set(there.project());
        changes.set(changes.get() + 1);
    }

    /// Brings the rows up to the history by those alone that differ, because a project has thousands. What is undone
    /// in both lies at the head of the list, what is done in both at its end.
    private void list(History past) {
        int head = past.sharedUndone(listed);
        int end = history.size() - past.sharedDone(listed);
        var rows = new ArrayList<HistoryItem>();
        past.firstUndone(past.undoneCount() - head).reversed().forEach(e -> rows.add(new HistoryItem(e, true)));
        past.lastDone(past.doneCount() - past.sharedDone(listed)).forEach(e -> rows.add(new HistoryItem(e, false)));
        if (rows.size() == end - head) {
            for (int i = 0; i < rows.size(); i++) {
                history.set(head + i, rows.get(i));
            }
        } else {
            history.remove(head, end);
            history.addAll(head, rows);
        }
        listed = past;
    }
}
