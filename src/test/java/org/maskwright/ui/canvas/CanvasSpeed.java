package org.maskwright.ui.canvas;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import org.maskwright.image.Region;
import org.maskwright.label.Mask;

/// Prints what painting costs: `dev java org.maskwright.ui.canvas.CanvasSpeed`. A picture of 2,048 x 2,048
/// with 5,000 objects, painted anew as a whole (a zoom), after a pan by 9 x 5 pixels, and under a hover
/// with a mask never seen before. Processor time of the painting thread.
public final class CanvasSpeed {
    private static final int SIZE = 2048;
    private static final int TIMES = 60;
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private final CanvasScene scene = Scenes.many(SIZE, 5000);
    private final Pyramid pyramid = Pyramid.of(scene.picture().raster());
    private final Contours contours = new Contours();
    private final PicturePainter pictures = new PicturePainter();
    private final LabelPainter labels = new LabelPainter(contours);

    private CanvasSpeed() {}

    static void main(String[] args) {
        var speed = new CanvasSpeed();
        speed.measure(784, 686);
        speed.measure(1504, 966);
    }

    private void measure(int width, int height) {
        var out = new Pixels(width, height);
        Viewport fit = Viewport.fit(width, height, SIZE, SIZE);
        for (double zoom : new double[] {fit.zoom(), 0.7, 1, 2, 6}) {
            Viewport v = fit.zoomedTo(zoom, width / 2.0, height / 2.0);
            do {
                paint(out, out.bounds(), v, scene);
            } while (contours.missed());
            measure("zoom", v, () -> paint(out, out.bounds(), v, scene));
            measure("pan", v, () -> {
                out.scroll(-9, -5);
                paint(out, new Region(width - 9, 0, 9, height), v, scene);
                paint(out, new Region(0, height - 5, width, 5), v, scene);
            });
        }
        Viewport v = fit.zoomedTo(1.5, width / 2.0, height / 2.0);
        measure("hover", v, () -> {
            Mask seen = Mask.of(1000, 1000, 60, 60, i -> Math.hypot(i % 60 - 30, i / 60 - 30) < 28);
            CanvasScene next = scene.withPreview(new CanvasScene.Preview(seen, 0.9, false));
            Region stale = new Region((int) v.toScreenX(1000) - 24, (int) v.toScreenY(1000) - 24, 140, 140);
            paint(out, stale.intersect(out.bounds()), v, next);
        });
    }

    private void paint(Pixels out, Region part, Viewport v, CanvasScene shown) {
        contours.beginPulse();
        pictures.paint(out, part, v, shown.picture(), pyramid);
        labels.paint(out, part, v, 1, shown, null);
    }

    private static void measure(String what, Viewport v, Runnable paint) {
        double[] ms = new double[TIMES];
        for (int i = 0; i < 2 * TIMES; i++) {
            long before = CLOCK.getCurrentThreadCpuTime();
            paint.run();
            ms[i % TIMES] = (CLOCK.getCurrentThreadCpuTime() - before) / 1e6;
        }
        Arrays.sort(ms);
        System.out.printf(
                Locale.ROOT,
                "%4.0f x %4.0f at %3.0f %%: %-5s %6.2f ms (median %.2f)%n",
                v.width(),
                v.height(),
                v.zoom() * 100,
                what,
                ms[0],
                ms[TIMES / 2]);
    }
}
