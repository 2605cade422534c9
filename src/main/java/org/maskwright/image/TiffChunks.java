package org.maskwright.image;

import com.twelvemonkeys.io.enc.DecoderStream;
import com.twelvemonkeys.io.enc.PackBitsDecoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.InflaterInputStream;
import org.maskwright.Problem;

/// The strips or tiles of one plane as streams of unpacked bytes.
final class TiffChunks {
    private static final int NONE = 1;
    private static final int LZW = 5;
    private static final int DEFLATE = 8;
    private static final int OLD_DEFLATE = 32946;
    private static final int PACKBITS = 32773;

    /// Samples in one row of a chunk: far more than a tile has.
    private static final int MAX_ROW = 1 << 24;

    private final TiffSource source;
    private final TiffLayout layout;
    private final long shift;
    private final long[] offsets;
    private final long[] counts;

    /// @param shift bytes to add to each offset: ImageJ writes big stacks with one directory, planes in a row
    TiffChunks(TiffDirectory d, TiffLayout layout, long shift) throws IOException {
        this.source = d.source();
        this.layout = layout;
        this.shift = shift;
        boolean tiled = d.has(TiffDirectory.TILE_OFFSETS); // some name their tiles as strips
        offsets = d.longs(tiled ? TiffDirectory.TILE_OFFSETS : TiffDirectory.STRIP_OFFSETS);
        counts = d.longs(tiled ? TiffDirectory.TILE_COUNTS : TiffDirectory.STRIP_COUNTS);
        if (layout.chunkWidth() < 1
                || layout.chunkHeight() < 1
                || (long) layout.chunkWidth() * layout.samples() > MAX_ROW
                || offsets.length < across() * down() * planes()) {
            throw source.damaged();
        }
    }

    static boolean reads(int compression) {
        return switch (compression) {
            case NONE, LZW, DEFLATE, OLD_DEFLATE, PACKBITS -> true;
            default -> false;
        };
    }

    long across() {
        return (layout.width() + layout.chunkWidth() - 1L) / layout.chunkWidth();
    }

    long down() {
        return (layout.height() + layout.chunkHeight() - 1L) / layout.chunkHeight();
    }

    int planes() {
        return layout.planar() ? layout.samples() : 1;
    }

    /// @param expected bytes that the chunk unpacks to; an unpacked chunk is as long as that, whatever its count says
    InputStream open(int index, long expected) throws IOException {
        long offset = offsets[index] + shift;
        long count = index < counts.length ? counts[index] : source.length() - offset;
        if (layout.compression() == NONE || count == 0) {
            count = expected;
        }
        if (offset < 0 || offset >= source.length() || count < 0) {
            throw new Problem("image.truncated", source.path().toString());
        }
        // The last strip is now and then cut short by a few bytes; what is there is read.
        count = Math.min(count, source.length() - offset);
        if (count > Integer.MAX_VALUE - 8) {
            throw new Problem("image.tooLarge", source.path().toString(), layout.width(), layout.height());
        }
        byte[] raw = source.bytes(offset, (int) count);
        if (layout.reversedBits()) {
            for (int i = 0; i < raw.length; i++) {
                raw[i] = (byte) (Integer.reverse(raw[i]) >>> 24);
            }
        }
        var in = new ByteArrayInputStream(raw);
        return switch (layout.compression()) {
            case NONE -> in;
            case LZW -> new LzwStream(raw);
            case DEFLATE, OLD_DEFLATE -> new InflaterInputStream(in);
            case PACKBITS -> new DecoderStream(in, new PackBitsDecoder());
            default -> throw new IllegalStateException("compression " + layout.compression());
        };
    }
}
