package org.maskwright.ui.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.maskwright.image.ImageStack;
import org.maskwright.label.Instance;
import org.maskwright.label.Labels;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;
import org.maskwright.project.View;

/// The frames of the open project: which one is in view, its pixels, the state and the thumbnail of each. Pixels come
/// from the background; a picture that was left before it came is not shown.
final class Sequence {
    private final Errands errands;
    private final Notices notices;
    private final ObservableList<FrameItem> frames = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable Plane> plane = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable Picture> picture = new SimpleObjectProperty<>();
    private final IntegerProperty complete = new SimpleIntegerProperty();
    private final List<Runnable> afterPicture = new ArrayList<>();
    private boolean begun;
    private @Nullable Rasters rasters;
    private @Nullable Project seen;

    Sequence(Errands errands, Notices notices) {
        this.errands = errands;
        this.notices = notices;
    }

    ObservableList<FrameItem> frames() {
        return frames;
    }

    ObjectProperty<@Nullable Plane> plane() {
        return plane;
    }

    ObjectProperty<@Nullable Picture> picture() {
        return picture;
    }

    IntegerProperty complete() {
        return complete;
    }

    void open(Rasters opened, Project project) {
        rasters = opened;
        seen = null;
        frames.setAll(project.frames().stream().map(FrameItem::new).toList());
        refresh(project);
    }

    void close() {
        rasters = null;
        plane.set(null);
        picture.set(null);
        afterPicture.clear();
        begun = false;
        frames.clear();
        complete.set(0);
    }

    @Nullable
    ImageStack images() {
        return rasters == null ? null : rasters.images();
    }

    Rasters rasters() {
        return Objects.requireNonNull(rasters);
    }

    void show(Plane next, View view) {
        Rasters from = rasters;
        if (from == null || next.equals(plane.get())) {
            return;
        }
        plane.set(next);
        errands.run(
                () -> Picture.of(from.read(next), view),
                shown -> {
                    if (from == rasters && next.equals(plane.get())) {
                        picture.set(shown);
                        notices.solved("picture");
                        goOn();
                    }
                },
                why -> {
                    if (from == rasters && next.equals(plane.get())) {
                        notices.show("picture", why);
                        goOn();
                    }
                });
    }

    private void goOn() {
        begun = true;
        List.copyOf(afterPicture).forEach(Runnable::run);
        afterPicture.clear();
    }

    /// Brings states and counts up to the project, of those frames alone that differ.
    void refresh(Project project) {
        Project before = seen;
        seen = project;
        for (FrameItem item : frames) {
            int frame = item.entry().index();
            if (before != null && isAlike(before, project, frame)) {
                continue;
            }
            int accepted = 0;
            for (int z = 0; z < project.depth(); z++) {
                Labels labels = project.planes().get(new Plane(frame, z));
                if (labels != null) {
                    accepted += (int) labels.instances().stream()
                            .filter(Instance::isAccepted)
                            .count();
                }
            }
            item.set(
                    project.isComplete(frame)
                            ? FrameItem.State.COMPLETE
                            : accepted > 0 ? FrameItem.State.IN_WORK : FrameItem.State.UNTOUCHED,
                    accepted);
        }
        complete.set(project.complete().size());
    }

    private static boolean isAlike(Project a, Project b, int frame) {
        boolean alike = a.isComplete(frame) == b.isComplete(frame);
        for (int z = 0; alike && z < b.depth(); z++) {
            Plane plane = new Plane(frame, z);
            alike = Objects.equals(a.planes().get(plane), b.planes().get(plane));
        }
        return alike;
    }

    /// Has the thumbnail of a frame made, once, and not before the first picture is in view. A frame that
    /// cannot be read has none; why is said when it is shown.
    void wantThumbnail(FrameItem item, Project project, IntUnaryOperator colours) {
        Rasters from = rasters;
        if (from == null || !item.askForThumbnail()) {
            return;
        }
        Runnable make = () -> makeThumbnail(from, item, project, colours);
        if (!begun) {
            afterPicture.add(make);
        } else {
            make.run();
        }
    }

    private void makeThumbnail(Rasters from, FrameItem item, Project project, IntUnaryOperator colours) {
        Plane of = new Plane(item.entry().index(), project.depth() / 2);
        errands.run(
                () -> Thumbnail.of(Picture.of(from.read(of), project.view()), project.labels(of), colours),
                made -> {
                    if (from == rasters) {
                        item.set(made);
                    }
                },
                why -> {});
    }

    /// The frames that are not embedded any more, because window, channel or model changed.
    void forgetEmbeddings() {
        frames.forEach(f -> f.set(FrameItem.Embedding.NONE));
    }

    /// These frames, and no others, are embedded.
    void hold(Set<Integer> embedded) {
        for (FrameItem f : frames) {
            if (embedded.contains(f.entry().index())) {
                f.set(FrameItem.Embedding.READY);
            } else if (f.embedding().get() == FrameItem.Embedding.READY) {
                f.set(FrameItem.Embedding.NONE);
            }
        }
    }

    List<FrameItem> at(int frame) {
        return frame >= 0 && frame < frames.size() ? List.of(frames.get(frame)) : List.of();
    }
}
