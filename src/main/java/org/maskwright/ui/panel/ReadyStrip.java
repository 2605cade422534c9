package org.maskwright.ui.panel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.InvalidationListener;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.maskwright.Words;
import org.maskwright.project.Plane;
import org.maskwright.ui.model.FrameItem;
import org.maskwright.ui.model.Numbers;
import org.maskwright.ui.model.Workbench;

/// The frames around the one in view, each with a bar: not yet, in work, ready for clicks.
final class ReadyStrip extends VBox {
    private static final int SHOWN = 12;
    private static final int BEFORE = 4;

    private final Workbench bench;
    private final HBox bars = new HBox(4);
    private final Label work = Faces.text("", "caption");
    private final InvalidationListener changed = o -> refresh();

    ReadyStrip(Workbench bench) {
        this.bench = bench;
        setSpacing(8);
        getStyleClass().add("ready-strip");
        getChildren().addAll(bars, work);
        bench.frames().addListener((ListChangeListener<FrameItem>) this::watch);
        bench.frames().forEach(f -> f.embedding().addListener(changed));
        bench.plane().addListener(changed);
        bench.machine().embeddingBytes().addListener(changed);
        refresh();
    }

    private void watch(ListChangeListener.Change<? extends FrameItem> change) {
        while (change.next()) {
            change.getRemoved().forEach(f -> f.embedding().removeListener(changed));
            change.getAddedSubList().forEach(f -> f.embedding().addListener(changed));
        }
        refresh();
    }

    private void refresh() {
        List<FrameItem> frames = bench.frames();
        Plane at = bench.plane().get();
        int current = at == null ? 0 : at.frame();
        int first = Math.clamp(current - BEFORE, 0, Math.max(0, frames.size() - SHOWN));
        var shown = new ArrayList<VBox>();
        var working = new ArrayList<String>();
        for (int i = first; i < Math.min(frames.size(), first + SHOWN); i++) {
            FrameItem frame = frames.get(i);
            shown.add(bar(frame, i == current));
            if (frame.embedding().get() == FrameItem.Embedding.IN_WORK) {
                working.add(String.valueOf(frame.entry().number()));
            }
        }
        bars.getChildren().setAll(shown);
        long ready = frames.stream()
                .filter(f -> f.embedding().get() == FrameItem.Embedding.READY)
                .count();
        long bytes = bench.machine().embeddingBytes().get();
        if (!working.isEmpty()) {
            work.setText(Words.of("ui.model.in-work", String.join(", ", working)));
        } else if (bytes == 0) {
            work.setText(Words.of("ui.model.ready-of", ready, frames.size()));
        } else {
            work.setText(Words.of("ui.model.ready-of.memory", ready, frames.size(), Numbers.megabytes(bytes)));
        }
    }

    private static VBox bar(FrameItem frame, boolean current) {
        var bar = new Region();
        var state = frame.embedding().get();
        bar.getStyleClass()
                .addAll("ready-bar", state.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        Faces.toggle(bar, "current", current);
        Label number = Faces.text(String.valueOf(frame.entry().number()), "axis-number");
        Faces.toggle(number, "current", current);
        var box = new VBox(4, bar, number);
        box.setAlignment(javafx.geometry.Pos.TOP_CENTER);
        box.setMaxWidth(40);
        box.setMinWidth(0);
        box.setPrefWidth(20);
        HBox.setHgrow(box, Priority.ALWAYS);
        box.setAccessibleText(Words.of(
                "ui.model.frame-ready",
                frame.entry().number(),
                Words.of("ui.model.ready." + state.name().toLowerCase(Locale.ROOT))));
        return box;
    }
}
