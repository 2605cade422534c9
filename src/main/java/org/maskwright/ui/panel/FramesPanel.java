package org.maskwright.ui.panel;

import javafx.beans.binding.Bindings;
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
    private boolean rail;
    private boolean following;

    public FramesPanel(Workbench bench) {
        this.bench = bench;
        getStyleClass().addAll("panel", "left-panel", "frames-panel");
        list = new ListView<>(bench.frames());
        list.setId("frames");
        list.getStyleClass().add("frames-list");
        list.setAccessibleText(Words.of("ui.frames.title"));
        list.setCellFactory(l -> new FrameCell(bench, () -> rail));
        list.setFixedCellSize(ROW);
        VBox.setVgrow(list, Priority.ALWAYS);
        list.getSelectionModel().selectedIndexProperty().addListener((o, was, is) -> chosen(is.intValue()));
        bench.plane().addListener((o, was, is) -> follow(is));

        head = Faces.apart(
                Faces.text(Words.of("ui.frames.title"), "semibold"),
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

    private void chosen(int index) {
        if (!following && index >= 0) {
            bench.goTo(index);
        }
    }

    /// The frame in view scrolls into the strip, never the other way round.
    private void follow(@Nullable Plane plane) {
        if (plane == null || plane.frame() >= bench.frames().size()) {
            return;
        }
        following = true;
        list.getSelectionModel().select(plane.frame());
        following = false;
        int rows = (int) (list.getHeight() / list.getFixedCellSize());
        list.scrollTo(Math.max(0, plane.frame() - Math.max(1, rows * 2 / 3)));
    }
}
