package org.maskwright.ui.model;

import java.util.Arrays;
import org.maskwright.image.Contrast;
import org.maskwright.image.Contrasts;
import org.maskwright.image.Raster;
import org.maskwright.project.View;

/// The pixels of the plane in view and how they are to be looked at.
///
/// @param contrast the project's window or, in a set of unlike images, this plane's own
/// @param channel the channel that is shown, [View#ALL] for all
/// @param bright true when the median of what is shown lies above half: labels take the darker palette
public record Picture(Raster raster, Contrast contrast, int channel, boolean bright) {
    private static final int SAMPLES = 4096;

    /// As a project looks at it.
    public static Picture of(Raster raster, View view) {
        Contrast window =
                view.contrast() == null ? Contrasts.window(raster, view.channel() == View.ALL) : view.contrast();
        return new Picture(raster, window, view.channel(), isBright(raster, window, Math.max(0, view.channel())));
    }

    private static boolean isBright(Raster raster, Contrast window, int channel) {
        long pixels = (long) raster.width() * raster.height();
        float[] shown = new float[(int) Math.min(SAMPLES, pixels)];
        for (int i = 0; i < shown.length; i++) {
            long p = i * pixels / shown.length;
            shown[i] = window.unit(raster.sample(channel, (int) (p % raster.width()), (int) (p / raster.width())));
        }
        Arrays.sort(shown);
        return shown[shown.length / 2] > 0.5;
    }
}
