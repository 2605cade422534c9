package org.maskwright.ui.panel;

import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.image.ImageView;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.maskwright.Words;
import org.maskwright.ui.model.DisplaySettings;
import org.maskwright.ui.model.Numbers;

/// Gamma and the colour map of the picture.
final class PictureStyle extends VBox {
    private static final double LEAST = 0.2;
    private static final double MOST = 5;
    private static final int RAMP = 56;

    PictureStyle(DisplaySettings display) {
        getStyleClass().add("section");
        double span = Math.log(MOST / LEAST);
        var gamma = new SliderRow(
                "ui.display.gamma",
                display.gamma(),
                1,
                v -> Math.log(v / LEAST) / span,
                t -> Math.round(100 * LEAST * Math.exp(t * span)) / 100.0,
                v -> Numbers.decimal(v, 2));
        gamma.setId("gamma");

        var maps = new ComboBox<DisplaySettings.ColourMap>();
        maps.getItems().setAll(DisplaySettings.ColourMap.values());
        maps.setCellFactory(l -> new MapCell());
        maps.setButtonCell(new MapCell());
        maps.valueProperty().bindBidirectional(display.colourMap());
        maps.setMaxWidth(Double.MAX_VALUE);
        maps.setId("colour-map");
        maps.setAccessibleText(Words.of("ui.display.colour-map"));
        HBox.setHgrow(maps, Priority.ALWAYS);
        Label word = Faces.text(Words.of("ui.display.colour-map"), "muted");
        word.setMinWidth(76);
        var row = new HBox(12, word, maps);
        row.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(gamma, row);
    }

    private static final class MapCell extends ListCell<DisplaySettings.ColourMap> {
        @Override
        protected void updateItem(DisplaySettings.@Nullable ColourMap map, boolean empty) {
            super.updateItem(map, empty);
            setText(
                    empty || map == null
                            ? ""
                            : Words.of("ui.display.map." + map.name().toLowerCase(Locale.ROOT)));
            setGraphic(empty || map == null ? null : ramp(map));
            setGraphicTextGap(8);
        }
    }

    private static Node ramp(DisplaySettings.ColourMap map) {
        var painted = org.maskwright.ui.canvas.ColourMap.valueOf(map.name());
        var image = new WritableImage(RAMP, 10);
        for (int x = 0; x < RAMP; x++) {
            int rgb = painted.rgb(x / (RAMP - 1.0));
            for (int y = 0; y < 10; y++) {
                image.getPixelWriter().setArgb(x, y, 0xFF000000 | rgb);
            }
        }
        return new ImageView(image);
    }
}
