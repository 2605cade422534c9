package org.maskwright.image;

import java.nio.file.Path;
import org.maskwright.Problem;

/// What a file holds, samples as stored: palette indices, alpha and all.
///
/// @param channels samples a pixel, times the channels of a hyperstack
/// @param min least of all samples of the first series, NaN left out
/// @param max greatest of them
/// @param mean mean of them
public record ImageInfo(
        int width,
        int height,
        int channels,
        int slices,
        int times,
        SampleType type,
        double min,
        double max,
        double mean,
        Calibration calibration) {
    /// Reads every plane of a file, one after the other.
    ///
    /// @throws Problem when the file cannot be read
    public static ImageInfo of(Path path) {
        ImageFile file = Images.scan(path);
        StackAxes axes = file.axes();
        var sum = new Sum();
        PlaneInfo plane = file.info();
        int pages = axes.channels() * axes.slices() * axes.times();
        for (int p = 0; p < pages; p++) {
            Raster r = file.stored(p);
            plane = new PlaneInfo(r.width(), r.height(), r.channels(), r.type());
            sum.add(r);
        }
        return new ImageInfo(
                plane.width(),
                plane.height(),
                plane.channels() * axes.channels(),
                axes.slices(),
                axes.times(),
                plane.type(),
                sum.min,
                sum.max,
                sum.total / sum.count,
                axes.calibration());
    }

    private static final class Sum {
        double min = Double.NaN;
        double max = Double.NaN;
        double total;
        long count;

        void add(Raster r) {
            float[] row = new float[r.width()];
            for (int c = 0; c < r.channels(); c++) {
                for (int y = 0; y < r.height(); y++) {
                    r.copy(new Region(0, y, r.width(), 1), c, row);
                    for (float v : row) {
                        if (!Float.isNaN(v)) {
                            min = v >= min ? min : v;
                            max = v <= max ? max : v;
                            total += v;
                            count++;
                        }
                    }
                }
            }
        }
    }
}
