package org.maskwright.ui.panel;

import java.util.Set;
import java.util.stream.Collectors;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.InvalidationListener;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.carbonicons.CarbonIcons;
import org.kordamp.ikonli.javafx.FontIcon;
import org.maskwright.Words;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;
import org.maskwright.ui.model.FrameItem;
import org.maskwright.ui.model.Workbench;

/// Time under the canvas: play, the number of the frame, the slider with its marks; above it a slider for the slice
/// where there is depth. Away where there is one plane alone.
public final class TimeBar extends VBox {
    private static final Duration STEP = Duration.millis(125);

    private final Workbench bench;
    private final ToggleButton play = new ToggleButton("", new FontIcon(CarbonIcons.PLAY_FILLED_ALT));
    private final NumberField frame;
    private final Label of = Faces.text("", "number", "subtle", "field-unit");
    private final FrameSlider slider;
    private final SliceBar slices;
    private final HBox time;
    private final Timeline playing;
    private final InvalidationListener changed = o -> refresh();

    public TimeBar(Workbench bench) {
        this.bench = bench;
        getStyleClass().add("time-area");
        play.getStyleClass().add("tool");
        play.setId("play");
        Faces.name(play, Words.of("ui.time.play"));
        playing = new Timeline(new KeyFrame(STEP, e -> next()));
        playing.setCycleCount(Animation.INDEFINITE);
        play.selectedProperty().addListener((o, was, is) -> play(is));

        frame = new NumberField(Words.of("ui.time.frame"), this::typed);
        frame.setId("frame-number");
        var field = new StackPane(frame, of);
        field.getStyleClass().add("frame-field");
        StackPane.setAlignment(of, Pos.CENTER_RIGHT);
        of.setMouseTransparent(true);

        slider = new FrameSlider(bench::goTo);
        slider.setId("frame-slider");
        Faces.name(slider, Words.of("ui.time.slider"));
        HBox.setHgrow(slider, Priority.ALWAYS);
        time = new HBox(play, field, slider);
        time.getStyleClass().add("time-bar");
        slices = new SliceBar(bench);
        getChildren().addAll(slices, time);

        bench.plane().addListener(changed);
        bench.frames().addListener((ListChangeListener<FrameItem>) c -> watch(c));
        bench.frames().forEach(f -> f.state().addListener(changed));
        bench.review().queue().addListener((InvalidationListener) o -> mark());
        refresh();
    }

    private void watch(ListChangeListener.Change<? extends FrameItem> change) {
        while (change.next()) {
            change.getRemoved().forEach(f -> f.state().removeListener(changed));
            change.getAddedSubList().forEach(f -> f.state().addListener(changed));
        }
        play.setSelected(false);
        refresh();
    }

    private void play(boolean on) {
        ((FontIcon) play.getGraphic()).setIconCode(on ? CarbonIcons.PAUSE_FILLED : CarbonIcons.PLAY_FILLED_ALT);
        Faces.name(play, Words.of(on ? "ui.time.pause" : "ui.time.play"));
        if (on) {
            playing.play();
        } else {
            playing.stop();
        }
    }

    /// One frame on, from the last to the first; waits for pixels that are not there yet.
    private void next() {
        Plane at = bench.plane().get();
        if (at == null || getScene() == null) {
            play.setSelected(false);
        } else if (bench.active().get() == null) {
            bench.goTo((at.frame() + 1) % bench.frames().size());
        }
    }

    /// The number that the file has, not the place in the list.
    private boolean typed(double number) {
        Project project = bench.project().get();
        var there = project == null ? null : project.frameNumbered((int) number).orElse(null);
        if (there == null || number != (int) number) {
            return false;
        }
        bench.goTo(there.index());
        return true;
    }

    private void refresh() {
        @Nullable Plane at = bench.plane().get();
        int count = bench.frames().size();
        Project project = bench.project().get();
        Faces.show(time, count > 1);
        slices.show(project == null ? 1 : project.depth(), at);
        Faces.show(this, count > 1 || slices.isManaged());
        if (at == null || at.frame() >= count) {
            return;
        }
        int number = bench.frames().get(at.frame()).entry().number();
        frame.show(String.valueOf(number));
        of.setText(Words.of("ui.time.of", count));
        mark();
    }

    /// The slider; the number may just be typed.
    private void mark() {
        @Nullable Plane at = bench.plane().get();
        if (at == null || at.frame() >= bench.frames().size()) {
            return;
        }
        Set<Integer> doubted =
                bench.review().queue().stream().map(d -> d.plane().frame()).collect(Collectors.toSet());
        var states = bench.frames().stream().map(f -> f.state().get()).toArray(FrameItem.State[]::new);
        slider.show(states, doubted, at.frame());
    }
}
