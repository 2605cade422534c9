package org.maskwright.ui.panel;

import javafx.beans.InvalidationListener;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.maskwright.Words;
import org.maskwright.ui.model.Learning;

/// The round of learning that runs, or the last one: its curve, its verdict as a chip and in a sentence.
final class RoundPane extends VBox {
    private final Learning learning;
    private final Label title = Faces.text("", "semibold");
    private final Label chip = Faces.text("", "chip");
    private final Label what = Faces.text("", "caption");
    private final LearningCurve curve = new LearningCurve();
    private final Label words = Faces.prose("", "muted");

    RoundPane(Learning learning) {
        this.learning = learning;
        getStyleClass().addAll("section", "round-pane");
        var head = new VBox(2, Faces.apart(title, chip), what);
        getChildren().addAll(head, curve, words);
        InvalidationListener changed = o -> refresh();
        learning.running().addListener(changed);
        learning.verdict().addListener(changed);
        learning.before().addListener(changed);
        learning.curve().addListener((ListChangeListener<Learning.Point>) c -> refresh());
        refresh();
    }

    private void refresh() {
        Learning.Verdict verdict = learning.verdict().get();
        boolean running = learning.running().get();
        Faces.show(this, running || verdict != null || !learning.curve().isEmpty());
        title.setText(verdict == null ? Words.of("ui.model.this-round") : Words.of("ui.model.round", verdict.round()));
        Faces.show(chip, verdict != null || running);
        chip.setText(Words.of(
                verdict == null
                        ? "ui.model.standing.running"
                        : verdict.kept() ? "ui.model.standing.kept" : "ui.model.standing.refused"));
        Faces.toggle(chip, "ok", verdict != null && verdict.kept());
        Faces.toggle(chip, "err", verdict != null && !verdict.kept());
        Faces.toggle(chip, "accent", verdict == null);
        what.setText(
                learning.ofSearch().get()
                        ? Words.of("ui.model.search.held-out")
                        : verdict == null || verdict.heldOut() == 0
                                ? Words.of("ui.model.held-out")
                                : Words.of("ui.model.held-out-of", verdict.heldOut()));
        curve.show(learning.curve(), verdict == null ? learning.before().get() : verdict.before());
        Faces.show(
                curve,
                !learning.curve().isEmpty() || !Double.isNaN(learning.before().get()));
        words.setText(verdict == null ? "" : verdict.words());
        Faces.show(words, !words.getText().isEmpty());
    }
}
