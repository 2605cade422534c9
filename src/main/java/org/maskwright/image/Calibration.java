package org.maskwright.image;

import java.util.Locale;

/// The size of a pixel: `pixelSize` across and `pixelHeight` down in `unit` (as the file or the person names it, "µm"
/// for the usual spellings of micron). Unknown is [#NONE]: size 1 in "px".
public record Calibration(double pixelSize, double pixelHeight, String unit) {
    public static final Calibration NONE = new Calibration(1, "px");

    public Calibration {
        for (double side : new double[] {pixelSize, pixelHeight}) {
            if (!(side > 0) || Double.isInfinite(side)) {
                throw new IllegalArgumentException("pixel size " + side);
            }
        }
    }

    /// Square pixels.
    public Calibration(double pixelSize, String unit) {
        this(pixelSize, pixelSize, unit);
    }

    public boolean isKnown() {
        return !equals(NONE);
    }

    public boolean isSquare() {
        return pixelSize == pixelHeight;
    }

    /// A length between two places in pixels.
    public double length(double dx, double dy) {
        return Math.hypot(dx * pixelSize, dy * pixelHeight);
    }

    /// A unit as it is shown; empty for none and for pixels.
    public static String unitName(String raw) {
        String unit = raw.strip();
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "um", "µm", "μm", "micron", "microns", "micrometer", "micrometre", "micrometers", "micrometres" ->
                "µm";
            case "nanometer", "nanometre", "nanometers", "nanometres" -> "nm";
            case "angstrom", "ångström", "å" -> "Å"; // the sign of the unit becomes the letter
            case "px", "pixel", "pixels", "null" -> "";
            default -> unit;
        };
    }
}
