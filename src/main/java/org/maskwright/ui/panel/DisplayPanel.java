package org.maskwright.ui.panel;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.carbonicons.CarbonIcons;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.Words;
import org.maskwright.image.Contrast;
import org.maskwright.image.Contrasts;
import org.maskwright.image.ImageStack;
import org.maskwright.image.Intensities;
import org.maskwright.image.SampleType;
import org.maskwright.project.Project;
import org.maskwright.project.View;
import org.maskwright.ui.model.Numbers;
import org.maskwright.ui.model.Picture;
import org.maskwright.ui.model.Workbench;

/// The tab of display: channels, the contrast window that person and network share, gamma, colours, labels.
public final class DisplayPanel extends ScrollPane {
    private final Workbench bench;
    private final Executor background;
    private final ChannelList channels;
    private final Histogram histogram;
    private final NumberField low;
    private final NumberField high;
    private final CheckBox log = new CheckBox(Words.of("ui.display.log"));
    private final ToggleButton series = new ToggleButton(Words.of("ui.display.series"));
    private final ToggleButton own = new ToggleButton(Words.of("ui.display.own"));
    private final Button auto;
    private final Label share;
    private @Nullable Counted counted;
    private Cancel gathering = new Cancel();
    private Cancel counting = new Cancel();
    private boolean showing;

    /// @param background where histograms are counted and windows are found
    public DisplayPanel(Workbench bench, Executor background) {
        this.bench = bench;
        this.background = background;
        getStyleClass().add("display-panel");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        channels = new ChannelList(bench);
        histogram = new Histogram(this::dragged);
        low = new NumberField(Words.of("ui.display.low"), v -> typed(v, Double.NaN));
        high = new NumberField(Words.of("ui.display.high"), v -> typed(Double.NaN, v));
        low.setId("contrast-low");
        high.setId("contrast-high");
        auto = Faces.compact(Words.of("ui.display.auto"), this::auto);
        auto.setId("contrast-auto");
        share = Faces.text("", "caption");
        log.setSelected(true);
        log.selectedProperty().addListener(o -> refresh());
        series.setOnAction(e -> auto());
        own.setOnAction(e -> bench.setView(v -> v.withContrast(null)));
        setContent(new VBox(channels, contrast(), new PictureStyle(bench.display()), new LabelStyle(bench.display())));

        InvalidationListener changed = o -> refresh();
        bench.contrast().addListener(changed);
        Glance.onOther(bench, this::refresh);
        Glance.onOther(bench, this::count);
        bench.display().gamma().addListener(changed);
        bench.picture().addListener(o -> count());
        visibleProperty().addListener(o -> count());
        refresh();
        count();
    }

    private VBox contrast() {
        HBox which = Faces.segments(Words.of("ui.display.contrast"), List.of(series, own));
        which.setStyle("-fx-pref-width: 13.4em"); // grows with the text
        log.setMinWidth(USE_PREF_SIZE);
        Label same = Faces.prose(Words.of("ui.display.same-window"), "caption");
        HBox.setHgrow(same, Priority.ALWAYS);
        var note = new HBox(8, Faces.icon(CarbonIcons.INFORMATION), same);
        HBox fields = new HBox(8, field(low, "ui.display.low"), field(high, "ui.display.high"));
        var box = Faces.section(
                Faces.apart(Faces.text(Words.of("ui.display.contrast"), "semibold"), which),
                histogram,
                fields,
                Faces.apart(Faces.row(auto, share), log),
                note);
        VBox.setMargin(fields, new javafx.geometry.Insets(2, 0, 0, 0));
        return box;
    }

    private static StackPane field(NumberField field, String key) {
        Label word = Faces.text(Words.of(key), "subtle", "field-word");
        word.setMouseTransparent(true);
        StackPane.setAlignment(word, javafx.geometry.Pos.CENTER_LEFT);
        var pane = new StackPane(field, word);
        HBox.setHgrow(pane, Priority.ALWAYS);
        return pane;
    }

