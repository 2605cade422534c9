package org.maskwright.ui.canvas;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.maskwright.image.Region;
import org.maskwright.label.Mask;

/// Prints how long painting takes: `dev java org.maskwright.ui.canvas.CanvasSpeed`.
/// A picture of 2,048 x 2,048 with 5,000 objects; medians and worst of 60 paints, after as many to warm up.
public final class CanvasSpeed {
    private static final int SIZE = 2048;
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private CanvasSpeed() {}

    static void main(String[] args) {
        CanvasScene scene = Scenes.many(SIZE, 5000);
        Pyramid pyramid = Pyramid.of(scene.picture().raster());
        var contours = new Contours();
        for (int[] size : new int[][] {{784, 686}, {1504, 966}}) {
            Viewport fit = Viewport.fit(size[0], size[1], SIZE, SIZE);
            for (double zoom : new double[] {fit.zoom(), 0.45, 0.7, 1, 2, 6}) {
                Viewport v = fit.zoomedTo(zoom, size[0] / 2.0, size[1] / 2.0);
                measure(String.format(Locale.ROOT, "zoom %.2f", v.zoom()), v, scene, pyramid, contours, null);
            }
            Viewport v = fit.zoomedTo(1.5, size[0] / 2.0, size[1] / 2.0);
            measure("hover 1.5", v, scene, pyramid, contours, scene.labels().instances().stream().skip(2500).findFirst().orElseThrow().mask());
        }
    }

    private static void measure(
            String what, Viewport view, CanvasScene scene, Pyramid pyramid, Contours contours, @Nullable Mask hovered) {
        var pictures = new PicturePainter();
        var labels = new LabelPainter(contours);
        var out = new Pixels((int) view.width(), (int) view.height());
        double[] pictureMs = new double[60];
        double[] allMs = new double[60];
        for (int i = 0; i < 120; i++) {
            Viewport v = view.panned(i % 30, -i % 17);
            CanvasScene s = scene;
            Region stale = out.bounds();
            if (hovered != null) {
                Mask moved = hovered.translate(i % 9, i % 5);
                s = scene.withPreview(new CanvasScene.Preview(moved, 0.9, false));
                stale = new Region(
                        (int) v.toScreenX(moved.bounds().left()) - 24, (int) v.toScreenY(moved.bounds().top()) - 24,
                        (int) (moved.bounds().width() * v.zoom()) + 48, (int) (moved.bounds().height() * v.zoom()) + 48)
                        .intersect(out.bounds());
            }
            do {
                contours.beginPulse();
                labels.paint(out, stale, v, 1, s, null);
            } while (contours.missed());
            long t0 = CLOCK.getCurrentThreadCpuTime();
            pictures.paint(out, stale, v, s.picture(), pyramid);
            long t1 = CLOCK.getCurrentThreadCpuTime();
            contours.beginPulse();
            labels.paint(out, stale, v, 1, s, null);
            long t2 = CLOCK.getCurrentThreadCpuTime();
            pictureMs[i % 60] = (t1 - t0) / 1e6;
            allMs[i % 60] = (t2 - t0) / 1e6;
        }
        Arrays.sort(pictureMs);
        Arrays.sort(allMs);
        System.out.printf(
                Locale.ROOT,
                "%4.0f x %4.0f  %-12s picture %.2f ms, all %.2f ms (worst %.2f) of processor time%n",
                view.width(), view.height(), what, pictureMs[30], allMs[30], allMs[59]);
    }
}
