package org.maskwright.ui.panel;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import javafx.beans.InvalidationListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.carbonicons.CarbonIcons;
import org.maskwright.Words;
import org.maskwright.ui.model.Learning;
import org.maskwright.ui.model.Machine;
import org.maskwright.ui.model.Numbers;
import org.maskwright.ui.model.Workbench;
import org.maskwright.worker.DeviceReport;

/// The tab of the model: on what it runs and why, which frames are ready, how far the next round of learning is, how
/// the
/// last one went, and every version with the way back to it.
public final class ModelPanel extends ScrollPane {
    private final Workbench bench;
    private final Label device = Faces.text("", "semibold");
    private final Label reason = Faces.prose("", "muted");
    private final Label click = Faces.number("", "semibold-number");
    private final HBox clickTime;
    private final Label each = Faces.text("", "subtle");
    private final Label every = Faces.text("", "subtle");
    private final ProgressBar progress = new ProgressBar(0);
    private final Label since = Faces.number("");
    private final Button fineTune;
    private final Button stop;

    public ModelPanel(Workbench bench, InstantSource clock, ZoneId zone) {
        this.bench = bench;
        getStyleClass().add("model-panel");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        clickTime = Faces.row(click, Faces.text(Words.of("ui.model.a-click"), "subtle"));
        fineTune = Faces.compact(
                Words.of("ui.model.fine-tune"), () -> bench.learning().fineTune());
        fineTune.setId("fine-tune");
        stop = Faces.compact(Words.of("ui.model.stop"), () -> bench.learning().stop());
        stop.setId("stop-learning");
        setContent(new VBox(
                machine(), ready(), learning(), new RoundPane(bench.learning()), new VersionList(bench, clock, zone)));

        Machine machine = bench.machine();
        InvalidationListener changed = o -> show();
        machine.state().addListener(changed);
        machine.device().addListener(changed);
        machine.model().addListener(changed);
        machine.lastClick().addListener(changed);
        machine.lastEmbedding().addListener(changed);
        Learning learning = bench.learning();
        learning.every().addListener(changed);
        learning.acceptedSince().addListener(changed);
        learning.running().addListener(changed);
        learning.progress().addListener(changed);
        bench.project().addListener(changed);
        show();
    }

    private VBox machine() {
        return Faces.section(Faces.apart(Faces.row(Faces.icon(CarbonIcons.CHIP), device), clickTime), reason);
    }

    private VBox ready() {
        return Faces.section(
                Faces.apart(Faces.text(Words.of("ui.model.ready"), "semibold"), each), new ReadyStrip(bench));
    }

    private VBox learning() {
        progress.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(progress, Priority.ALWAYS);
        var line = Faces.row(progress, since, fineTune, stop);
        line.setSpacing(10);
        return Faces.section(Faces.apart(Faces.text(Words.of("ui.model.learning"), "semibold"), every), line);
    }

    private void show() {
        Machine machine = bench.machine();
        var report = machine.device().get();
        var model = machine.model().get();
        boolean none = machine.state().get() == Machine.State.NO_MODEL;
        device.setText(report != null ? report.name() : Words.of(none ? "ui.model.none" : "ui.model.loading"));
        reason.setText(none ? Words.of("ui.model.none.what") : report == null ? "" : because(report));
        Faces.show(reason, !reason.getText().isEmpty());
        Faces.name(device, model == null ? device.getText() : Words.of("ui.model.name", model.name()));
        double ms = machine.lastClick().get();
        Faces.show(clickTime, !Double.isNaN(ms));
        click.setText(time(ms));
        double embedding = machine.lastEmbedding().get();
        each.setText(Double.isNaN(embedding) ? "" : Words.of("ui.model.each", time(embedding)));
        learn();
    }

    private static String because(DeviceReport report) {
        boolean gpu = report.kind() == DeviceReport.Kind.GPU;
        return Words.of(gpu ? "ui.model.gpu-used" : "ui.model.gpu-not-used", report.reason());
    }

    private static String time(double ms) {
        return Double.isNaN(ms) ? "" : Numbers.time(Duration.ofNanos((long) (ms * 1e6)));
    }

    private void learn() {
        Learning learning = bench.learning();
        boolean running = learning.running().get();
        int n = learning.every().get();
        int done = learning.acceptedSince().get();
        every.setText(
                running
                        ? Words.of("ui.model.running")
                        : n == 0 ? Words.of("ui.model.on-demand") : Words.of("ui.model.every", n));
        progress.setProgress(running ? learning.progress().get() : n == 0 ? 0 : Math.min(1, (double) done / n));
        since.setText(
                running
                        ? Numbers.percent(learning.progress().get())
                        : n == 0 ? String.valueOf(done) : Words.of("ui.frames.of", done, n));
        progress.setAccessibleText(since.getText());
        Faces.show(fineTune, !running);
        Faces.show(stop, running);
        fineTune.setDisable(bench.project().get() == null
                || !bench.isWritable()
                || bench.machine().model().get() == null);
    }
}
