package org.maskwright.ui.panel;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.maskwright.Words;
import org.maskwright.ui.model.Folds;
import org.maskwright.ui.model.Workbench;

/// The left column: the frames, or the queue of doubt with the number that waits in it. On a rail the queue is seen
/// while somebody walks it.
public final class SidePanel extends VBox {
    private static final double REVIEW_WIDTH = 220;

    private final Workbench bench;
    private final ToggleButton frames = new ToggleButton(Words.of("ui.review.frames"));
    private final ToggleButton review = new ToggleButton(Words.of("ui.review.title"));
    private final HBox segments;

    public SidePanel(Workbench bench, FramesPanel strip, ReviewPanel queue) {
        this.bench = bench;
        getStyleClass().addAll("panel", "side-panel");
        frames.setId("side-frames");
        review.setId("side-review");
        Label badge = Faces.number("", "badge");
        badge.textProperty().bind(Bindings.size(bench.review().queue()).asString());
        review.graphicProperty()
                .bind(Bindings.when(Bindings.isNotEmpty(bench.review().queue()))
                        .then(badge)
                        .otherwise((Label) null));
        review.setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
        segments = Faces.segments(Words.of("ui.review.queue"), List.of(frames, review));
        for (ToggleButton wide : List.of(frames, review)) {
            wide.setPrefWidth(USE_COMPUTED_SIZE); // the count needs room
        }
        VBox.setMargin(segments, new Insets(0, 12, 0, 12));
        frames.setSelected(true);
        var body = new StackPane(strip);
        VBox.setVgrow(body, Priority.ALWAYS);
        body.setMinHeight(0);
        getChildren().addAll(segments, body);
        strip.visibleProperty().bind(review.selectedProperty().not());
        queue.visibleProperty().bind(review.selectedProperty());
        // What is not in view would be laid out at each change, in the time of a click.
        review.selectedProperty().addListener((o, was, is) -> body.getChildren().setAll(is ? queue : strip));
        bench.folds().addListener((o, was, is) -> fold(is));
        bench.review().current().addListener((o, was, is) -> {
            if (bench.folds().get().rail()) {
                (is == null ? frames : review).setSelected(true);
            }
        });
        review.selectedProperty().addListener(o -> widen());
        fold(bench.folds().get());
    }

    /// The queue comes to the front.
    public void showReview() {
        if (!bench.folds().get().rail()) {
            review.setSelected(true);
        }
    }

    private void fold(Folds folds) {
        Faces.show(segments, !folds.rail());
        if (folds.rail()) {
            (bench.review().current().get() == null ? frames : review).setSelected(true);
        }
        widen();
    }

    private void widen() {
        setMinWidth(review.isSelected() && !bench.folds().get().rail() ? REVIEW_WIDTH : 0);
        if (getParent() != null) {
            getParent().requestLayout();
        }
    }
}