    private void refresh() {
        Contrast window = bench.contrast().get();
        var project = bench.project().get();
        boolean open = window != null && project != null;
        setDisable(!open);
        if (!open) {
            return;
        }
        showing = true;
        histogram.show(window, bench.display().gamma().get(), log.isSelected());
        low.show(written(window.low()));
        high.show(written(window.high()));
        boolean whole = project.view().contrast() != null;
        series.setSelected(whole);
        own.setSelected(!whole);
        boolean may = bench.isWritable();
        low.setEditable(may);
        high.setEditable(may);
        auto.setDisable(!may);
        series.setDisable(!may);
        own.setDisable(!may);
        share.setText(Words.of(
                whole ? "ui.display.share.series" : "ui.display.share.own",
                Numbers.with(Numbers.significant(100 * Contrasts.LOW), "%"),
                Numbers.with(Numbers.significant(100 * Contrasts.HIGH), "%")));
        showing = false;
    }

    private static String written(float v) {
        return v == Math.rint(v) && Math.abs(v) < 1e9 ? Numbers.whole((long) v) : Numbers.significant(v);
    }

    /// What the histogram counts: the series whose window is shown, or the frame in view.
    private record Counted(Object of, int channel) {}

    /// Counts what is not counted yet, unless nobody looks.
    private void count() {
        Picture picture = bench.picture().get();
        ImageStack images = bench.images();
        Project project = bench.project().get();
        if (!isVisible() || picture == null || images == null || project == null) {
            return;
        }
        boolean whole = project.view().contrast() != null;
        var wanted = new Counted(whole ? images : picture, picture.channel());
        if (wanted.equals(counted)) {
            return;
        }
        counted = wanted;
        gathering.cancel();
        var cancel = new Cancel();
        gathering = cancel;
        var _ = CompletableFuture.supplyAsync(
                        () -> whole
                                ? Intensities.of(images, wanted.channel, cancel)
                                : Intensities.of(picture.raster(), wanted.channel),
                        background)
                .thenAcceptAsync(
                        values -> {
                            if (wanted.equals(counted)) {
                                histogram.show(values);
                            }
                        },
                        Platform::runLater);
    }

    private void dragged(Contrast to, boolean done) {
        if (bench.isWritable()) {
            Contrast tidy = tidy(to);
            bench.contrast().set(tidy);
            if (done) {
                bench.keepContrast();
            }
        }
    }

    /// Whole numbers for whole-number pictures.
    private Contrast tidy(Contrast c) {
        Picture picture = bench.picture().get();
        if (picture == null || picture.raster().type() == SampleType.FLOAT32) {
            return c;
        }
        float least = Math.round(c.low());
        return new Contrast(least, Math.max(least + 1, Math.round(c.high())));
    }

    private boolean typed(double toLow, double toHigh) {
        Contrast now = bench.contrast().get();
        if (showing || now == null || !bench.isWritable()) {
            return false;
        }
        float l = Double.isNaN(toLow) ? now.low() : (float) toLow;
        float h = Double.isNaN(toHigh) ? now.high() : (float) toHigh;
        if (!(h > l) || !Float.isFinite(l) || !Float.isFinite(h)) {
            return false;
        }
        bench.contrast().set(new Contrast(l, h));
        bench.keepContrast();
        return true;
    }

    /// Finds the window of the series again.
    private void auto() {
        ImageStack images = bench.images();
        var project = bench.project().get();
        if (images == null || project == null) {
            return;
        }
        counting.cancel();
        var cancel = new Cancel();
        counting = cancel;
        int channel = project.view().channel();
        auto.setDisable(true);
        var _ = CompletableFuture.supplyAsync(
                        () -> channel == View.ALL
                                ? Contrasts.window(images, cancel)
                                : Contrasts.window(images, channel, cancel),
                        background)
                .whenCompleteAsync((found, failure) -> found(images, cancel, found, failure), Platform::runLater);
    }

    private void found(ImageStack of, Cancel cancel, @Nullable Contrast found, @Nullable Throwable failure) {
        auto.setDisable(!bench.isWritable());
        if (cancel.isCancelled() || of != bench.images()) {
            return;
        }
        if (found != null) {
            bench.setView(v -> v.withContrast(found));
        } else if (failure != null && failure.getCause() instanceof Problem p) {
            bench.notices().show("contrast", p);
            refresh();
        }
    }
}
