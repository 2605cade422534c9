package org.maskwright.ui.panel;

import java.time.Duration;
import java.time.ZoneId;
import javafx.beans.InvalidationListener;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.carbonicons.CarbonIcons;
import org.kordamp.ikonli.javafx.FontIcon;
import org.maskwright.Words;
import org.maskwright.image.Raster;
import org.maskwright.image.SampleType;
import org.maskwright.ui.model.Machine;
import org.maskwright.ui.model.Numbers;
import org.maskwright.ui.model.Picture;
import org.maskwright.ui.model.SaveState;
import org.maskwright.ui.model.Scale;
import org.maskwright.ui.model.Workbench;
import org.maskwright.worker.DeviceReport;

/// The line at the bottom: place and value under the pointer, zoom, pixel size; on the right what the network is doing
/// and since when everything is saved. What does not fit goes in this order: pixel size, zoom, the clock.
public final class StatusBar extends HBox {
    private final Workbench bench;
    private final ZoneId zone;
    private final ObjectProperty<@Nullable Pointer> pointer = new SimpleObjectProperty<>();
    private final DoubleProperty zoom = new SimpleDoubleProperty(Double.NaN);
    private final Label x = Faces.number("");
    private final Label y = Faces.number("");
    private final Label value = Faces.number("");
    private final HBox place;
    private final Label scale = Faces.number("");
    private final Label pixel = Faces.number("");
    private final Region dot = new Region();
    private final Label worker = Faces.text("");
    private final Label click = Faces.number("");
    private final Label device = Faces.text("");
    private final Label deviceDot = Faces.text(Words.of("ui.status.dot"));
    private final HBox lastClick;
    private final FontIcon savedIcon = new FontIcon(CarbonIcons.CHECKMARK);
    private final Label saved = Faces.text("");
    private final Label clock = Faces.number("");

    public StatusBar(Workbench bench, ZoneId zone) {
        this.bench = bench;
        this.zone = zone;
        getStyleClass().add("status-bar");
        dot.getStyleClass().add("status-dot");
        place = new HBox(
                16,
                pair(Words.of("ui.status.x"), x),
                pair(Words.of("ui.status.y"), y),
                pair(Words.of("ui.status.value"), value));
        lastClick = pair(Words.of("ui.status.last-click"), click);
        lastClick.getChildren().addFirst(Faces.text(Words.of("ui.status.dot")));
        var state = new HBox(6, dot, worker, lastClick, deviceDot, device);
        var safe = new HBox(6, savedIcon, saved, clock);
        for (HBox box : new HBox[] {place, state, safe, lastClick}) {
            box.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
            box.setMinWidth(USE_PREF_SIZE);
        }
        getChildren().addAll(place, scale, pixel, Faces.space(), state, safe);

        InvalidationListener moved = o -> pointed();
        pointer.addListener(moved);
        bench.picture().addListener(moved);
        zoom.addListener(o -> scaled());
        Glance.onOther(bench, this::scaled);
        Glance.onOther(bench, this::worked);
        Glance.onOther(bench, this::saved);
        InvalidationListener worked = o -> worked();
        bench.machine().state().addListener(worked);
        bench.machine().device().addListener(worked);
        var unhurried = new Unhurried(this::worked);
        bench.machine().lastClick().addListener(o -> unhurried.soon());
        var saving = new Unhurried(this::saved);
        bench.saved().addListener((o, was, is) -> {
            if (is.kind() == SaveState.Kind.NOT_SAVED) {
                saved();
            } else {
                saving.soon();
            }
        });
        widthProperty().addListener(o -> fit());
        pointed();
        scaled();
        worked();
        saved();
    }

    /// Set by whoever shows the canvas; null while the pointer is elsewhere.
    public ObjectProperty<@Nullable Pointer> pointer() {
        return pointer;
    }

    /// Screen pixels for an image pixel, NaN while no picture is shown.
    public DoubleProperty zoom() {
        return zoom;
    }

    private static HBox pair(String words, Label number) {
        var box = new HBox(6, Faces.text(words), number);
        box.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        return box;
    }

    private void pointed() {
        Pointer at = pointer.get();
        Picture picture = bench.picture().get();
        int px = at == null ? 0 : (int) Math.round(at.x());
        int py = at == null ? 0 : (int) Math.round(at.y());
        boolean inside =
                at != null && picture != null && picture.raster().bounds().contains(px, py);
        Faces.show(place, picture != null);
        if (!inside) {
            x.setText(Numbers.UNKNOWN);
            y.setText(Numbers.UNKNOWN);
            value.setText(Numbers.UNKNOWN);
        } else {
            boolean fine = zoom.get() > 4;
            x.setText(fine ? Numbers.decimal(at.x(), 1) : Numbers.whole(px));
            y.setText(fine ? Numbers.decimal(at.y(), 1) : Numbers.whole(py));
            value.setText(value(picture, px, py));
        }
    }

