package org.maskwright.train;

import java.util.IdentityHashMap;
import org.maskwright.image.Raster;
import org.maskwright.train.TrainingSet.LabelledFrame;

/// Tells frames that show nearly the same thing, as neighbours in a series do: by the correlation of small copies.
/// Decodes frames, so not for the tensor thread.
final class Likeness {
    private static final int SIDE = 48;

    /// Different fields of one specimen correlate far less, also when the light falls off alike.
    private static final double ALIKE = 0.8;

    private final IdentityHashMap<LabelledFrame, Raster> small = new IdentityHashMap<>();

    boolean isAlike(LabelledFrame a, LabelledFrame b) {
        Raster x = small.computeIfAbsent(a, f -> shrunk(f.raster().get()));
        Raster y = small.computeIfAbsent(b, f -> shrunk(f.raster().get()));
        return correlation(x.channel(0), y.channel(0)) >= ALIKE;
    }

    /// Means of blocks over all channels.
    private static Raster shrunk(Raster raster) {
        float[] out = new float[SIDE * SIDE];
        int[] counts = new int[SIDE * SIDE];
        for (int c = 0; c < raster.channels(); c++) {
            float[] plane = raster.channel(c);
            for (int i = 0; i < plane.length; i++) {
                int row = i / raster.width();
                int y = row * SIDE / raster.height();
                int x = i % raster.width() * SIDE / raster.width();
                out[y * SIDE + x] += plane[i];
                counts[y * SIDE + x]++;
            }
        }
        for (int i = 0; i < out.length; i++) {
            out[i] /= Math.max(1, counts[i]);
        }
        return Raster.ofFloats(SIDE, SIDE, 1, out);
    }

    private static double correlation(float[] x, float[] y) {
        double mx = 0;
        double my = 0;
        for (int i = 0; i < x.length; i++) {
            mx += x[i] / x.length;
            my += y[i] / y.length;
        }
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - mx) * (y[i] - my);
            xx += (x[i] - mx) * (x[i] - mx);
            yy += (y[i] - my) * (y[i] - my);
        }
        return xy / Math.sqrt(Math.max(xx * yy, 1e-12));
    }
}
