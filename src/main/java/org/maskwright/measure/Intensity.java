package org.maskwright.measure;

import org.maskwright.image.Raster;
import org.maskwright.image.Region;
import org.maskwright.label.Bounds;
import org.maskwright.label.Mask;

/// The samples of one channel under a mask, as stored; samples that are not numbers are left out.
///
/// @param count samples that are numbers
/// @param mean mean sample, NaN when there is none
/// @param total sum of the samples
/// @param deviation standard deviation over the samples, NaN when there is none
/// @param least smallest sample, NaN when there is none
/// @param most largest sample, NaN when there is none
public record Intensity(int count, double mean, double total, double deviation, double least, double most) {
    /// @param mask a mask inside the image
    public static Intensity of(Mask mask, Raster raster, int channel) {
        Bounds b = mask.bounds();
        float[] samples = new float[Math.multiplyExact(b.width(), b.height())];
        raster.copy(new Region(b.left(), b.top(), b.width(), b.height()), channel, samples);
        var sums = new Sums();
        mask.forEachRun((y, x0, x1) -> {
            int row = (y - b.top()) * b.width() - b.left();
            for (int x = x0; x < x1; x++) {
                sums.add(samples[row + x]);
            }
        });
        return sums.toIntensity();
    }

    /// Running mean and squared deviation (B. P. Welford 1962).
    private static final class Sums {
        private int n;
        private double total;
        private double mean;
        private double squares;
        private double least = Double.NaN;
        private double most = Double.NaN;

        void add(float v) {
            if (Float.isNaN(v)) {
                return;
            }
            n++;
            total += v;
            double off = v - mean;
            mean += off / n;
            squares += off * (v - mean);
            least = n == 1 ? v : Math.min(least, v);
            most = n == 1 ? v : Math.max(most, v);
        }

        Intensity toIntensity() {
            return n == 0
                    ? new Intensity(0, Double.NaN, 0, Double.NaN, Double.NaN, Double.NaN)
                    : new Intensity(n, total / n, total, Math.sqrt(squares / n), least, most);
        }
    }
}
