package org.maskwright.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// One image file directory: tags to values. Long values stay in the file until asked for.
final class TiffDirectory {
    static final int WIDTH = 256;
    static final int HEIGHT = 257;
    static final int BITS = 258;
    static final int COMPRESSION = 259;
    static final int PHOTOMETRIC = 262;
    static final int FILL_ORDER = 266;
    static final int DESCRIPTION = 270;
    static final int STRIP_OFFSETS = 273;
    static final int SAMPLES = 277;
    static final int ROWS_PER_STRIP = 278;
    static final int STRIP_COUNTS = 279;
    static final int X_RESOLUTION = 282;
    static final int Y_RESOLUTION = 283;
    static final int PLANAR = 284;
    static final int RESOLUTION_UNIT = 296;
    static final int PREDICTOR = 317;
    static final int TILE_WIDTH = 322;
    static final int TILE_HEIGHT = 323;
    static final int TILE_OFFSETS = 324;
    static final int TILE_COUNTS = 325;
    static final int SUB_DIRECTORIES = 330;
    static final int SUBSAMPLING = 530;
    static final int EXTRA_SAMPLES = 338;
    static final int SAMPLE_FORMAT = 339;

    /// Longest list of numbers and longest text that is read: more than a plane in tiles of 16 pixels needs.
    private static final int MAX_VALUES = 1 << 24;

    private static final int[] SIZES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};

    private record Entry(int type, long count, long offset) {}

    private final TiffSource source;
    private final long offset;
    private final Map<Integer, Entry> entries = new HashMap<>();

    TiffDirectory(TiffSource source, long offset) throws IOException {
        this.source = source;
        this.offset = offset;
        int n = Math.toIntExact(source.entries(offset));
        int size = source.isBig() ? 20 : 12;
        int head = source.isBig() ? 8 : 2;
        ByteBuffer table = source.at(offset + head, n * size);
        for (int i = 0; i < n; i++) {
            int p = i * size;
            int tag = table.getShort(p) & 0xFFFF;
            int type = table.getShort(p + 2) & 0xFFFF;
            long count = source.isBig() ? table.getLong(p + 4) : table.getInt(p + 4) & 0xFFFFFFFFL;
            if (type >= SIZES.length || SIZES[type] == 0 || count < 1) {
                continue;
            }
            int field = p + (source.isBig() ? 12 : 8);
            int inline = source.isBig() ? 8 : 4;
            long at;
            if (count <= inline / SIZES[type]) {
                at = offset + head + field;
            } else {
                at = source.isBig() ? table.getLong(field) : table.getInt(field) & 0xFFFFFFFFL;
            }
            entries.putIfAbsent(tag, new Entry(type, count, at));
        }
    }

    TiffSource source() {
        return source;
    }

    long offset() {
        return offset;
    }

    boolean has(int tag) {
        return entries.containsKey(tag);
    }

    /// All whole-number values of a tag; empty when it is absent.
    long[] longs(int tag) throws IOException {
        Entry e = entries.get(tag);
        if (e == null) {
            return new long[0];
        }
        if (e.count > MAX_VALUES) {
            throw source.damaged();
        }
        int size = SIZES[e.type];
        var in = source.at(e.offset, (int) e.count * size);
        long[] out = new long[(int) e.count];
        for (int i = 0; i < out.length; i++) {
            out[i] = switch (size) {
                case 1 -> in.get() & 0xFF;
                case 2 -> in.getShort() & 0xFFFF;
                case 4 -> in.getInt() & 0xFFFFFFFFL;
                default -> in.getLong();
            };
        }
        return out;
    }

    /// The first value of a tag, at least 0 and within an int.
    int number(int tag, int whenAbsent) throws IOException {
        if (!has(tag)) {
            return whenAbsent;
        }
        long v = longs(tag)[0];
        if (v < 0) {
            throw source.damaged();
        }
        return (int) Math.min(v, Integer.MAX_VALUE);
    }

    Optional<String> text(int tag) throws IOException {
        Entry e = entries.get(tag);
        if (e == null || SIZES[e.type] != 1) {
            return Optional.empty();
        }
        if (e.count > MAX_VALUES) {
            throw source.damaged();
        }
        byte[] raw = new byte[(int) e.count];
        source.at(e.offset, raw.length).get(raw);
        int end = raw.length;
        while (end > 0 && raw[end - 1] == 0) {
            end--;
        }
        return Optional.of(new String(raw, 0, end, StandardCharsets.UTF_8));
    }

    /// A fraction, or NaN when the tag is absent or not a fraction.
    double fraction(int tag) throws IOException {
        Entry e = entries.get(tag);
        if (e == null || e.type != 5) {
            return Double.NaN;
        }
        var in = source.at(e.offset, 8);
        return (double) (in.getInt() & 0xFFFFFFFFL) / (in.getInt() & 0xFFFFFFFFL);
    }
}
