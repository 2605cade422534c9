package org.maskwright.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.maskwright.Problem;

/// Decodes one plane of a TIFF, row by row, so that memory holds the result and one packed chunk.
final class TiffPlane {
    /// Largest plane that is held in memory, in bytes of its samples.
    static final long MAX_BYTES = 512L << 20;

    /// No lossless packing of TIFF shrinks more than this (Deflate 1032, LZW about 2730).
    static final long MAX_RATIO = 3000;

    private TiffPlane() {}

    /// Receives the samples of one row of one plane of channels.
    @FunctionalInterface
    interface Sink {
        /// @param row `count` pixels of `stride` samples each; `stride` is 1 when `channel` is one of several planes
        void row(int channel, int stride, int x, int y, int count, long[] row);
    }

    static Raster raster(TiffDirectory d, TiffLayout layout, long shift) throws IOException {
        check(d.source().path(), layout.info(), MAX_RATIO);
        int w = layout.width();
        int h = layout.height();
        int n = w * h * layout.samples();
        return switch (layout.type()) {
            case UINT8 -> {
                byte[] out = new byte[n];
                decode(d, layout, shift, (c, stride, x, y, count, row) -> {
                    for (int s = 0; s < stride; s++) {
                        int to = ((c + s) * h + y) * w + x;
                        for (int i = 0; i < count; i++) {
                            out[to + i] = (byte) row[i * stride + s];
                        }
                    }
                });
                yield Raster.ofBytes(w, h, layout.samples(), out);
            }
            case UINT16 -> {
                short[] out = new short[n];
                decode(d, layout, shift, (c, stride, x, y, count, row) -> {
                    for (int s = 0; s < stride; s++) {
                        int to = ((c + s) * h + y) * w + x;
                        for (int i = 0; i < count; i++) {
                            out[to + i] = (short) row[i * stride + s];
                        }
                    }
                });
                yield Raster.ofShorts(w, h, layout.samples(), out);
            }
            case FLOAT32 -> {
                float[] out = new float[n];
                boolean floats = layout.format() == 3;
                boolean deep = layout.format() == 1 && layout.bits() == 64;
                decode(d, layout, shift, (c, stride, x, y, count, row) -> {
                    for (int s = 0; s < stride; s++) {
                        int to = ((c + s) * h + y) * w + x;
                        for (int i = 0; i < count; i++) {
                            long v = row[i * stride + s];
                            out[to + i] = floats ? Float.intBitsToFloat((int) v) : deep ? unsigned(v) : v;
                        }
                    }
                });
                yield Raster.ofFloats(w, h, layout.samples(), out);
            }
        };
    }

    private static float unsigned(long v) {
        return v >= 0 ? v : (v >>> 1) * 2f;
    }

    /// Refuses planes that are too large to hold, or that the file is far too short for.
    static void check(Path path, PlaneInfo info, long maxRatio) throws IOException {
        if (info.bytes() > Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / 2)
                || (long) info.width() * info.height() > Integer.MAX_VALUE / 2) {
            throw new Problem("image.tooLarge", path.toString(), info.width(), info.height());
        }
        if (info.bytes() / maxRatio > Files.size(path)) {
            throw new Problem("image.truncated", path.toString());
        }
    }

    static void decode(TiffDirectory d, TiffLayout layout, long shift, Sink sink) throws IOException {
        var chunks = new TiffChunks(d, layout, shift);
        var rows = new TiffRows(layout, layout.chunkWidth(), d.source().order());
        byte[] packed = new byte[rows.bytes()];
        long across = chunks.across();
        long perPlane = across * chunks.down();
        int stride = layout.planar() ? 1 : layout.samples();
        for (int i = 0; i < perPlane * chunks.planes(); i++) {
            int place = (int) (i % perPlane);
            int left = (int) (place % across) * layout.chunkWidth();
            int top = (int) (place / across) * layout.chunkHeight();
            int bottom = Math.min(top + layout.chunkHeight(), layout.height());
            int count = Math.min(layout.chunkWidth(), layout.width() - left);
            long expected = (long) packed.length * (layout.tiled() ? layout.chunkHeight() : bottom - top);
            try (InputStream in = chunks.open(i, expected)) {
                for (int y = top; y < bottom; y++) {
                    int got = in.readNBytes(packed, 0, packed.length);
                    if (got < packed.length) {
                        throw new EOFException();
                    }
                    sink.row((int) (i / perPlane), stride, left, y, count, rows.unpack(packed));
                }
            } catch (EOFException | ZipException e) {
                throw Problem.causedBy(e, "image.truncated", d.source().path().toString());
            }
        }
    }
}
