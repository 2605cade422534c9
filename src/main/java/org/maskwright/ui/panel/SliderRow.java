package org.maskwright.ui.panel;

import atlantafx.base.controls.ProgressSliderSkin;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import javafx.beans.property.DoubleProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.maskwright.Words;

/// A word, a slider and its value. A double click on the slider resets it.
final class SliderRow extends HBox {
    private boolean following;

    /// @param toSlider from the value to a place from 0 to 1
    /// @param toValue and back
    SliderRow(
            String key,
            DoubleProperty value,
            double normal,
            DoubleUnaryOperator toSlider,
            DoubleUnaryOperator toValue,
            DoubleFunction<String> written) {
        setSpacing(12);
        setAlignment(Pos.CENTER_LEFT);
        Label word = Faces.text(Words.of(key), "muted");
        word.setStyle("-fx-min-width: 6.4em");
        var slider = new Slider(0, 1, toSlider.applyAsDouble(value.get()));
        slider.setSkin(new ProgressSliderSkin(slider));
        slider.setBlockIncrement(0.05);
        slider.setAccessibleText(Words.of(key));
        HBox.setHgrow(slider, Priority.ALWAYS);
        Label number = Faces.number(written.apply(value.get()));
        number.setAlignment(Pos.CENTER_RIGHT);
        number.setStyle("-fx-min-width: 4.2em");
        slider.valueProperty().addListener((o, was, is) -> {
            if (!following) {
                value.set(toValue.applyAsDouble(is.doubleValue()));
            }
        });
        value.addListener((o, was, is) -> {
            following = true;
            if (!slider.isValueChanging()) {
                slider.setValue(toSlider.applyAsDouble(is.doubleValue()));
            }
            number.setText(written.apply(is.doubleValue()));
            following = false;
        });
        slider.setOnMouseClicked(e -> {
            if (e.getButton() == MouseButton.PRIMARY && e.getClickCount() == 2) {
                value.set(normal);
            }
        });
        getChildren().addAll(word, slider, number);
        getStyleClass().add("slider-row");
    }
}
