package org.maskwright.measure;

import org.maskwright.image.Calibration;
import org.maskwright.label.Mask;

/// Size and shape of a mask, in pixels or in the unit of a [Calibration].
///
/// @param area number of pixels, or area in square units
/// @param perimeter Cauchy-Crofton estimate from the crossings of lines in the four directions of a pixel's sides and
///     diagonals, each weighted by the angle that it stands for (D. Legland, K. Kiêu, M.-F. Devaux, "Computation of
///     Minkowski measures on 2D and 3D binary images", 2007): within 2 % for discs from 10 pixels across, 5 % low for
///     upright rectangles
/// @param equivalentDiameter that of the circle of the same area
/// @param maxFeret the largest distance between two points of the mask, pixels being rectangles
/// @param minFeret the least width between two parallel lines that hold the mask
/// @param circularity 4 pi area / perimeter^2, at most 1
/// @param centroidX mean x of the pixel centres, always in pixels
/// @param centroidY mean y of the pixel centres, always in pixels
public record Shape(
        double area,
        double perimeter,
        double equivalentDiameter,
        double maxFeret,
        double minFeret,
        double circularity,
        double centroidX,
        double centroidY) {

    /// In pixels.
    ///
    /// @throws IllegalArgumentException for an empty mask
    public static Shape of(Mask mask) {
        return of(mask, Calibration.NONE);
    }

    /// In the unit of a calibration. Pixels need not be square.
    ///
    /// @throws IllegalArgumentException for an empty mask
    public static Shape of(Mask mask, Calibration size) {
        if (mask.isEmpty()) {
            throw new IllegalArgumentException("an empty mask has no shape");
        }
        double w = size.pixelSize();
        double h = size.pixelHeight();
        double area = mask.area() * w * h;
        double perimeter = perimeter(mask, w, h);
        var feret = Feret.of(mask, w, h);
        double[] sum = new double[2];
        mask.forEachRun((y, x0, x1) -> {
            sum[0] += (x1 - x0) * (x0 + x1 - 1) / 2.0;
            sum[1] += (double) (x1 - x0) * y;
        });
        return new Shape(
                area,
                perimeter,
                2 * Math.sqrt(area / Math.PI),
                feret.max(),
                feret.min(),
                Math.min(1, 4 * Math.PI * area / (perimeter * perimeter)),
                sum[0] / mask.area(),
                sum[1] / mask.area());
    }

    /// Pi / 2 times the mean, over all directions, of crossings times the distance between the lines.
    private static double perimeter(Mask mask, double w, double h) {
        double slope = Math.atan2(h, w);
        double across = slope / Math.PI * ends(mask, 1, 0) * h;
        double down = (0.5 - slope / Math.PI) * ends(mask, 0, 1) * w;
        double diagonal = 0.25 * (ends(mask, 1, 1) + ends(mask, 1, -1)) * w * h / Math.hypot(w, h);
        return Math.PI / 2 * (across + down + diagonal);
    }

    /// How often lines in a direction enter or leave the mask.
    private static int ends(Mask mask, int dx, int dy) {
        return 2 * (mask.area() - mask.intersection(mask.translate(dx, dy)));
    }
}
