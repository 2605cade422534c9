package org.maskwright.worker;

import java.util.function.IntFunction;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;

/// The frames that a session works on. The functions are called on virtual threads, several at a
/// time, and may throw [org.maskwright.Problem].
///
/// @param frames how many there are
/// @param raster decodes a frame
/// @param contrast the window in which the network sees a frame
/// @param channel the one channel that the network sees, from 0, or [#ALL]
public record Pictures(int frames, IntFunction<Raster> raster, IntFunction<Contrast> contrast, int channel) {
    /// The network sees all channels.
    public static final int ALL = -1;

    public Pictures {
        if (frames < 1 || channel < ALL) {
            throw new IllegalArgumentException(frames + " frames, channel " + channel);
        }
    }

    /// What the network sees of a frame.
    public Raster seen(int frame) {
        Raster whole = raster.apply(frame);
        if (channel == ALL || whole.channels() == 1) {
            return whole;
        }
        return Raster.ofFloats(whole.width(), whole.height(), 1, whole.channel(channel));
    }
}
