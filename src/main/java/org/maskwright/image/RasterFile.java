package org.maskwright.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Writes a [Raster] of 8 or 16 bits: grey or, of three channels, RGB; TIFF or PNG.
public final class RasterFile {
    private RasterFile() {}

    /// One page a raster; all of one size and type, each of one channel (grey) or each of three (RGB), LZW.
    ///
    /// @throws UncheckedIOException when it cannot be written
    public static void writeTiff(Path path, Raster... pages) {
        writeTiff(path, Calibration.NONE, pages);
    }

    /// The same with the size of a pixel, where it is known.
    public static void writeTiff(Path path, Calibration size, Raster... pages) {
        Raster first = pages[0];
        TiffOut.write(
                path,
                first.width(),
                first.height(),
                bits(first),
                first.channels(),
                size,
                List.of(pages).stream().map(RasterFile::interleaved).toList());
    }

    private static byte[] interleaved(Raster r) {
        if (r.channels() != 1 && r.channels() != 3) {
            throw new IllegalArgumentException(r + " is neither grey nor RGB");
        }
        int wide = bits(r) / 8;
        byte[] out = new byte[r.width() * r.height() * r.channels() * wide];
        int at = 0;
        for (int y = 0; y < r.height(); y++) {
            for (int x = 0; x < r.width(); x++) {
                for (int c = 0; c < r.channels(); c++) {
                    int v = (int) r.sample(c, x, y);
                    out[at++] = (byte) v;
                    if (wide == 2) {
                        out[at++] = (byte) (v >> 8);
                    }
                }
            }
        }
        return out;
    }

    /// One channel becomes grey, three become RGB.
    ///
    /// @throws UncheckedIOException when it cannot be written
    public static void writePng(Path path, Raster r) {
        if (r.channels() != 1 && r.channels() != 3) {
            throw new IllegalArgumentException(r + " is neither grey nor RGB");
        }
        var space = ColorSpace.getInstance(r.channels() == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
        int kind = bits(r) == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT;
        var model = new ComponentColorModel(space, false, false, Transparency.OPAQUE, kind);
        var pixels = model.createCompatibleWritableRaster(r.width(), r.height());
        float[] row = new float[r.width()];
        for (int c = 0; c < r.channels(); c++) {
            for (int y = 0; y < r.height(); y++) {
                r.copy(new Region(0, y, r.width(), 1), c, row);
                pixels.setSamples(0, y, r.width(), 1, c, row);
            }
        }
        try (var file = Files.newOutputStream(path);
                var out = new MemoryCacheImageOutputStream(file)) {
            ImageIO.write(new BufferedImage(model, pixels, false, null), "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int bits(Raster r) {
        return switch (r.type()) {
            case UINT8 -> 8;
            case UINT16 -> 16;
            case FLOAT32 -> throw new IllegalArgumentException(r + " has no whole numbers");
        };
    }
}
