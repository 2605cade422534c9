package org.maskwright.ui;

import java.util.HashMap;
import java.util.Map;
import javafx.animation.PauseTransition;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.maskwright.Words;
import org.maskwright.ui.model.Numbers;
import org.maskwright.ui.model.Work;
import org.maskwright.ui.model.Works;

/// Long work under way, each with how far it is, the time that remains and Cancel. A work shows after 300 ms, so that
/// short ones do not flash.
final class WorkCards extends VBox {
    private static final Duration PATIENCE = Duration.millis(300);

    private final Map<Work, Node> cards = new HashMap<>();

    WorkCards(Works works) {
        setSpacing(8);
        setPickOnBounds(false);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        works.running().addListener((ListChangeListener<Work>) change -> {
            while (change.next()) {
                change.getRemoved().forEach(this::drop);
                change.getAddedSubList().forEach(work -> {
                    var patience = new PauseTransition(PATIENCE);
                    patience.setOnFinished(e -> {
                        if (works.running().contains(work)) {
                            getChildren().add(cards.computeIfAbsent(work, WorkCards::card));
                        }
                    });
                    patience.play();
                });
            }
        });
    }

    private void drop(Work work) {
        getChildren().remove(cards.remove(work));
    }

    private static Node card(Work work) {
        var words = new Label(work.words());
        var bar = new ProgressBar();
        bar.setPrefWidth(180);
        bar.progressProperty()
                .bind(Bindings.createDoubleBinding(
                        () -> Double.isNaN(work.done().get())
                                ? ProgressBar.INDETERMINATE_PROGRESS
                                : work.done().get(),
                        work.done()));
        var remaining = new Label();
        remaining.getStyleClass().add("caption");
        remaining
                .textProperty()
                .bind(Bindings.createStringBinding(
                        () -> work.remaining()
                                .map(left -> Words.of("ui.shell.remaining", Numbers.time(left)))
                                .orElse(""),
                        work.done()));
        var cancel = new Button(Words.of("ui.shell.cancel"));
        cancel.getStyleClass().add("compact");
        cancel.setOnAction(e -> {
            cancel.setDisable(true);
            work.cancel();
        });
        var card = new HBox(new VBox(4, words, bar, remaining), cancel);
        card.getStyleClass().add("work");
        card.setAlignment(Pos.CENTER_LEFT);
        return card;
    }
}
