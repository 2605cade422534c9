package org.maskwright.image;

/// How samples are held in a [Raster]: unsigned 8-bit, unsigned 16-bit or 32-bit float.
public enum SampleType {
    UINT8,
    UINT16,
    FLOAT32
}
