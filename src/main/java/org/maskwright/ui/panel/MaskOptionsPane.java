package org.maskwright.ui.panel;

import java.util.function.ToIntFunction;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.maskwright.Words;
import org.maskwright.label.MaskOptions;
import org.maskwright.ui.model.Numbers;
import org.maskwright.ui.model.Workbench;

/// What is done to the network's masks, each option with its effect in pixels on the object in hand.
final class MaskOptionsPane extends VBox {
    private final Workbench bench;
    private final CheckBox keepOff = new CheckBox(Words.of("ui.objects.mask.keep-off"));
    private final CheckBox smooth = new CheckBox(Words.of("ui.objects.mask.smooth"));
    private final CheckBox fill = new CheckBox(Words.of("ui.objects.mask.fill"));
    private final CheckBox drop = new CheckBox(Words.of("ui.objects.mask.drop"));
    private final NumberField radius;
    private final NumberField least;
    private final Label keptOff = Faces.number("", "subtle");
    private final Label smoothed = Faces.number("", "subtle");
    private final Label filled = Faces.number("", "subtle");
    private final Label dropped = Faces.number("", "subtle");
    private boolean showing;

    MaskOptionsPane(Workbench bench) {
        this.bench = bench;
        getStyleClass().addAll("section", "last", "mask-options");
        radius = new NumberField(Words.of("ui.objects.mask.radius"), this::smoothBy);
        least = new NumberField(Words.of("ui.objects.mask.least"), this::dropBelow);
        for (NumberField f : new NumberField[] {radius, least}) {
            f.getStyleClass().addAll("inline-field");
            f.setPrefColumnCount(3);
        }
        for (CheckBox box : new CheckBox[] {keepOff, smooth, fill, drop}) {
            box.selectedProperty().addListener((o, was, is) -> changed());
        }
        getChildren()
                .addAll(
                        Faces.text(Words.of("ui.objects.mask"), "semibold"),
                        line(keptOff, keepOff),
                        line(smoothed, smooth, radius, Faces.text("px", "subtle")),
                        line(filled, fill),
                        line(dropped, drop, least, Faces.text("px", "subtle")));
        bench.maskOptions().addListener(o -> refresh());
        var unhurried = new Unhurried(this::effects);
        bench.active().addListener(o -> unhurried.soon());
        refresh();
        effects();
    }

    private static HBox line(Label effect, Node... left) {
        HBox what = Faces.row(left);
        what.setSpacing(6);
        HBox line = Faces.apart(what, effect);
        line.setMinHeight(22);
        return line;
    }

    private void refresh() {
        MaskOptions o = bench.maskOptions().get();
        showing = true;
        keepOff.setSelected(o.keepOffNeighbours());
        smooth.setSelected(o.smooth() > 0);
        fill.setSelected(o.fillHoles());
        drop.setSelected(o.leastPiece() > 0);
        if (o.smooth() > 0) {
            radius.show(
                    o.smooth() == Math.rint(o.smooth())
                            ? Numbers.whole((long) o.smooth())
                            : String.valueOf(o.smooth()));
        }
        if (o.leastPiece() > 0) {
            least.show(String.valueOf(o.leastPiece()));
        }
        radius.setDisable(o.smooth() == 0);
        least.setDisable(o.leastPiece() == 0);
        showing = false;
    }

    private void effects() {
        var active = bench.active().get();
        MaskOptions.Result effects = active == null ? null : active.effects();
        show(effects, keptOff, MaskOptions.Result::keptOff);
        show(effects, smoothed, MaskOptions.Result::smoothed);
        show(effects, filled, MaskOptions.Result::filled);
        show(effects, dropped, MaskOptions.Result::dropped);
    }

    private static void show(
            MaskOptions.@org.jspecify.annotations.Nullable Result effects,
            Label label,
            ToIntFunction<MaskOptions.Result> of) {
        label.setText(effects == null ? "" : Numbers.effect(of.applyAsInt(effects)));
    }

    private void changed() {
        if (!showing) {
            MaskOptions was = bench.maskOptions().get();
            MaskOptions normal = MaskOptions.DEFAULT;
            bench.maskOptions()
                    .set(new MaskOptions(
                            fill.isSelected(),
                            smooth.isSelected() ? (was.smooth() > 0 ? was.smooth() : normal.smooth()) : 0,
                            keepOff.isSelected(),
                            drop.isSelected() ? (was.leastPiece() > 0 ? was.leastPiece() : normal.leastPiece()) : 0));
        }
    }

    private boolean smoothBy(double pixels) {
        if (!(pixels > 0 && pixels <= 20)) {
            return false;
        }
        MaskOptions o = bench.maskOptions().get();
        bench.maskOptions().set(new MaskOptions(o.fillHoles(), pixels, o.keepOffNeighbours(), o.leastPiece()));
        return true;
    }

    private boolean dropBelow(double pixels) {
        if (!(pixels >= 1 && pixels <= 1_000_000) || pixels != Math.rint(pixels)) {
            return false;
        }
        MaskOptions o = bench.maskOptions().get();
        bench.maskOptions().set(new MaskOptions(o.fillHoles(), o.smooth(), o.keepOffNeighbours(), (int) pixels));
        return true;
    }
}
