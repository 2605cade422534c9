package org.maskwright.ui.panel;

import java.util.Optional;
import java.util.OptionalDouble;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.maskwright.Words;
import org.maskwright.image.Calibration;
import org.maskwright.ui.model.Numbers;
import org.maskwright.ui.model.Scale;

/// Asks on the picture how long the line is that was drawn along a scale bar, and says what size of a pixel follows.
/// Enter takes it, Esc drops the line.
public final class ScaleCard extends HBox {
    private final Scale scale;
    private final Label pixels = Faces.number("");
    private final Label what = Faces.text("");
    private final TextField length = new TextField();
    private final UnitBox unit = new UnitBox();
    private final Label follows = Faces.number("", "muted");
    private final Button set = new Button(Words.of("ui.scale.take"));

    public ScaleCard(Scale scale) {
        this.scale = scale;
        setId("scale-card");
        getStyleClass().addAll("on-picture", "scale-card");
        setAlignment(Pos.CENTER_LEFT);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        length.setId("scale-length");
        length.setPrefColumnCount(5);
        length.getStyleClass().add("number");
        length.setAccessibleText(Words.of("ui.scale.length"));
        length.textProperty().addListener(o -> reckon());
        unit.getEditor().textProperty().addListener(o -> reckon());
        set.getStyleClass().addAll("primary", "compact");
        set.setId("scale-take");
        set.setOnAction(e -> take());
        Button cancel = Faces.compact(Words.of("ui.canvas.cancel"), scale::drop);
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        getChildren().addAll(pixels, what, length, unit, follows, cancel, set);
        scale.line().addListener((o, was, is) -> show(is));
        show(null);
    }

    private void show(Scale.@Nullable Line line) {
        Faces.show(this, line != null);
        if (line != null) {
            pixels.setText(Numbers.with(Numbers.decimal(line.pixels(), 1), "px"));
            what.setText(Words.of(line.fitted() ? "ui.scale.bar-is" : "ui.scale.line-is"));
            unit.show(scale.now());
            length.clear();
            reckon();
            length.requestFocus();
        }
    }

    private Optional<Calibration> size() {
        Scale.Line line = scale.line().get();
        OptionalDouble typed = NumberField.parse(length.getText());
        boolean fits = typed.isPresent() && typed.getAsDouble() > 0 && Double.isFinite(typed.getAsDouble());
        return line == null || !fits || unit.unit().isEmpty()
                ? Optional.empty()
                : Optional.of(scale.of(line, typed.getAsDouble(), unit.unit()));
    }

    private void reckon() {
        Optional<Calibration> size = size();
        set.setDisable(size.isEmpty());
        follows.setText(
                size.map(s -> Words.of("ui.scale.follows", Scale.words(s))).orElse(Words.of("ui.scale.say")));
    }

    private void take() {
        size().ifPresent(s -> {
            scale.drop();
            scale.keep(s);
        });
    }

    private void key(KeyEvent e) {
        if (e.getCode() == KeyCode.ESCAPE) {
            scale.drop();
            e.consume();
        } else if (e.getCode() == KeyCode.ENTER && !(e.getTarget() instanceof Button)) {
            take();
            e.consume();
        }
    }
}
