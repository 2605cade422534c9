package org.maskwright.ui;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.maskwright.Words;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.LabelColours;
import org.maskwright.ui.canvas.CanvasScene;
import org.maskwright.ui.canvas.LabelCanvas;
import org.maskwright.ui.canvas.ObjectBar;
import org.maskwright.ui.model.ActiveObject;
import org.maskwright.ui.model.Comparison;
import org.maskwright.ui.model.DoubtWords;
import org.maskwright.ui.model.Doubtful;
import org.maskwright.ui.model.Numbers;
import org.maskwright.ui.model.Review;
import org.maskwright.ui.model.Workbench;
import org.maskwright.ui.panel.Faces;

/// What review and comparison add to the canvas: marks, the bar of the object in question, the zoom to it, another
/// version's mask in the place of one's own, and a chip with the reason or the comparison in words.
final class DoubtLayer {
    /// The object in question fills so much of the canvas.
    private static final double SHARE = 0.25;

    private final Workbench bench;
    private final Review review;
    private final Comparison comparison;
    private final Label what = Faces.text("", "semibold");
    private final Label more = Faces.text("", "muted");
    private final HBox chip = Faces.row(what, more);
    private @Nullable Doubtful aim;

    DoubtLayer(Workbench bench, Runnable outdated) {
        this.bench = bench;
        review = bench.review();
        comparison = review.comparison();
        chip.getStyleClass().addAll("on-picture", "reason-chip");
        chip.setMouseTransparent(true);
        chip.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        review.current().addListener((o, was, is) -> aim = is);
        for (ObservableValue<?> watched : List.of(review.current(), review.marked(), comparison.shown())) {
            watched.addListener((o, was, is) -> {
                say();
                outdated.run();
            });
        }
        bench.active().addListener((o, was, is) -> {
            if ((was == null) != (is == null)) {
                say();
            }
        });
        chip.visibleProperty().bind(Bindings.isNotEmpty(what.textProperty()));
        say();
    }

    HBox chip() {
        return chip;
    }

    private void say() {
        Comparison.Shown other = comparison.shown().get();
        Doubtful asked = review.current().get();
        if (other != null) {
            what.setText(Words.of(
                    "ui.compare.how",
                    other.round() == 0 ? Words.of("ui.model.bundled") : Words.of("ui.model.round", other.round())));
            more.setText(
                    other.iou() == 1
                            ? Words.of("ui.compare.same")
                            : Words.of("ui.compare.iou", Numbers.decimal(other.iou(), 2)));
        } else if (asked != null && bench.active().get() == null) {
            what.setText(DoubtWords.brief(asked));
            more.setText(Words.of("ui.review.doubt") + " "
                    + Numbers.percent(asked.doubt().value()));
        } else {
            what.setText("");
            more.setText("");
        }
    }

    CanvasScene.Marks marks(Set<InstanceId> unsaved) {
        Doubtful asked = bench.active().get() == null ? review.current().get() : null;
        return new CanvasScene.Marks(
                review.marked().get(),
                unsaved,
                bench.selected().get(),
                asked == null ? null : asked.instance().id(),
                List.of());
    }

    /// The bar of the object in question; null when there is none.
    ObjectBar.@Nullable Content bar() {
        Doubtful asked = review.current().get();
        return asked == null
                ? null
                : new ObjectBar.Content.InReview(
                        LabelColours.rgb(
                                asked.instance().colour(), bench.bright().get()),
                        Words.of("ui.canvas.object", asked.instance().id().value()));
    }

    /// The object as it is to be seen: by the other version while that is looked at.
    CanvasScene.@Nullable Active seen(CanvasScene.@Nullable Active own) {
        Comparison.Shown other = comparison.shown().get();
        if (other == null) {
            return own;
        }
        if (own != null) {
            return new CanvasScene.Active(other.mask(), own.colour(), own.prompts(), own.reopened());
        }
        Optional<Instance> chosen = bench.selectedInstance();
        return chosen.map(i -> new CanvasScene.Active(
                        other.mask(), i.colour(), i.provenance().prompts(), i.id()))
                .orElse(null);
    }

    CanvasScene.@Nullable Preview seen(CanvasScene.@Nullable Preview own) {
        return comparison.shown().get() == null ? own : null;
    }

    /// Brings the object in question into view, once its picture is there.
    void look(LabelCanvas canvas) {
        Doubtful to = aim;
        ActiveObject held = bench.active().get();
        if (to != null && held == null && to.plane().equals(bench.plane().get())) {
            aim = null;
            canvas.zoomTo(to.instance().mask().bounds(), SHARE);
        }
    }
}
