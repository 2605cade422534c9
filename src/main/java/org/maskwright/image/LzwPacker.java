package org.maskwright.image;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// TIFF's LZW (TIFF 6.0, section 13): codes from 9 to 12 bits, most significant bit first.
final class LzwPacker {
    private static final int CLEAR = 256;
    private static final int END = 257;

    /// One code fewer than 4096: the width must never reach 13.
    private static final int LAST = 4094;

    /// Children of a code: an open hash of (code, byte) to the code that spells both.
    private static final int SLOTS = 1 << 14;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final int[] keys = new int[SLOTS];
    private final short[] codes = new short[SLOTS];
    private int next = END + 1;
    private int width = 9;
    private int held;
    private int heldBits;

    private LzwPacker() {}

    static byte[] pack(byte[] in, int from, int to) {
        var p = new LzwPacker();
        p.clear();
        int code = -1;
        for (int i = from; i < to; i++) {
            int b = in[i] & 0xFF;
            if (code < 0) {
                code = b;
                continue;
            }
            int slot = p.slot(code, b);
            if (p.keys[slot] != 0) {
                code = p.codes[slot];
                continue;
            }
            p.put(code);
            p.keys[slot] = key(code, b);
            p.codes[slot] = (short) p.next++;
            if (p.next == LAST) {
                p.put(b);
                p.clear();
                code = -1;
            } else {
                code = b;
                p.widen();
            }
        }
        if (code >= 0) {
            p.put(code);
            p.next++;
            p.widen();
        }
        p.put(END);
        if (p.heldBits > 0) {
            p.out.write(p.held << (8 - p.heldBits));
        }
        return p.out.toByteArray();
    }

    private static int key(int code, int b) {
        return ((code << 8) | b) + 1;
    }

    private int slot(int code, int b) {
        int key = key(code, b);
        int at = (key * 0x9E3779B9) >>> 18;
        while (keys[at] != 0 && keys[at] != key) {
            at = (at + 1) & (SLOTS - 1);
        }
        return at;
    }

    private void clear() {
        put(CLEAR);
        Arrays.fill(keys, 0);
        next = END + 1;
        width = 9;
    }

    /// The reader's table is one entry behind ours: it changes at 511, we at 512.
    private void widen() {
        if (next == (1 << width) && width < 12) {
            width++;
        }
    }

    private void put(int code) {
        held = (held << width) | code;
        heldBits += width;
        while (heldBits >= 8) {
            heldBits -= 8;
            out.write(held >>> heldBits);
            held &= (1 << heldBits) - 1;
        }
    }
}