    /// The sample of the channel that is shown, or of all, joined by spaces.
    private static String value(Picture picture, int px, int py) {
        Raster raster = picture.raster();
        if (picture.channel() >= 0) {
            return sample(raster, picture.channel(), px, py);
        }
        var out = new StringBuilder();
        for (int c = 0; c < Math.min(4, raster.channels()); c++) {
            out.append(c == 0 ? "" : " ").append(sample(raster, c, px, py));
        }
        return out.toString();
    }

    private static String sample(Raster raster, int channel, int px, int py) {
        float v = raster.sample(channel, px, py);
        boolean whole = raster.type() != SampleType.FLOAT32 || (v == Math.rint(v) && Math.abs(v) < 1e6);
        return whole ? Numbers.whole((long) v) : Numbers.decimal(v, Math.abs(v) < 10 ? 3 : 1);
    }

    private void scaled() {
        var project = bench.project().get();
        scale.setText(Double.isNaN(zoom.get()) || project == null ? "" : Numbers.percent(zoom.get()));
        var size = project == null ? null : project.view().calibration();
        pixel.setText(size == null || !size.isKnown() ? "" : Scale.words(size) + "/px");
        pointed();
        fit();
    }

    private void worked() {
        Machine machine = bench.machine();
        Machine.State state = machine.state().get();
        boolean open = bench.project().get() != null;
        worker.setText(Words.of("ui.status.worker." + state.name().toLowerCase(java.util.Locale.ROOT)));
        Faces.toggle(dot, "busy", state == Machine.State.LOADING || state == Machine.State.EMBEDDING);
        Faces.toggle(dot, "off", state == Machine.State.NO_MODEL);
        double ms = machine.lastClick().get();
        Faces.show(lastClick, open && !Double.isNaN(ms));
        click.setText(Double.isNaN(ms) ? "" : Numbers.time(Duration.ofNanos((long) (ms * 1e6))));
        DeviceReport report = machine.device().get();
        Faces.show(device, report != null);
        Faces.show(deviceDot, report != null);
        if (report != null) {
            device.setText(Words.of(report.isGraphics() ? "ui.status.gpu" : "ui.status.cpu"));
            device.setTooltip(new Tooltip(report.name() + "\n" + report.reason()));
        }
    }

    private void saved() {
        SaveState state = bench.saved().get();
        var kind = state.kind();
        savedIcon.setIconCode(
                switch (kind) {
                    case UNCHANGED, SAVED -> CarbonIcons.CHECKMARK;
                    case WRITING -> CarbonIcons.INCOMPLETE;
                    case NOT_SAVED -> CarbonIcons.ERROR_FILLED;
                    case READ_ONLY -> CarbonIcons.LOCKED;
                });
        Faces.toggle(savedIcon, "icon-ok", kind == SaveState.Kind.SAVED);
        Faces.toggle(savedIcon, "icon-err", kind == SaveState.Kind.NOT_SAVED);
        Faces.toggle(saved, "err", kind == SaveState.Kind.NOT_SAVED);
        saved.setText(
                switch (kind) {
                    case UNCHANGED -> Words.of("ui.status.unchanged");
                    case SAVED -> Words.of("ui.status.saved");
                    case WRITING -> Words.of("ui.status.writing");
                    case NOT_SAVED ->
                        state.waiting() == 1
                                ? Words.of("ui.status.not-saved.one")
                                : Words.of("ui.status.not-saved", state.waiting());
                    case READ_ONLY -> Words.of("ui.status.read-only");
                });
        clock.setText(state.at() == null || kind != SaveState.Kind.SAVED ? "" : Numbers.clock(state.at(), zone));
        Faces.show(savedIcon.getParent(), bench.project().get() != null);
        fit();
    }

    private void fit() {
        double room = getWidth();
        if (room <= 0) {
            return;
        }
        Faces.show(pixel, !pixel.getText().isEmpty());
        Faces.show(scale, true);
        Faces.show(clock, !clock.getText().isEmpty());
        for (Label first : new Label[] {pixel, scale, clock}) {
            if (prefWidth(-1) > room) {
                Faces.show(first, false);
            }
        }
    }
}
