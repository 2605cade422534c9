package org.maskwright.image;

/// The contrast window: sample values `low` and below are black, `high` and above white. One window
/// for all channels, over a whole series; display and network see the same one.
public record Contrast(float low, float high) {
    /// Leaves 8-bit samples as they are.
    public static final Contrast NONE = new Contrast(0, 255);

    public Contrast {
        if (!(high > low)) {
            throw new IllegalArgumentException("window " + low + " to " + high);
        }
    }

    /// The position in the window, 0 to 1; NaN becomes 0.
    public float unit(float sample) {
        float v = (sample - low) / (high - low);
        return v > 0 ? Math.min(v, 1) : 0;
    }
}
