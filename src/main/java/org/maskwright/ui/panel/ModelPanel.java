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
import org.maskwright.Words;
import org.maskwright.ui.model.Learning;
import org.maskwright.ui.model.Machine;
import org.maskwright.ui.model.Models;
import org.maskwright.ui.model.Numbers;
import org.maskwright.ui.model.Workbench;

/// The tab of the model: on what it runs and why, which frames are ready, how far the next round of learning is, how
/// the
/// last one went, and every version with the way back to it.
public final class ModelPanel extends ScrollPane {
    private final Workbench bench;
    private final Label each = Faces.text("", "subtle");
    private final Label every = Faces.text("", "subtle");
    private final ProgressBar progress = new ProgressBar(0);
    private final Label since = Faces.number("");
    private final Button fineTune;
    private final Button stop;

    /// @param chooseModel has the person choose a weight file to add
    public ModelPanel(Workbench bench, Models models, Runnable chooseModel, InstantSource clock, ZoneId zone) {
        this.bench = bench;
        getStyleClass().add("model-panel");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        fineTune = Faces.compact(
                Words.of("ui.model.fine-tune"), () -> bench.learning().fineTune());
        fineTune.setId("fine-tune");
        stop = Faces.compact(Words.of("ui.model.stop"), () -> bench.learning().stop());
        stop.setId("stop-learning");
        setContent(new VBox(
                new DevicePane(bench, models),
                new ModelList(models, chooseModel),
                ready(),
                learning(),
                new RoundPane(bench.learning()),
                new VersionList(bench, clock, zone)));

        Machine machine = bench.machine();
        InvalidationListener changed = o -> show();
        machine.model().addListener(changed);
        machine.lastEmbedding().addListener(changed);
        Learning learning = bench.learning();
        learning.every().addListener(changed);
        learning.acceptedSince().addListener(changed);
        learning.running().addListener(changed);
        learning.progress().addListener(changed);
        bench.project().addListener(changed);
        show();
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
        double embedding = bench.machine().lastEmbedding().get();
        each.setText(
                Double.isNaN(embedding)
                        ? ""
                        : Words.of("ui.model.each", Numbers.time(Duration.ofNanos((long) (embedding * 1e6)))));
        learn();
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
