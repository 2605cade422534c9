package org.maskwright.image;

/// The shape of one plane, known without decoding it.
public record PlaneInfo(int width, int height, int channels, SampleType type) {
    /// Bytes that its [Raster] takes.
    long bytes() {
        return (long) width
                * height
                * channels
                * switch (type) {
                    case UINT8 -> 1;
                    case UINT16 -> 2;
                    case FLOAT32 -> 4;
                };
    }
}
