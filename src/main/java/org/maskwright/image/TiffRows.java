package org.maskwright.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Turns one row of unpacked bytes into samples: predictor undone, any depth from 1 to 64 bits.
/// Whole numbers come out as they are stored (signed ones with their sign); floats as float bits of a
/// 32-bit float, so that one array of longs carries both.
final class TiffRows {
    private final TiffLayout layout;
    private final int stride;
    private final int count;
    private final byte[] shuffled;
    private final ByteOrder order;
    private final long[] row;

    /// @param columns pixels in a row of the chunk
    TiffRows(TiffLayout layout, int columns, ByteOrder order) {
        this.layout = layout;
        this.stride = layout.planar() ? 1 : layout.samples();
        this.count = Math.multiplyExact(columns, stride);
        boolean floats = layout.predictor() == 3;
        this.shuffled = new byte[floats ? bytes() : 0];
        this.order = floats ? ByteOrder.BIG_ENDIAN : order;
        this.row = new long[count];
    }

    /// Bytes of one row; rows begin on a byte.
    int bytes() {
        return Math.toIntExact(((long) count * layout.bits() + 7) / 8);
    }

    /// Samples of the row, pixel by pixel; the same array each time.
    long[] unpack(byte[] packed) {
        if (layout.predictor() == 3) {
            unshuffle(packed);
        }
        raw(ByteBuffer.wrap(packed).order(order));
        int bits = layout.bits();
        if (layout.predictor() == 2) {
            long mask = bits == 64 ? -1 : (1L << bits) - 1;
            for (int i = stride; i < count; i++) {
                row[i] = (row[i] + row[i - stride]) & mask;
            }
        }
        if (layout.format() == 2) {
            for (int i = 0; i < count; i++) {
                row[i] = (row[i] << (64 - bits)) >> (64 - bits);
            }
        } else if (layout.format() == 3) {
            for (int i = 0; i < count; i++) {
                row[i] = Float.floatToRawIntBits(toFloat(row[i]));
            }
        }
        return row;
    }

    private void raw(ByteBuffer in) {
        int bits = layout.bits();
        switch (bits) {
            case 8 -> {
                for (int i = 0; i < count; i++) {
                    row[i] = in.get() & 0xFF;
                }
            }
            case 16 -> {
                for (int i = 0; i < count; i++) {
                    row[i] = in.getShort() & 0xFFFF;
                }
            }
            case 24 -> {
                for (int i = 0; i < count; i++) {
                    int a = in.get() & 0xFF;
                    int b = in.get() & 0xFF;
                    int c = in.get() & 0xFF;
                    row[i] = order == ByteOrder.BIG_ENDIAN ? (a << 16) | (b << 8) | c : (c << 16) | (b << 8) | a;
                }
            }
            case 32 -> {
                for (int i = 0; i < count; i++) {
                    row[i] = in.getInt() & 0xFFFFFFFFL;
                }
            }
            case 64 -> {
                for (int i = 0; i < count; i++) {
                    row[i] = in.getLong();
                }
            }
            default -> {
                long held = 0;
                int heldBits = 0;
                for (int i = 0; i < count; i++) {
                    while (heldBits < bits) {
                        held = (held << 8) | (in.get() & 0xFF);
                        heldBits += 8;
                    }
                    heldBits -= bits;
                    row[i] = (held >>> heldBits) & ((1L << bits) - 1);
                }
            }
        }
    }

    /// Predictor 3: bytes of like weight lie together, each the difference to the one before.
    private void unshuffle(byte[] packed) {
        for (int i = stride; i < packed.length; i++) {
            packed[i] += packed[i - stride];
        }
        int size = layout.bits() / 8;
        for (int i = 0; i < count; i++) {
            for (int b = 0; b < size; b++) {
                shuffled[i * size + b] = packed[b * count + i];
            }
        }
        System.arraycopy(shuffled, 0, packed, 0, shuffled.length);
    }

    private float toFloat(long bits) {
        return switch (layout.bits()) {
            case 16 -> Float.float16ToFloat((short) bits);
            case 24 -> float24((int) bits);
            case 32 -> Float.intBitsToFloat((int) bits);
            default -> (float) Double.longBitsToDouble(bits);
        };
    }

    /// 1 sign, 7 exponent and 16 fraction bits (Adobe's TIFF note 3).
    private static float float24(int bits) {
        int exponent = (bits >> 16) & 0x7F;
        int fraction = bits & 0xFFFF;
        float sign = bits >> 23 == 0 ? 1 : -1;
        if (exponent == 0x7F) {
            return fraction == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
        }
        float unit = fraction / 65536f;
        return exponent == 0 ? sign * Math.scalb(unit, -62) : sign * Math.scalb(1 + unit, exponent - 63);
    }
}
