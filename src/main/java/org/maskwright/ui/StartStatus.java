package org.maskwright.ui;

import java.util.Locale;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.carbonicons.CarbonIcons;
import org.maskwright.Words;
import org.maskwright.ui.model.Machine;
import org.maskwright.ui.model.Notice;
import org.maskwright.ui.model.Numbers;
import org.maskwright.ui.model.Workbench;
import org.maskwright.ui.panel.Faces;
import org.maskwright.worker.DeviceReport;

/// The line at the bottom of the start page: which model is ready on what, and why; shortcuts, settings, version.
final class StartStatus extends HBox {
    private final Workbench bench;
    private final Region dot = new Region();
    private final Label model = Faces.text("");
    private final Label device = Faces.text("");
    private final Hyperlink why = new Hyperlink(Words.of("ui.start.why"));
    private final HBox deviceBox;

    StartStatus(Workbench bench, Commands commands) {
        this.bench = bench;
        getStyleClass().addAll("status-bar", "start-status");
        dot.getStyleClass().add("status-dot");
        why.setOnAction(e -> tellWhy());
        HBox modelBox = Faces.row(dot, model);
        modelBox.setSpacing(6);
        deviceBox = Faces.row(Faces.icon(CarbonIcons.CHIP), device, why);
        deviceBox.setSpacing(6);
        getChildren()
                .addAll(
                        modelBox,
                        deviceBox,
                        Faces.space(),
                        button(CarbonIcons.KEYBOARD, "ui.start.shortcuts", Shortcut.SHEET, commands),
                        button(CarbonIcons.SETTINGS, "ui.start.settings", Shortcut.SETTINGS, commands),
                        Faces.text(Words.of("ui.start.version")));
        setAlignment(Pos.CENTER_LEFT);
        Machine machine = bench.machine();
        InvalidationListener changed = o -> show();
        machine.state().addListener(changed);
        machine.model().addListener(changed);
        machine.device().addListener(changed);
        show();
    }

    private static Node button(Ikon icon, String key, Shortcut shortcut, Commands commands) {
        var cap = Faces.text(shortcut.cap(), "key-cap");
        var button = new Button("", Faces.row(Faces.icon(icon), Faces.text(Words.of(key)), cap));
        Faces.show(cap, shortcut == Shortcut.SHEET);
        button.getStyleClass().addAll("quiet", "status-button");
        button.setAccessibleText(shortcut.words());
        button.setTooltip(new Tooltip(shortcut.words() + "   " + shortcut.cap()));
        button.setOnAction(e -> commands.run(shortcut));
        return button;
    }

    private void show() {
        Machine machine = bench.machine();
        Machine.State state = machine.state().get();
        var info = machine.model().get();
        boolean waits = state == Machine.State.LOADING || state == Machine.State.NO_MODEL;
        model.setText(
                info != null && !waits
                        ? Words.of("ui.start.model-ready", info.name(), Numbers.megabytes(info.bytes()))
                        : Words.of("ui.status.worker." + state.name().toLowerCase(Locale.ROOT)));
        Faces.toggle(dot, "busy", state == Machine.State.LOADING);
        Faces.toggle(dot, "off", state == Machine.State.NO_MODEL);
        DeviceReport report = machine.device().get();
        Faces.show(deviceBox, report != null);
        if (report != null) {
            boolean gpu = report.kind() == DeviceReport.Kind.GPU;
            device.setText(gpu ? report.name() : Words.of("ui.start.no-gpu", report.name()));
            Faces.show(why, !gpu);
        }
    }

    private void tellWhy() {
        DeviceReport report = bench.machine().device().get();
        if (report != null) {
            bench.notices()
                    .show(Notice.fact(
                            "device",
                            Words.of("ui.start.why.title"),
                            Words.of("ui.settings.because", report.reason())));
        }
    }
}
