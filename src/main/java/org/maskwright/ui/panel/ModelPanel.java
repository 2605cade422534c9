package org.maskwright.ui.panel;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.scene.Node;
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

/// The tab of the model: on what it runs and why, which frames are ready, how far the next round of
/// learning is, how the last one went, and every version with the way back to it.
public final class ModelPanel extends ScrollPane {
    private final Workbench bench;
    private final Label each = Faces.text("", "subtle");
    private final Label every = Faces.text("", "subtle");
    private final ProgressBar progress = new ProgressBar(0);
    private final Label since = Faces.number("");
    private final Button fineTune;
    private final Button bootstrap;
    private final Button stop;
    private final Button pause;
    private final Label why = Faces.prose("", "muted");

    /// @param chooseModel has the person choose a weight file to add
    /// @param target has the person choose a folder to write into, near another
    public ModelPanel(
            Workbench bench,
            Models models,
            Runnable chooseModel,
            Function<Path, Optional<Path>> target,
            InstantSource clock,
            ZoneId zone) {
        this.bench = bench;
        getStyleClass().add("model-panel");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        fineTune = Faces.compact(
                Words.of("ui.model.fine-tune"), () -> bench.learning().fineTune());
        fineTune.setId("fine-tune");
        bootstrap = Faces.compact(
                Words.of("ui.model.bootstrap"), () -> bench.learning().bootstrap());
        bootstrap.setId("bootstrap");
        bootstrap.setMinWidth(USE_PREF_SIZE);
        stop = Faces.compact(Words.of("ui.model.stop"), () -> bench.learning().stop());
        stop.setId("stop-learning");
        pause = Faces.compact(
                "",
                () -> bench.learning().paused().set(!bench.learning().paused().get()));
        pause.setId("pause-learning");
        setContent(new VBox(
                new DevicePane(bench, models),
                new ModelList(models, chooseModel),
                ready(),
                learning(),
                new RoundPane(bench.learning()),
                new VersionList(bench, target, clock, zone)));

        Machine machine = bench.machine();
        InvalidationListener changed = o -> show();
        machine.model().addListener(changed);
        Learning learning = bench.learning();
        learning.every().addListener(changed);
        learning.running().addListener(changed);
        learning.progress().addListener(changed);
        learning.inVain().addListener(changed);
        learning.versions().addListener(changed);
        Glance.onOther(bench, this::show);
        // These change with each click.
        var following = new Unhurried(this::show);
        for (Observable o : List.of(machine.lastEmbedding(), learning.acceptedSince(), learning.held())) {
            o.addListener(_ -> following.soon());
        }
        show();
    }

    /// One more section, before the versions.
    public void add(Node section) {
        if (getContent() instanceof VBox all) {
            all.getChildren().add(all.getChildren().size() - 1, section);
        }
    }

    private VBox ready() {
        return Faces.section(
                Faces.apart(Faces.text(Words.of("ui.model.ready"), "semibold"), each), new ReadyStrip(bench));
    }

    private VBox learning() {
        progress.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(progress, Priority.ALWAYS);
        var line = Faces.row(progress, since, fineTune, pause, stop);
        line.setSpacing(10);
        Label search = Faces.prose(Words.of("ui.model.bootstrap.what"), "caption");
        HBox.setHgrow(search, Priority.ALWAYS);
        var unlabelled = Faces.row(search, bootstrap);
        unlabelled.setSpacing(10);
        return Faces.section(
                Faces.apart(Faces.text(Words.of("ui.model.learning"), "semibold"), every), line, why, unlabelled);
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
        int n = learning.next();
        int done = learning.acceptedSince().get();
        every.setText(
                running
                        ? Words.of(learning.held().get() ? "ui.model.waiting" : "ui.model.running")
                        : n == 0 ? Words.of("ui.model.on-demand") : Words.of("ui.model.every", n));
        progress.setProgress(running ? learning.progress().get() : n == 0 ? 0 : Math.min(1, (double) done / n));
        since.setText(
                running
                        ? Numbers.percent(learning.progress().get())
                        : n == 0 ? String.valueOf(done) : Words.of("ui.frames.of", done, n));
        boolean battery = learning.onlyOnMains().get() && learning.onBattery().get();
        why.setText(
                battery
                        ? Words.of("ui.model.on-battery")
                        : learning.isOver() && learning.every().get() > 0 && !running ? Words.of("ui.model.over") : "");
        Faces.show(why, !why.getText().isEmpty());
        pause.setText(Words.of(learning.paused().get() ? "ui.model.resume" : "ui.model.pause"));
        Faces.show(pause, running || learning.paused().get());
        progress.setAccessibleText(since.getText());
        Faces.show(fineTune, !running && !learning.paused().get());
        Faces.show(stop, running);
        bootstrap.setDisable(running
                || bench.project().get() == null
                || !bench.isWritable()
                || bench.machine().model().get() == null);
        fineTune.setDisable(bench.project().get() == null
                || !bench.isWritable()
                || bench.machine().model().get() == null);
    }
}
