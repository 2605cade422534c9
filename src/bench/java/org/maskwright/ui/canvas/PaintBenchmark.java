package org.maskwright.ui.canvas;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.maskwright.image.Contrasts;
import org.maskwright.image.Region;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.LabelImages;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.label.Provenance;
import org.maskwright.label.TrackId;
import org.maskwright.synth.Kind;
import org.maskwright.synth.Simulator;
import org.maskwright.synth.SynthImage;
import org.maskwright.ui.canvas.CanvasScene.Picture;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Painting a frame of 1024 x 1024 with 500 objects, shown whole.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PaintBenchmark {
    private static final int SIDE = 1024;
    private static final int OBJECTS = 500;
    private static final int COLOURS = 18;
    private static final Region ALL = Region.of(SIDE, SIDE);

    private final CanvasScene scene = crowd();
    private final Viewport view = Viewport.fit(SIDE, SIDE, SIDE, SIDE);
    private final Pixels out = new Pixels(SIDE, SIDE);
    private final Pyramid pyramid = Pyramid.of(scene.picture().raster());
    private final PicturePainter picturePainter = new PicturePainter();
    private final Contours contours = new Contours();
    private final LabelPainter labelPainter = new LabelPainter(contours);

    private static CanvasScene crowd() {
        var simulator = new Simulator();
        SynthImage image = simulator.render(simulator.scene(Kind.FLUO, SIDE, SIDE, OBJECTS, 1), 0);
        Labels labels = Labels.empty(SIDE, SIDE);
        int n = 0;
        for (Mask mask : LabelImages.masks(SIDE, SIDE, image.ids()).values()) {
            n++;
            var origin = Provenance.imported(Instant.EPOCH);
            labels = labels.with(new Instance(
                    new InstanceId(n), mask, new TrackId(n), Instance.State.ACCEPTED, n % COLOURS, origin));
        }
        return CanvasScene.of(Picture.of(image.image(), Contrasts.window(image.image(), false)), labels);
    }

    @Benchmark
    public Object picture() {
        picturePainter.paint(out, ALL, view, scene.picture(), pyramid);
        return out;
    }

    /// The outlines are traced in the first calls and kept.
    @Benchmark
    public Object overlay() {
        contours.beginPulse();
        labelPainter.paint(out, ALL, view, 1, scene, null);
        return out;
    }
}
