package org.maskwright.ui.panel;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.carbonicons.CarbonIcons;
import org.maskwright.Words;
import org.maskwright.image.Calibration;
import org.maskwright.ui.model.Numbers;
import org.maskwright.ui.model.Scale;
import org.maskwright.ui.model.Tool;
import org.maskwright.ui.model.Workbench;

/// The size of a pixel: typed ("0.65", or "0.5 x 0.25" where pixels are not square), drawn along a scale bar, or what
/// the file says. Enter, or leaving the field, takes what is typed; Esc puts back what was there.
final class PixelSizePane extends VBox {
    private static final Pattern TIMES = Pattern.compile("[x×*]");

    private final Workbench bench;
    private final Scale scale;
    private final TextField size = new TextField();
    private final UnitBox unit = new UnitBox();
    private final Button draw;
    private final Button ofFile;
    private final Button forget;
    private final Label where = Faces.prose("", "caption");
    private boolean showing;

    PixelSizePane(Workbench bench, Scale scale) {
        this.bench = bench;
        this.scale = scale;
        getStyleClass().addAll("section", "pixel-size");
        size.setId("pixel-size");
        size.getStyleClass().add("number");
        size.setPrefColumnCount(7);
        size.setPromptText(Numbers.UNKNOWN);
        size.setAccessibleText(Words.of("ui.scale.size"));
        size.setOnAction(e -> typed());
        size.focusedProperty().addListener((o, was, is) -> {
            if (!is) {
                typed();
                refresh();
            }
        });
        size.addEventHandler(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ESCAPE) {
                refresh();
                e.consume();
            }
        });
        size.textProperty().addListener(o -> Faces.toggle(size, "wrong", false));
        unit.valueProperty().addListener(o -> typed());
        HBox.setHgrow(size, Priority.ALWAYS);
        draw = Faces.compact(Words.of("ui.scale.draw"), () -> bench.tool().set(Tool.SCALE));
        draw.setGraphic(Faces.icon(CarbonIcons.RULER));
        draw.setTooltip(new Tooltip(Words.of("ui.scale.draw.what")));
        draw.setId("scale-draw");
        ofFile = Faces.compact(Words.of("ui.scale.of-file"), () -> scale.keep(scale.ofFile()));
        ofFile.setId("scale-of-file");
        forget = Faces.compact(Words.of("ui.scale.forget"), () -> scale.keep(Calibration.NONE));
        getChildren()
                .addAll(
                        Faces.text(Words.of("ui.scale.title"), "semibold"),
                        Faces.row(size, unit, draw),
                        Faces.row(where, Faces.space(), ofFile, forget));
        HBox.setHgrow(where, Priority.ALWAYS);
        Glance.onOther(bench, this::refresh);
        // What the file says is known when its images are open, after the project.
        bench.picture().addListener((o, was, is) -> {
            if (was == null || is == null) {
                refresh();
            }
        });
        refresh();
    }

    private void refresh() {
        showing = true;
        Calibration now = scale.now();
        size.setText(!now.isKnown() ? "" : number(now));
        Faces.toggle(size, "wrong", false);
        unit.show(now);
        boolean may = bench.isWritable();
        size.setEditable(may);
        unit.setDisable(!may);
        draw.setDisable(!may);
        Calibration file = scale.ofFile();
        Faces.show(ofFile, may && file.isKnown() && !file.equals(now));
        Faces.show(forget, may && now.isKnown() && !file.isKnown());
        where.setText(Words.of(
                !now.isKnown() ? "ui.scale.none" : now.equals(file) ? "ui.scale.from-file" : "ui.scale.from-hand"));
        showing = false;
    }

    /// With more digits than elsewhere: what stands here is what measures are made with.
    private static String number(Calibration now) {
        String across = digits(now.pixelSize());
        return now.isSquare() ? across : across + " × " + digits(now.pixelHeight());
    }

    private static String digits(double v) {
        return new BigDecimal(v).round(new MathContext(6)).stripTrailingZeros().toPlainString();
    }

    private void typed() {
        Calibration now = scale.now();
        if (showing || !bench.isWritable() || bench.project().get() == null) {
            return;
        }
        String text = size.getText().strip();
        boolean sameSize = text.equals(now.isKnown() ? number(now) : "");
        String named = unit.unit();
        if (sameSize && (!now.isKnown() || named.equals(now.unit()))) {
            return;
        }
        if (text.isEmpty()) {
            scale.keep(Calibration.NONE);
            return;
        }
        String[] sides = TIMES.split(text, 2);
        OptionalDouble across = sameSize ? OptionalDouble.of(now.pixelSize()) : NumberField.parse(sides[0]);
        OptionalDouble down = sameSize
                ? OptionalDouble.of(now.pixelHeight())
                : sides.length < 2 ? across : NumberField.parse(sides[1]);
        if (isSize(across) && isSize(down) && !named.isEmpty()) {
            scale.keep(new Calibration(across.getAsDouble(), down.getAsDouble(), named));
        } else {
            Faces.toggle(size, "wrong", true);
        }
    }

    private static boolean isSize(OptionalDouble typed) {
        return typed.isPresent() && typed.getAsDouble() > 0 && Double.isFinite(typed.getAsDouble());
    }
}
