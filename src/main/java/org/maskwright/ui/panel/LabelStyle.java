package org.maskwright.ui.panel;

import java.util.ArrayList;
import java.util.Locale;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.maskwright.Words;
import org.maskwright.ui.model.DisplaySettings;
import org.maskwright.ui.model.Numbers;

/// How labels are drawn on the picture.
final class LabelStyle extends VBox {
    private static final double THIN = 0.5;
    private static final double THICK = 3.5;

    LabelStyle(DisplaySettings display) {
        getStyleClass().addAll("section", "last");
        var fill = new SliderRow(
                "ui.display.fill", display.fill(), 0.24, v -> v, t -> Math.round(t * 100) / 100.0, Numbers::percent);
        var outline = new SliderRow(
                "ui.display.outline",
                display.outline(),
                1.5,
                v -> (v - THIN) / (THICK - THIN),
                t -> Math.round((THIN + t * (THICK - THIN)) * 10) / 10.0,
                v -> Numbers.with(Numbers.decimal(v, 1), "px"));
        getChildren()
                .addAll(
                        Faces.apart(
                                Faces.text(Words.of("ui.display.labels"), "semibold"),
                                Faces.text(Words.of("ui.display.hold"), "caption")),
                        fill,
                        outline,
                        showAs(display),
                        checks(display));
    }

    private static HBox showAs(DisplaySettings display) {
        var buttons = new ArrayList<ToggleButton>();
        for (var as : DisplaySettings.ShowAs.values()) {
            var button =
                    new ToggleButton(Words.of("ui.display.show." + as.name().toLowerCase(Locale.ROOT)));
            button.selectedProperty().addListener((o, was, is) -> {
                if (is) {
                    display.showAs().set(as);
                }
            });
            display.showAs().addListener((o, was, is) -> button.setSelected(is == as));
            buttons.add(button);
        }
        HBox segments = Faces.segments(Words.of("ui.display.show"), buttons);
        buttons.get(display.showAs().get().ordinal()).setSelected(true);
        HBox.setHgrow(segments, Priority.ALWAYS);
        Label word = Faces.text(Words.of("ui.display.show"), "muted");
        word.setMinWidth(76);
        var row = new HBox(12, word, segments);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static GridPane checks(DisplaySettings display) {
        var grid = new GridPane(0, 6);
        var left = new ColumnConstraints();
        left.setPercentWidth(46);
        var right = new ColumnConstraints();
        right.setPercentWidth(54);
        grid.getColumnConstraints().setAll(left, right);
        grid.add(check("ui.display.scale-bar", display.scaleBar()), 0, 0);
        grid.add(check("ui.display.frame-before", display.frameBefore()), 1, 0);
        grid.add(check("ui.display.numbers", display.numbers()), 0, 1);
        grid.add(check("ui.display.divisions", display.divisions()), 1, 1);
        return grid;
    }

    private static CheckBox check(String key, BooleanProperty on) {
        var box = new CheckBox(Words.of(key));
        box.selectedProperty().bindBidirectional(on);
        return box;
    }
}
