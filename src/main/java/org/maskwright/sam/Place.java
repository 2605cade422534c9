package org.maskwright.sam;

import org.maskwright.image.Region;

/// A rectangle of the image on the reference's square: its longer side is scaled to the square's and it
/// lies at the top left.
///
/// @param columns network pixels that it takes
/// @param rows network pixels that it takes
record Place(Region region, int columns, int rows) {
    private static final int LOGITS = SquareEncoder.SIDE / 4;

    static Place of(Region region) {
        double scale = SquareEncoder.SIDE / (double) Math.max(region.width(), region.height());
        return new Place(region, scaled(region.width(), scale), scaled(region.height(), scale));
    }

    private static int scaled(int side, double scale) {
        return Math.max(1, (int) (side * scale + 0.5));
    }

    double toNetworkX(double imageX) {
        return (imageX - region.x()) * columns / region.width();
    }

    double toNetworkY(double imageY) {
        return (imageY - region.y()) * rows / region.height();
    }

    /// How the logits of this place lie on the image.
    Axis across() {
        return axis(region.x(), region.width(), columns);
    }

    Axis down() {
        return axis(region.y(), region.height(), rows);
    }

    private static Axis axis(int start, int length, int taken) {
        return new Axis(LOGITS, start - 0.5, 4.0 * length / taken, 4, taken);
    }
}
