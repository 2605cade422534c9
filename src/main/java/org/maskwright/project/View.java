package org.maskwright.project;

import org.jspecify.annotations.Nullable;
import org.maskwright.image.Calibration;
import org.maskwright.image.Contrast;

/// How the images of a project are looked at. The network sees the same window and channel as the person.
///
/// @param contrast the window over the series; null for a set of unlike images, where each has its own
/// @param channel the channel that is shown and that the network sees, [#ALL] for all (colour)
/// @param calibration size of a pixel, from the file or as the person gave it
public record View(@Nullable Contrast contrast, int channel, Calibration calibration) {
    /// All channels together.
    public static final int ALL = -1;

    public View {
        if (channel < ALL) {
            throw new IllegalArgumentException("channel " + channel);
        }
    }

    public View withContrast(@Nullable Contrast window) {
        return new View(window, channel, calibration);
    }

    public View withChannel(int other) {
        return new View(contrast, other, calibration);
    }

    public View withCalibration(Calibration size) {
        return new View(contrast, channel, size);
    }
}
