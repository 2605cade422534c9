package org.maskwright.ui.panel;

import java.util.Comparator;
import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.transformation.SortedList;
import javafx.geometry.Pos;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.maskwright.Words;
import org.maskwright.project.Plane;
import org.maskwright.ui.model.Folds;
import org.maskwright.ui.model.FrameItem;
import org.maskwright.ui.model.Workbench;

/// The strip of frames on the left: thumbnail, number, objects and state of each, and how many are complete. Narrow
/// windows fold it to a rail.
public final class FramesPanel extends VBox {
    static final double ROW = 62;
    static final double RAIL_ROW = 72;

    private final Workbench bench;
    private final ListView<FrameItem> list;
    private final HBox head;
    private final VBox foot;
    private final SortedList<FrameItem> sorted;
    private final BooleanProperty byGain = new SimpleBooleanProperty();
    private boolean rail;
    private boolean following;

    public FramesPanel(Workbench bench) {
        this.bench = bench;
        getStyleClass().addAll("left-panel", "frames-panel");
        sorted = new SortedList<>(bench.frames());
        list = new ListView<>(sorted);
        list.setId("frames");
        list.getStyleClass().add("frames-list");
        list.setAccessibleText(Words.of("ui.frames.title"));
        list.setCellFactory(l -> new FrameCell(bench, () -> rail, byGain::get));
        list.setFixedCellSize(ROW);
        VBox.setVgrow(list, Priority.ALWAYS);
        list.getSelectionModel().selectedItemProperty().addListener((o, was, is) -> chosen(is));
        byGain.addListener(o -> sort());
        var sorting = new Unhurried(this::sort);
        InvalidationListener regained = o -> {
            if (byGain.get()) {
                sorting.soon();
            }
        };
        bench.review().looked().addListener(regained);
        bench.review().queue().addListener(regained);
        bench.plane().addListener((o, was, is) -> follow(is));

        head = Faces.apart(
                Faces.choice(
                        Words.of("ui.review.sort"),
                        byGain,
                        Words.of("ui.review.sort.number"),
                        Words.of("ui.review.sort.gain")),
                Faces.number(Bindings.size(bench.frames()).asString(), "subtle"));
        head.getStyleClass().add("frames-head");
        foot = foot();
        getChildren().addAll(head, list, foot);
        bench.folds().addListener((o, was, is) -> fold(is));
        fold(bench.folds().get());
        follow(bench.plane().get());
    }

    private VBox foot() {
        var bar = new ProgressBar();
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.progressProperty()
                .bind(Bindings.createDoubleBinding(
                        () -> bench.frames().isEmpty()
                                ? 0
                                : (double) bench.framesComplete().get()
                                        / bench.frames().size(),
                        bench.framesComplete(),
                        bench.frames()));
        var count = Faces.number(Bindings.createStringBinding(
                () -> Words.of(
                        "ui.frames.of",
                        bench.framesComplete().get(),
                        bench.frames().size()),
                bench.framesComplete(),
                bench.frames()));
        bar.accessibleTextProperty().bind(Bindings.concat(Words.of("ui.frames.complete"), " ", count.textProperty()));
        var box = new VBox(6, Faces.apart(Faces.text(Words.of("ui.frames.complete"), "muted"), count), bar);
        box.getStyleClass().add("frames-foot");
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private void fold(Folds folds) {
        if (rail != folds.rail()) {
            rail = folds.rail();
            Faces.show(head, !rail);
            Faces.show(foot, !rail);
            Faces.toggle(this, "rail", rail);
            list.setFixedCellSize(rail ? RAIL_ROW : ROW);
            list.refresh();
        }
    }

    private void chosen(@Nullable FrameItem item) {
        if (!following && item != null) {
            bench.goTo(item.entry().index());
        }
    }

    /// By number, or what labelling would bring most first.
    private void sort() {
        following = true;
        sorted.setComparator(byGain.get() ? Comparator.comparingDouble(FramesPanel::gain) : null);
        list.refresh();
        following = false;
        if (bench.plane().get() != null) {
            select(bench.plane().get().frame());
        }
    }

    private static double gain(FrameItem item) {
        return item.gain().get() == null ? 0 : -item.gain().get().objects();
    }

    private int select(int frame) {
        following = true;
        int at = sorted.getViewIndex(frame);
        list.getSelectionModel().select(at);
        following = false;
        return at;
    }

    /// The frame in view scrolls into the strip, never the other way round.
    private void follow(@Nullable Plane plane) {
        if (plane == null || plane.frame() >= bench.frames().size()) {
            return;
        }
        int at = select(plane.frame());
        int rows = (int) (list.getHeight() / list.getFixedCellSize());
        list.scrollTo(Math.max(0, at - Math.max(1, rows * 2 / 3)));
    }
}
