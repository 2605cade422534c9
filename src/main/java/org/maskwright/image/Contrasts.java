package org.maskwright.image;

import static org.maskwright.image.Intensities.ALL_CHANNELS;

import org.maskwright.Cancel;

/// Chooses contrast windows from percentiles, for display and network alike. A series has one window,
/// so that a cell does not change its look with its neighbours; each image of a set has its own.
public final class Contrasts {
    /// Share of values below the window.
    public static final double LOW = 0.001;

    /// Share of values not above the window.
    public static final double HIGH = 0.999;

    /// Colour pictures of 8 bits are looked at as they are, unless they use less than this much of the range.
    private static final float NARROW = 64;

    private Contrasts() {}

    /// The window of a series, all channels together.
    public static Contrast window(ImageStack series, Cancel cancel) {
        return window(series, ALL_CHANNELS, cancel);
    }

    /// The window of one channel of a series.
    public static Contrast window(ImageStack series, int channel, Cancel cancel) {
        var type = series.plane(0).type();
        return choose(Intensities.of(series, channel, cancel), type, series.isColour());
    }

    /// The window of one image of a set, all channels together.
    public static Contrast window(Raster raster, boolean colour) {
        return choose(Intensities.of(raster, ALL_CHANNELS), raster.type(), colour && raster.channels() >= 3);
    }

    /// The window of one channel of one image.
    public static Contrast window(Raster raster, int channel) {
        return choose(Intensities.of(raster, channel), raster.type(), false);
    }

    /// @param colour true when the channels are red, green and blue
    public static Contrast choose(Intensities values, SampleType type, boolean colour) {
        float low = values.quantile(LOW);
        float high = values.quantile(HIGH);
        if (colour && type == SampleType.UINT8 && high - low >= NARROW) {
            return Contrast.NONE;
        }
        if (!(high > low)) { // nearly all the same: the few that differ are what there is to see
            low = values.min();
            high = values.max();
        }
        if (!(high > low)) {
            high = low + Math.max(1, Math.abs(low) / 1000);
        }
        return new Contrast(low, high);
    }
}
