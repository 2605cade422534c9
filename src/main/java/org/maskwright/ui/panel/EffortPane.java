package org.maskwright.ui.panel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.VBox;
import org.maskwright.Words;
import org.maskwright.ui.model.EffortWords;
import org.maskwright.ui.model.WhatItGave;
import org.maskwright.ui.model.Workbench;

/// What learning gave: clicks and seconds an object over time, by frame and by version, and the same in
/// words. Looked up while it is seen.
public final class EffortPane extends VBox {
    private final WhatItGave gave;
    private final EffortChart chart = new EffortChart();
    private final Label words = Faces.prose("");
    private final Button csv;
    private WhatItGave.By by = WhatItGave.By.TIME;

    /// @param seen whether the tab is in front
    /// @param save asks for a file to write, given the project's folder
    public EffortPane(
            Workbench bench, WhatItGave gave, ObservableValue<Boolean> seen, Function<Path, Optional<Path>> save) {
        this.gave = gave;
        getStyleClass().addAll("section", "effort-pane");
        csv = Faces.compact(
                Words.of("ui.effort.csv"),
                () -> bench.store().flatMap(s -> save.apply(s.folder())).ifPresent(gave::write));
        csv.setId("effort-csv");
        var views = new ArrayList<ToggleButton>();
        for (WhatItGave.By of : WhatItGave.By.values()) {
            var view = new ToggleButton(Words.of("ui.effort.by." + of.name().toLowerCase(Locale.ROOT)));
            view.selectedProperty().addListener((o, was, is) -> {
                if (is) {
                    by = of;
                    show();
                }
            });
            views.add(view);
        }
        Label pauses = Faces.prose(Words.of("ui.effort.pauses"), "caption");
        getChildren()
                .addAll(
                        Faces.apart(Faces.text(Words.of("ui.effort.title"), "semibold"), csv),
                        words,
                        Faces.segments(Words.of("ui.effort.title"), views),
                        chart,
                        Faces.row(key("effort-bar", "ui.effort.clicks"), key("effort-later", "ui.effort.corrections")),
                        pauses);
        views.getFirst().setSelected(true);
        gave.effort().addListener(o -> show());
        bench.project().addListener(o -> look(seen));
        seen.addListener(o -> look(seen));
        look(seen);
        show();
    }

    private static Label key(String style, String words) {
        Label label = Faces.text(Words.of(words), "caption");
        var square = new javafx.scene.layout.Region();
        square.getStyleClass().add(style);
        square.setMinSize(8, 8);
        square.setMaxSize(8, 8);
        label.setGraphic(square);
        return label;
    }

    private void look(ObservableValue<Boolean> seen) {
        if (seen.getValue()) {
            gave.refresh();
        }
    }

    private void show() {
        words.setText(EffortWords.of(gave.effort().get()));
        boolean some = !gave.effort().get().objects().isEmpty();
        List<WhatItGave.Group> groups = gave.groups(by);
        chart.show(groups);
        chart.setAccessibleText(words.getText());
        csv.setDisable(!some);
        for (int i = 2; i < getChildren().size(); i++) {
            Faces.show(getChildren().get(i), some);
        }
    }
}
