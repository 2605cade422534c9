package org.maskwright.ui.panel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.maskwright.Words;
import org.maskwright.ui.model.TrainingCurves;

/// The curves of a training by command, a chart each, which grow while it runs and the tab is in front.
public final class TrainingPane extends VBox {
    private static final Duration AGAIN = Duration.seconds(5);

    private final TrainingCurves training;
    private final Label what = Faces.prose("", "caption");
    private final VBox charts = new VBox(10);

    /// @param seen whether the tab is in front
    /// @param choose asks for the weights that a training writes
    public TrainingPane(TrainingCurves training, ObservableValue<Boolean> seen, Supplier<Optional<Path>> choose) {
        this.training = training;
        getStyleClass().addAll("section", "training-pane");
        Button show =
                Faces.compact(Words.of("ui.training.choose"), () -> choose.get().ifPresent(training::follow));
        show.setId("show-training");
        getChildren().addAll(Faces.apart(Faces.text(Words.of("ui.training.title"), "semibold"), show), what, charts);
        var again = new Timeline(new KeyFrame(AGAIN, e -> training.look()));
        again.setCycleCount(Animation.INDEFINITE);
        seen.addListener((o, was, is) -> {
            if (is) {
                training.look();
                again.play();
            } else {
                again.stop();
            }
        });
        if (seen.getValue()) {
            again.play();
        }
        training.shown().addListener(o -> refresh());
        refresh();
    }

    private void refresh() {
        TrainingCurves.Shown shown = training.shown().get();
        what.setText(
                shown == null
                        ? Words.of("ui.training.none")
                        : Words.of("ui.training.what", shown.name(), shown.step()));
        List<Node> nodes = new ArrayList<>();
        if (shown != null) {
            for (TrainingCurves.Curve curve : shown.curves()) {
                var chart = new LearningCurve();
                chart.show(curve.points(), Double.NaN);
                chart.setAccessibleText(curve.name() + " " + chart.getAccessibleText());
                nodes.add(new VBox(2, Faces.text(curve.name(), "muted"), chart));
            }
        }
        charts.getChildren().setAll(nodes);
        Faces.show(charts, !nodes.isEmpty());
    }
}
