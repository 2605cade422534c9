package org.maskwright.image;

/// The size of a pixel: `pixelSize` in `unit` (as the file or the person names it, "µm" for the
/// usual spellings of micron). Unknown is [#NONE]: size 1 in "px".
public record Calibration(double pixelSize, String unit) {
    public static final Calibration NONE = new Calibration(1, "px");

    public Calibration {
        if (!(pixelSize > 0) || Double.isInfinite(pixelSize)) {
            throw new IllegalArgumentException("pixel size " + pixelSize);
        }
    }

    public boolean isKnown() {
        return !equals(NONE);
    }
}
