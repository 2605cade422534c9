package org.maskwright.ui.panel;

import java.util.Locale;
import java.util.function.IntUnaryOperator;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.maskwright.Words;
import org.maskwright.image.Calibration;
import org.maskwright.image.Raster;
import org.maskwright.image.SampleType;
import org.maskwright.label.InstanceId;
import org.maskwright.measure.Intensity;
import org.maskwright.ui.model.Numbers;
import org.maskwright.ui.model.Picture;
import org.maskwright.ui.model.Workbench;

/// What is known of the object in hand, else of the chosen one. Empty space while there is neither.
final class ObjectFacts extends VBox {
    private final Workbench bench;
    private final IntUnaryOperator rgb;
    private final Swatch swatch = new Swatch();
    private final Label name = Faces.text("", "semibold");
    private final Label state = Faces.text("", "subtle");
    private final Label iou = Faces.number("");
    private final Label area = Faces.number("");
    private final Label intensity = Faces.number("");
    private final Label track = Faces.number("");
    private final VBox lines;
    private final HBox head;
    private final Label none = Faces.prose(Words.of("ui.objects.none-chosen"), "subtle");

    ObjectFacts(Workbench bench, IntUnaryOperator rgb) {
        this.bench = bench;
        this.rgb = rgb;
        getStyleClass().addAll("section", "object-facts");
        head = Faces.row(swatch, name, state);
        lines = new VBox(
                4,
                line("ui.objects.predicted-iou", iou),
                line("ui.objects.area-fact", area),
                line("ui.objects.intensity", intensity),
                line("ui.objects.track", track));
        getChildren().addAll(head, lines, none);
        bench.picture().addListener(o -> refresh());
    }

    private static HBox line(String key, Label number) {
        return Faces.apart(Faces.text(Words.of(key), "muted"), number);
    }

    void refresh() {
        ObjectRow row = row();
        Faces.show(head, row != null);
        Faces.show(lines, row != null);
        Faces.show(none, row == null);
        if (row == null) {
            return;
        }
        swatch.show(rgb.applyAsInt(row.colour()), row.state() == ObjectRow.State.PROPOSED);
        name.setText(Words.of("ui.objects.object", row.id().value()));
        state.setText(Words.of("ui.objects.standing." + row.state().name().toLowerCase(Locale.ROOT)));
        iou.setText(Numbers.decimal(row.iou(), 2));
        area.setText(area(row));
        intensity.setText(intensity(row));
        track.setText(row.track() == 0 ? Numbers.UNKNOWN : String.valueOf(row.track()));
    }

    private @Nullable ObjectRow row() {
        var active = bench.active().get();
        InstanceId id = active == null ? bench.selected().get() : active.id();
        return id == null
                ? null
                : ObjectRow.of(bench).stream()
                        .filter(r -> r.id().equals(id))
                        .findFirst()
                        .orElse(null);
    }

    private String area(ObjectRow row) {
        var project = bench.project().get();
        Calibration size = project == null ? Calibration.NONE : project.view().calibration();
        int pixels = row.mask().area();
        return size.isKnown()
                ? Numbers.with(Numbers.decimal(pixels * size.pixelSize() * size.pixelHeight(), 1), size.unit() + "²")
                : Numbers.with(Numbers.whole(pixels), "px");
    }

    /// Of the channel that is shown; of three colours the mean of their means.
    private String intensity(ObjectRow row) {
        Picture picture = bench.picture().get();
        if (picture == null || row.mask().isEmpty()) {
            return Numbers.UNKNOWN;
        }
        Raster raster = picture.raster();
        var inside = row.mask().clip(raster.width(), raster.height());
        if (inside.isEmpty()) {
            return Numbers.UNKNOWN;
        }
        int first = Math.max(0, picture.channel());
        int last = picture.channel() >= 0 ? first : raster.channels() - 1;
        double sum = 0;
        for (int c = first; c <= last; c++) {
            sum += Intensity.of(inside, raster, c).mean();
        }
        double mean = sum / (last - first + 1);
        boolean whole = raster.type() != SampleType.FLOAT32 && mean >= 1000;
        return whole ? Numbers.whole(Math.round(mean)) : Numbers.decimal(mean, Math.abs(mean) < 10 ? 3 : 1);
    }
}
