package org.maskwright.ui.panel;

import javafx.scene.control.ComboBox;
import org.maskwright.Words;
import org.maskwright.image.Calibration;

/// The unit of a length: one of the usual, or what is typed.
final class UnitBox extends ComboBox<String> {
    private static final String USUAL = "µm";

    UnitBox() {
        getItems().setAll(USUAL, "nm", "Å", "mm");
        setEditable(true);
        setValue(USUAL);
        setPrefWidth(76);
        setMinWidth(76);
        setAccessibleText(Words.of("ui.scale.unit"));
        getStyleClass().add("unit-box");
    }

    /// As it stands there, also before it is entered; empty for none and for pixels.
    String unit() {
        return Calibration.unitName(getEditor().getText());
    }

    /// Shows that of a known size, else the usual one.
    void show(Calibration size) {
        setValue(size.isKnown() ? size.unit() : USUAL);
        getEditor().setText(getValue());
    }
}
