package org.maskwright.ui.panel;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.IntegerBinding;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.maskwright.Words;
import org.maskwright.ui.model.Doubtful;
import org.maskwright.ui.model.Review;
import org.maskwright.ui.model.Workbench;

/// The queue of doubt: each object with a picture, the reason in words and its predicted IoU; how many were decided.
public final class ReviewPanel extends VBox {
    private static final double ROW = 66;

    private final Review review;
    private final ListView<Doubtful> list;
    private boolean following;

    public ReviewPanel(Workbench bench) {
        review = bench.review();
        getStyleClass().addAll("left-panel", "review-panel");
        list = new ListView<>(review.queue());
        list.setId("review");
        list.getStyleClass().add("frames-list");
        list.setAccessibleText(Words.of("ui.review.queue"));
        list.setCellFactory(l -> new ReviewCell(bench));
        list.setFixedCellSize(ROW);
        list.getSelectionModel().selectedItemProperty().addListener((o, was, is) -> {
            if (!following && is != null && !is.equals(review.current().get())) {
                review.go(is);
            }
        });
        review.current().addListener(o -> follow());
        review.queue().addListener((ListChangeListener<Doubtful>) c -> follow());

        Label nothing = Faces.prose("", "muted");
        nothing.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> Words.of("ui.review.nothing") + " "
                                + Words.of(
                                        "ui.review.nothing.looked",
                                        review.looked().get()),
                        review.looked()));
        var empty = new VBox(nothing);
        empty.getStyleClass().add("empty-state");
        empty.visibleProperty().bind(Bindings.isEmpty(review.queue()));
        var middle = new StackPane(list, empty);
        VBox.setVgrow(middle, Priority.ALWAYS);
        HBox head = Faces.apart(order(), Faces.text(Words.of("ui.objects.iou"), "caption"));
        head.getStyleClass().add("frames-head");
        VBox foot = foot();
        getChildren().addAll(head, middle, foot);
        bench.folds().addListener((o, was, is) -> {
            Faces.show(head, !is.rail());
            Faces.show(foot, !is.rail());
        });
        Faces.show(head, !bench.folds().get().rail());
        Faces.show(foot, !bench.folds().get().rail());
    }

    private MenuButton order() {
        return Faces.choice(
                Words.of("ui.review.sort"),
                review.byFrame(),
                Words.of("ui.review.by-doubt"),
                Words.of("ui.review.by-frame"));
    }

    private VBox foot() {
        var bar = new ProgressBar();
        bar.setMaxWidth(Double.MAX_VALUE);
        IntegerBinding all = Bindings.createIntegerBinding(
                () -> review.queue().size() + review.decided().get(), review.queue(), review.decided());
        bar.progressProperty()
                .bind(Bindings.createDoubleBinding(
                        () -> all.get() == 0 ? 0.0 : (double) review.decided().get() / all.get(),
                        review.decided(),
                        all));
        Label count = Faces.number(Bindings.createStringBinding(
                () -> Words.of("ui.review.of", review.decided().get(), all.get()), review.decided(), all));
        bar.accessibleTextProperty().bind(Bindings.concat(Words.of("ui.review.all"), " ", count.textProperty()));
        var box = new VBox(6, Faces.apart(Faces.text(Words.of("ui.review.all"), "muted"), count), bar);
        box.getStyleClass().add("frames-foot");
        return box;
    }

    private void follow() {
        following = true;
        Doubtful asked = review.current().get();
        int at = -1;
        for (int i = 0; i < review.queue().size() && asked != null; i++) {
            Doubtful d = review.queue().get(i);
            if (d.plane().equals(asked.plane())
                    && d.instance().id().equals(asked.instance().id())) {
                at = i;
            }
        }
        if (at < 0) {
            list.getSelectionModel().clearSelection();
        } else if (list.getSelectionModel().getSelectedIndex() != at) {
            list.getSelectionModel().clearAndSelect(at);
            list.scrollTo(Math.max(0, at - 2));
        }
        following = false;
    }
}
