package org.maskwright.ui.panel;

import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// A field for a number. Enter, or leaving it, offers what was typed; what is not taken gets a red edge and is put back
/// when the field is left. Esc puts it back at once.
public final class NumberField extends TextField {
    private final DoublePredicate take;
    private String shown = "";

    /// @param take told a number; false when it does not fit
    public NumberField(String accessible, DoublePredicate take) {
        this.take = take;
        getStyleClass().add("number");
        setAccessibleText(accessible);
        setPrefColumnCount(6);
        setOnAction(e -> offer());
        focusedProperty().addListener((o, was, is) -> {
            if (!is) {
                offer();
                show(shown);
            }
        });
        addEventHandler(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ESCAPE && !getText().equals(shown)) {
                show(shown);
                e.consume();
            }
        });
        textProperty().addListener((o, was, is) -> Faces.toggle(this, "wrong", false));
    }

    /// Replaces what stands there.
    public void show(String number) {
        shown = number;
        setText(number);
        Faces.toggle(this, "wrong", false);
    }

    private void offer() {
        if (getText().equals(shown)) {
            return;
        }
        OptionalDouble number = parse(getText());
        boolean fits = number.isPresent() && take.test(number.getAsDouble());
        if (fits) {
            shown = getText();
        }
        Faces.toggle(this, "wrong", !fits);
    }

    /// As we write them: a true minus, narrow spaces between thousands; a decimal comma is meant well too.
    static OptionalDouble parse(String typed) {
        String plain =
                typed.replace('−', '-').replaceAll("[\\s\u202F\u00A0]", "").replace(',', '.');
        try {
            return OptionalDouble.of(Double.parseDouble(plain));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
