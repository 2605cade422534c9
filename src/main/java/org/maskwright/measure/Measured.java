package org.maskwright.measure;

import java.util.List;
import org.maskwright.image.Calibration;
import org.maskwright.label.Mask;

/// All that is measured of one object.
///
/// @param mask what was measured
/// @param pixels its shape in pixels
/// @param units its shape in the unit of the calibration; that in pixels where the size of a pixel is not known
/// @param channels its intensity in each channel; none where the picture is not at hand
/// @param crowded true when there is no room for a ring around it, so that the background is that of the frame
public record Measured(Mask mask, Shape pixels, Shape units, List<Channel> channels, boolean crowded) {
    public Measured {
        channels = List.copyOf(channels);
    }

    /// The same with another size of a pixel.
    Measured in(Calibration size) {
        return new Measured(mask, pixels, size.isKnown() ? Shape.of(mask, size) : pixels, channels, crowded);
    }

    /// @param background the median around the object, NaN when unknown: see [Measurer]
    public record Channel(Intensity intensity, double background) {
        public double correctedMean() {
            return intensity.mean() - background;
        }

        public double correctedTotal() {
            return intensity.total() - intensity.count() * background;
        }
    }
}
