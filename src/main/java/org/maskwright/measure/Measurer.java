package org.maskwright.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.maskwright.Problem;
import org.maskwright.image.Calibration;
import org.maskwright.image.Raster;
import org.maskwright.label.Bounds;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;

/// Measures the objects of one plane. Holds what they share, so it is made once for all of them; for one thread.
///
/// The background of an object is the median of the pixels that lie more than 2 and at most 7 pixels from it and
/// belong to no object that is accepted or proposed; where these are fewer than 20, the median of all pixels of the
/// frame that belong to none.
public final class Measurer {
    private final Calibration size;
    private final @Nullable Raster raster;
    private final @Nullable Background background;

    /// @param raster the picture, where it is at hand
    /// @throws Problem when the picture is of another size than the labels
    public Measurer(Labels labels, Optional<Raster> raster, Calibration size) {
        this.size = size;
        raster.filter(r -> r.width() != labels.width() || r.height() != labels.height())
                .ifPresent(r -> {
                    throw new Problem("measure.size", r.width(), r.height(), labels.width(), labels.height());
                });
        this.raster = raster.orElse(null);
        background = raster.map(r -> new Background(labels, r)).orElse(null);
    }

    /// @throws IllegalArgumentException for an empty mask
    public Measured of(Mask mask) {
        Shape pixels = Shape.of(mask);
        Shape units = size.isKnown() ? Shape.of(mask, size) : pixels;
        if (raster == null || background == null) {
            return new Measured(mask, pixels, units, List.of(), false);
        }
        Background.Found around = background.of(mask);
        List<Measured.Channel> channels = new ArrayList<>();
        for (int c = 0; c < raster.channels(); c++) {
            channels.add(new Measured.Channel(
                    Intensity.of(mask, raster, c), around.medians().get(c)));
        }
        return new Measured(mask, pixels, units, channels, around.ofFrame());
    }

    /// Whether what is measured of an object with bounds `of` may change when pixels in `changed` do.
    static boolean isTouched(Bounds of, Bounds changed, Labels labels) {
        return !Background.around(of, labels.width(), labels.height())
                .intersect(changed.left(), changed.top(), changed.right(), changed.bottom())
                .isEmpty();
    }
}
