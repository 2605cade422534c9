package org.maskwright.ui.panel;

import java.util.ArrayList;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.carbonicons.CarbonIcons;
import org.maskwright.Words;
import org.maskwright.auto.doubt.Part;
import org.maskwright.label.InstanceId;
import org.maskwright.ui.model.DoubtWords;
import org.maskwright.ui.model.Doubtful;
import org.maskwright.ui.model.Numbers;
import org.maskwright.ui.model.Workbench;

/// Why the chosen object stands in the queue of doubt: each reason in a sentence, with its numbers.
final class DoubtPane extends VBox {
    private final Workbench bench;
    private final Label doubt = Faces.number("", "warn-text");
    private final VBox reasons = new VBox(6);

    DoubtPane(Workbench bench) {
        this.bench = bench;
        getStyleClass().addAll("section", "doubt-pane");
        getChildren().addAll(Faces.apart(Faces.text(Words.of("ui.review.why"), "semibold"), doubt), reasons);
        bench.selected().addListener(o -> refresh());
        bench.review().current().addListener(o -> refresh());
        bench.review().queue().addListener((ListChangeListener<Doubtful>) c -> refresh());
        refresh();
    }

    private void refresh() {
        Doubtful object = chosen();
        Faces.show(this, object != null);
        if (object == null) {
            return;
        }
        doubt.setText(Numbers.percent(object.doubt().value()));
        doubt.setAccessibleText(Words.of("ui.review.doubt") + " " + doubt.getText());
        var out = new ArrayList<Node>();
        for (Part part : object.doubt().reasons()) {
            Label words = Faces.prose(DoubtWords.sentence(part, object.evidence()));
            HBox.setHgrow(words, Priority.ALWAYS);
            var line = new HBox(8, Faces.icon(CarbonIcons.WARNING_ALT, "icon-warn"), words);
            line.setAlignment(Pos.TOP_LEFT);
            out.add(line);
        }
        reasons.getChildren().setAll(out);
    }

    private @Nullable Doubtful chosen() {
        Doubtful asked = bench.review().current().get();
        if (asked != null) {
            return asked;
        }
        InstanceId id = bench.selected().get();
        return id == null
                ? null
                : bench.review().queue().stream()
                        .filter(d -> d.instance().id().equals(id)
                                && d.plane().equals(bench.plane().get()))
                        .findFirst()
                        .orElse(null);
    }
}
