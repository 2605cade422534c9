package org.maskwright.measure;

import org.maskwright.image.Calibration;
import org.maskwright.label.Mask;

/// Size and shape of a mask. Lengths are in pixels, or in the unit of a calibration after [#in].
///
/// @param area number of pixels, or area in square units
/// @param perimeter Cauchy-Crofton estimate from the crossings in four directions (D. Legland,
///     K. Kiêu, M.-F. Devaux 2007): right within a few percent for round objects, 5 % low for upright squares
/// @param equivalentDiameter that of the circle of the same area
/// @param maxFeret the largest distance between two points of the mask, pixels being squares
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

    /// @throws IllegalArgumentException for an empty mask
    public static Shape of(Mask mask) {
        if (mask.isEmpty()) {
            throw new IllegalArgumentException("an empty mask has no shape");
        }
        double area = mask.area();
        double perimeter = perimeter(mask);
        var feret = Feret.of(mask);
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
                sum[0] / area,
                sum[1] / area);
    }

    /// The same in the unit of a calibration.
    public Shape in(Calibration calibration) {
        double s = calibration.pixelSize();
        return new Shape(
                area * s * s,
                perimeter * s,
                equivalentDiameter * s,
                maxFeret * s,
                minFeret * s,
                circularity,
                centroidX,
                centroidY);
    }

    private static double perimeter(Mask mask) {
        double upright = ends(mask, 1, 0) + ends(mask, 0, 1);
        double diagonal = ends(mask, 1, 1) + ends(mask, 1, -1);
        return Math.PI / 8 * (upright + diagonal / Math.sqrt(2));
    }

    /// How often lines in a direction enter or leave the mask.
    private static int ends(Mask mask, int dx, int dy) {
        return 2 * (mask.area() - mask.intersection(mask.translate(dx, dy)));
    }
}
