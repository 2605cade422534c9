package org.maskwright.image;

import static org.maskwright.image.TiffDirectory.BITS;
import static org.maskwright.image.TiffDirectory.COMPRESSION;
import static org.maskwright.image.TiffDirectory.EXTRA_SAMPLES;
import static org.maskwright.image.TiffDirectory.FILL_ORDER;
import static org.maskwright.image.TiffDirectory.HEIGHT;
import static org.maskwright.image.TiffDirectory.PHOTOMETRIC;
import static org.maskwright.image.TiffDirectory.PLANAR;
import static org.maskwright.image.TiffDirectory.PREDICTOR;
import static org.maskwright.image.TiffDirectory.ROWS_PER_STRIP;
import static org.maskwright.image.TiffDirectory.SAMPLES;
import static org.maskwright.image.TiffDirectory.SAMPLE_FORMAT;
import static org.maskwright.image.TiffDirectory.SUBSAMPLING;
import static org.maskwright.image.TiffDirectory.TILE_HEIGHT;
import static org.maskwright.image.TiffDirectory.TILE_WIDTH;
import static org.maskwright.image.TiffDirectory.WIDTH;

import java.io.IOException;
import org.maskwright.Problem;

/// How one directory lays its samples out (TIFF 6.0, Adobe's TIFF notes for predictor 3).
///
/// @param samples samples a pixel, alpha and other extra samples included
/// @param bits bits a sample
/// @param format 1 unsigned, 2 signed, 3 floating point
/// @param planar true when each sample has its own chunks
/// @param chunkWidth width of a tile, or of the image when it is in strips
/// @param chunkHeight height of a tile or a strip
record TiffLayout(
        int width,
        int height,
        int samples,
        int bits,
        int format,
        int photometric,
        int compression,
        int predictor,
        boolean planar,
        boolean reversedBits,
        boolean subsampled,
        boolean tiled,
        int chunkWidth,
        int chunkHeight,
        int extraSamples) {
    static final int RGB = 2;
    static final int YCBCR = 6;
    private static final int MAX_SAMPLES = 64;

    /// @throws Problem when sizes are impossible or the kind of samples is not read
    static TiffLayout of(TiffDirectory d) throws IOException {
        int width = d.number(WIDTH, 0);
        int height = d.number(HEIGHT, 0);
        int compression = d.number(COMPRESSION, 1);
        int photometric = d.number(PHOTOMETRIC, 1);
        int samples = d.number(SAMPLES, 1);
        if (compression == 6 && photometric == YCBCR) {
            samples = 3; // old-style JPEG often leaves it out
        }
        if (width < 1 || height < 1 || samples < 1) {
            throw d.source().damaged();
        }
        int bits = same(d, BITS, samples, 1);
        int format = same(d, SAMPLE_FORMAT, samples, 1);
        format = format == 4 ? 1 : format;
        boolean possible = switch (format) {
            case 1, 2 -> bits <= 32 || bits == 64;
            case 3 -> bits == 16 || bits == 24 || bits == 32 || bits == 64;
            default -> false;
        };
        if (!possible || bits < 1 || samples > MAX_SAMPLES) {
            throw new Problem("image.samples", d.source().path().toString(), samples, bits);
        }
        boolean tiled = d.has(TILE_WIDTH);
        int rows = d.number(ROWS_PER_STRIP, height);
        return new TiffLayout(
                width,
                height,
                samples,
                bits,
                format,
                photometric,
                compression,
                d.number(PREDICTOR, 1),
                d.number(PLANAR, 1) == 2 && samples > 1,
                d.number(FILL_ORDER, 1) == 2,
                photometric == YCBCR && compression != 7 && isSubsampled(d),
                tiled,
                tiled ? d.number(TILE_WIDTH, 0) : width,
                tiled ? d.number(TILE_HEIGHT, 0) : Math.clamp(rows, 1, height),
                d.longs(EXTRA_SAMPLES).length);
    }

    private static boolean isSubsampled(TiffDirectory d) throws IOException {
        for (long step : d.longs(SUBSAMPLING)) {
            if (step != 1) {
                return true;
            }
        }
        return !d.has(SUBSAMPLING); // 2 by 2 when it is not said
    }

    /// The one value that all samples share.
    private static int same(TiffDirectory d, int tag, int samples, int whenAbsent) throws IOException {
        long[] values = d.longs(tag);
        for (int i = 1; i < Math.min(samples, values.length); i++) {
            if (values[i] != values[0]) {
                throw new Problem("image.samples", d.source().path().toString(), samples, (int) values[i]);
            }
        }
        return values.length == 0 ? whenAbsent : (int) Math.min(values[0], Integer.MAX_VALUE);
    }

    /// True when TwelveMonkeys reads it: JPEG and fax, and YCbCr whose colours are coarser than its light.
    boolean isRelayed() {
        return subsampled || TiffRelay.reads(compression);
    }

    /// How the samples are held in a [Raster] without loss (64-bit and the deepest 32-bit whole numbers lose their last
    /// digits).
    SampleType type() {
        if (format != 1 || bits > 16) {
            return SampleType.FLOAT32;
        }
        return bits <= 8 ? SampleType.UINT8 : SampleType.UINT16;
    }

    /// Red, green and blue come first, whatever follows. YCbCr that is relayed comes out as RGB.
    boolean isColour() {
        return samples >= 3 && (photometric == RGB || (photometric == YCBCR && isRelayed()));
    }

    PlaneInfo info() {
        return new PlaneInfo(width, height, samples, type());
    }

    /// The layout of two planes of one stack.
    boolean isLike(TiffLayout o) {
        return info().equals(o.info()) && bits == o.bits && format == o.format && photometric == o.photometric;
    }
}
