package org.maskwright.image;

import java.nio.file.Path;
import java.util.List;

/// A sequence of planes over time and depth, read when asked for. Implementations are safe to call
/// from any thread and hold no file open between calls.
public interface ImageStack {
    /// A name to show: the folder's or the file's.
    String name();

    /// The time points in order; at least one.
    List<Frame> frames();

    /// Number of slices at each time point; 1 when there is no depth.
    int depth();

    /// True when all frames share one size, type and meaning, and so one contrast window.
    boolean isSeries();

    Calibration calibration();

    /// True when three channels are red, green and blue rather than separate stains.
    boolean isColour();

    /// The files that hold the pixels of a frame.
    List<Path> files(int frame);

    /// The shape of the planes of a frame, without decoding them where the file says it.
    default PlaneInfo plane(int frame) {
        Raster r = read(frame, 0);
        return new PlaneInfo(r.width(), r.height(), r.channels(), r.type());
    }

    /// Decodes one plane.
    ///
    /// @throws org.maskwright.Problem when the file is missing, damaged or of a kind that is not read
    Raster read(int frame, int z);
}
