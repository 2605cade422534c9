package org.maskwright.image;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes baseline TIFF 6.0: little-endian, one grey channel of 8 or 16 unsigned bits or
/// interleaved red, green and blue, LZW in strips of about 64 KB. One page after the other, each complete in itself.
final class TiffOut {
    private static final int STRIP_BYTES = 1 << 16;
    private static final int TAGS = 11;
    private static final int SIZE_TAGS = 4;
    private static final int ASCII = 2;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int RATIONAL = 5;
    private static final long PARTS = 1_000_000_000;

    private TiffOut() {}

    /// @param pages little-endian samples, row by row
    static void write(Path path, int width, int height, int bits, List<byte[]> pages) {
        write(path, width, height, bits, 1, Calibration.NONE, pages);
    }

    /// @param samples 1 (grey) or 3 (RGB)
    /// @param size of a pixel, written the way of ImageJ where it is known
    /// @param pages little-endian samples, row by row, the samples of a pixel together
    static void write(Path path, int width, int height, int bits, int samples, Calibration size, List<byte[]> pages) {
        var parts = new ArrayList<ByteBuffer>();
        var head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        head.put((byte) 'I').put((byte) 'I').putShort((short) 42);
        parts.add(head);
        int at = 8;
        ByteBuffer link = head;
        int linkAt = 4;
        for (byte[] page : pages) {
            int rowBytes = width * samples * bits / 8;
            if (page.length != (long) rowBytes * height) {
                throw new IllegalArgumentException(page.length + " bytes for " + width + " x " + height);
            }
            int rows = Math.clamp(STRIP_BYTES / rowBytes, 1, height);
            int strips = (height + rows - 1) / rows;
            int[] offsets = new int[strips];
            int[] counts = new int[strips];
            for (int s = 0; s < strips; s++) {
                byte[] packed = LzwPacker.pack(page, s * rows * rowBytes, Math.min(height, (s + 1) * rows) * rowBytes);
                offsets[s] = at;
                counts[s] = packed.length;
                parts.add(ByteBuffer.wrap(packed));
                at = Math.addExact(at, packed.length);
            }
            if (at % 2 == 1) { // directories begin on a word
                parts.add(ByteBuffer.allocate(1));
                at++;
            }
            link.putInt(linkAt, at);
            var directory = directory(at, width, height, bits, samples, size, rows, offsets, counts);
            parts.add(directory);
            link = directory;
            linkAt = 2 + 12 * tags(size);
            at = Math.addExact(at, directory.capacity());
        }
        try (var out = FileChannel.open(path, CREATE, TRUNCATE_EXISTING, WRITE)) {
            for (ByteBuffer part : parts) {
                part.rewind();
                while (part.hasRemaining()) {
                    out.write(part);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int tags(Calibration size) {
        return size.isKnown() ? TAGS + SIZE_TAGS : TAGS;
    }

    private static ByteBuffer directory(
            int at,
            int width,
            int height,
            int bits,
            int samples,
            Calibration size,
            int rows,
            int[] offsets,
            int[] counts) {
        int n = offsets.length;
        int head = 2 + 12 * tags(size) + 4;
        int depths = samples > 1 ? 4 * samples : 0; // bits and formats: more than two do not fit into an entry
        int lists = n > 1 ? 8 * n : 0;
        byte[] description = size.isKnown() ? description(size) : new byte[0];
        int resolution = size.isKnown() ? 16 : 0;
        int words = at + head + depths + lists + resolution;
        var d = ByteBuffer.allocate(head + depths + lists + resolution + description.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        d.putShort((short) tags(size));
        entry(d, TiffDirectory.WIDTH, LONG, 1, width);
        entry(d, TiffDirectory.HEIGHT, LONG, 1, height);
        entry(d, TiffDirectory.BITS, SHORT, samples, samples > 1 ? at + head : bits);
        entry(d, TiffDirectory.COMPRESSION, SHORT, 1, 5);
        entry(d, TiffDirectory.PHOTOMETRIC, SHORT, 1, samples > 1 ? 2 : 1);
        if (size.isKnown()) {
            entry(d, TiffDirectory.DESCRIPTION, ASCII, description.length, words);
        }
        entry(d, TiffDirectory.STRIP_OFFSETS, LONG, n, n > 1 ? at + head + depths : offsets[0]);
        entry(d, TiffDirectory.SAMPLES, SHORT, 1, samples);
        entry(d, TiffDirectory.ROWS_PER_STRIP, LONG, 1, rows);
        entry(d, TiffDirectory.STRIP_COUNTS, LONG, n, n > 1 ? at + head + depths + 4 * n : counts[0]);
        if (size.isKnown()) {
            entry(d, TiffDirectory.X_RESOLUTION, RATIONAL, 1, words - 16);
            entry(d, TiffDirectory.Y_RESOLUTION, RATIONAL, 1, words - 8);
        }
        entry(d, TiffDirectory.PLANAR, SHORT, 1, 1);
        if (size.isKnown()) {
            entry(d, TiffDirectory.RESOLUTION_UNIT, SHORT, 1, 1); // none: the description names it
        }
        entry(d, TiffDirectory.SAMPLE_FORMAT, SHORT, samples, samples > 1 ? at + head + depths / 2 : 1);
        d.putInt(0);
        for (int i = 0; i < depths / 2; i += 2) {
            d.putShort((short) bits);
        }
        for (int i = 0; i < depths / 2; i += 2) {
            d.putShort((short) 1);
        }
        if (n > 1) {
            for (int offset : offsets) {
                d.putInt(offset);
            }
            for (int count : counts) {
                d.putInt(count);
            }
        }
        if (size.isKnown()) {
            perUnit(d, size.pixelSize());
            perUnit(d, size.pixelHeight());
            d.put(description);
        }
        return d;
    }

    /// Pixels to a unit as a fraction of 32-bit numbers.
    private static void perUnit(ByteBuffer d, double pixel) {
        long scale = pixel >= 1 ? PARTS : Math.max(1, (long) (PARTS * pixel));
        d.putInt((int) Math.max(1, Math.round(scale / pixel))).putInt((int) scale);
    }

    /// ASCII, an even number of bytes, the last ones 0.
    private static byte[] description(Calibration size) {
        var out = new StringBuilder("ImageJ=1.54f\nunit=");
        size.unit().chars().forEach(c -> out.append(c < 128 ? String.valueOf((char) c) : "\\u%04X".formatted(c)));
        out.append("\n\0");
        return (out.length() % 2 == 0 ? out : out.append('\0')).toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void entry(ByteBuffer d, int tag, int type, int count, int value) {
        d.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }
}
