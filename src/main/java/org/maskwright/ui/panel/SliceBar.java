package org.maskwright.ui.panel;

import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import org.maskwright.Words;
import org.maskwright.project.Plane;
import org.maskwright.ui.model.Workbench;

/// The slices of a frame, above the time bar, where there is depth.
final class SliceBar extends HBox {
    private final Workbench bench;
    private final Slider slider = new Slider(0, 1, 0);
    private final javafx.scene.control.Label number = Faces.number("");
    private boolean following;

    SliceBar(Workbench bench) {
        this.bench = bench;
        getStyleClass().add("slice-bar");
        slider.setId("slice-slider");
        slider.setBlockIncrement(1);
        Faces.name(slider, Words.of("ui.time.slice"));
        HBox.setHgrow(slider, Priority.ALWAYS);
        slider.valueProperty().addListener((o, was, is) -> chosen((int) Math.round(is.doubleValue())));
        getChildren().addAll(Faces.text(Words.of("ui.time.slice"), "caption"), slider, number);
        Faces.show(this, false);
    }

    void show(int depth, @Nullable Plane at) {
        Faces.show(this, depth > 1);
        if (depth > 1 && at != null) {
            following = true;
            slider.setMax(depth - 1);
            slider.setValue(at.z());
            following = false;
            number.setText(Words.of("ui.time.slice-of", at.z() + 1, depth));
        }
    }

    private void chosen(int z) {
        Plane at = bench.plane().get();
        if (!following && at != null && z != at.z()) {
            bench.slice(z - at.z());
        }
    }
}
