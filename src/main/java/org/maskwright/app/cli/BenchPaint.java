package org.maskwright.app.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import javafx.application.Platform;
import javafx.scene.Scene;
import org.maskwright.image.Raster;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.label.Provenance;
import org.maskwright.label.TrackId;
import org.maskwright.ui.canvas.CanvasScene;
import org.maskwright.ui.canvas.CanvasScene.Style;
import org.maskwright.ui.canvas.LabelCanvas;

/// Takes the time for which the window's thread paints: a crowded frame shown whole on a canvas of its size,
/// with no screen behind it.
final class BenchPaint {
    private static final int OBJECTS = 500;
    private static final int COLOURS = 18;
    private static final int WARM_UPS = 50;
    private static final int PAINTS = 100;

    private final LabelCanvas canvas = new LabelCanvas();
    private final List<Mask> masks;
    private final CanvasScene scene;

    private BenchPaint(int side, long seed) {
        BenchFrames frames = BenchFrames.synthetic(side, 1, OBJECTS, seed);
        Raster raster = frames.rasters().getFirst();
        masks = frames.masks().getFirst();
        Labels labels = Labels.empty(side, side);
        for (int i = 0; i < masks.size(); i++) {
            var id = new InstanceId(i + 1);
            var state = Instance.State.ACCEPTED;
            var origin = Provenance.imported(Instant.EPOCH);
            labels = labels.with(new Instance(id, masks.get(i), new TrackId(i + 1), state, i % COLOURS, origin));
        }
        scene = CanvasScene.of(CanvasScene.Picture.of(raster, frames.contrast()), labels);
    }

    /// Starts the toolkit without a screen, unless it runs already, and paints.
    static Map<String, Object> report(int side, long seed) {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        var report = new CompletableFuture<Map<String, Object>>();
        Runnable paint = () -> {
            try {
                report.complete(new BenchPaint(side, seed).measure(side));
            } catch (RuntimeException | Error e) {
                report.completeExceptionally(e);
            }
        };
        try {
            Platform.startup(paint);
        } catch (IllegalStateException runsAlready) {
            Platform.runLater(paint);
        }
        return report.join();
    }

    private Map<String, Object> measure(int side) {
        new Scene(canvas, side, side);
        canvas.resize(side, side);
        canvas.show(scene);
        var out = new LinkedHashMap<String, Object>();
        out.put("objects", masks.size());
        out.put("hover_preview", timed(this::preview).report());
        out.put("mask_overlay", timed(this::overlay).report());
        return out;
    }

    private Times timed(IntConsumer change) {
        var turn = new int[1];
        return Times.of(WARM_UPS, PAINTS, () -> {
            change.accept(turn[0]++);
            canvas.layout();
        });
    }

    /// The pointer went on to another object.
    private void preview(int turn) {
        var preview = new CanvasScene.Preview(masks.get(turn % masks.size()), 1, false);
        canvas.show(scene.withPreview(preview));
    }

    /// The strength of the fill was changed, so the picture and every object are painted anew.
    private void overlay(int turn) {
        Style s = Style.NORMAL;
        double fill = s.fill() / (1 + turn % 2);
        canvas.show(scene.withStyle(new Style(
                fill,
                s.outline(),
                s.fills(),
                s.outlines(),
                s.hidden(),
                s.rejected(),
                s.numbers(),
                s.divisions(),
                s.scaleBar())));
    }
}
