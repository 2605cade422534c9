package org.maskwright.image;

import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Optional;

/// From AWT's rasters to ours, samples as stored.
final class AwtRasters {
    private AwtRasters() {}

    /// Empty when the samples are deeper than ours or signed.
    static Optional<org.maskwright.image.Raster> convert(Raster in) {
        int w = in.getWidth();
        int h = in.getHeight();
        int channels = in.getNumBands();
        int bits = 0;
        for (int c = 0; c < channels; c++) {
            bits = Math.max(bits, in.getSampleModel().getSampleSize(c));
        }
        int kind = in.getDataBuffer().getDataType();
        int[] row = new int[w * channels];
        if (kind == DataBuffer.TYPE_FLOAT) {
            float[] floats = new float[w * channels];
            float[] out = new float[w * h * channels];
            for (int y = 0; y < h; y++) {
                in.getPixels(in.getMinX(), in.getMinY() + y, w, 1, floats);
                for (int i = 0; i < floats.length; i++) {
                    out[(i % channels * h + y) * w + i / channels] = floats[i];
                }
            }
            return Optional.of(org.maskwright.image.Raster.ofFloats(w, h, channels, out));
        }
        if (bits <= 8) {
            byte[] out = new byte[w * h * channels];
            for (int y = 0; y < h; y++) {
                in.getPixels(in.getMinX(), in.getMinY() + y, w, 1, row);
                for (int i = 0; i < row.length; i++) {
                    out[(i % channels * h + y) * w + i / channels] = (byte) row[i];
                }
            }
            return Optional.of(org.maskwright.image.Raster.ofBytes(w, h, channels, out));
        }
        if (kind == DataBuffer.TYPE_USHORT) {
            short[] out = new short[w * h * channels];
            for (int y = 0; y < h; y++) {
                in.getPixels(in.getMinX(), in.getMinY() + y, w, 1, row);
                for (int i = 0; i < row.length; i++) {
                    out[(i % channels * h + y) * w + i / channels] = (short) row[i];
                }
            }
            return Optional.of(org.maskwright.image.Raster.ofShorts(w, h, channels, out));
        }
        return Optional.empty();
    }

    /// The colours of a palette picture, or its grey levels when all its colours are grey.
    static org.maskwright.image.Raster expand(org.maskwright.image.Raster indices, IndexColorModel palette) {
        int size = palette.getMapSize();
        byte[][] tables = {new byte[size], new byte[size], new byte[size]};
        palette.getReds(tables[0]);
        palette.getGreens(tables[1]);
        palette.getBlues(tables[2]);
        boolean grey = java.util.Arrays.equals(tables[0], tables[1]) && java.util.Arrays.equals(tables[1], tables[2]);
        int channels = grey ? 1 : 3;
        int w = indices.width();
        int h = indices.height();
        byte[] out = new byte[w * h * channels];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                int index = Math.min((int) indices.sample(0, x, y), size - 1);
                for (int c = 0; c < channels; c++) {
                    out[(c * h + y) * w + x] = tables[c][index];
                }
            }
        }
        return org.maskwright.image.Raster.ofBytes(w, h, channels, out);
    }
}
