package org.maskwright.image;

import java.io.IOException;
import java.io.InputStream;

/// Undoes TIFF's LZW (TIFF 6.0, section 13), and the old kind with bits in reverse order that some
/// early writers left behind. Ends quietly at a code that cannot be: the reader of rows sees the lack.
final class LzwStream extends InputStream {
    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int TABLE = 4096;

    private final byte[] in;
    private final boolean old;
    private final short[] prefix = new short[TABLE];
    private final byte[] suffix = new byte[TABLE];
    private final short[] lengths = new short[TABLE];
    private final byte[] word = new byte[TABLE + 1];
    private int wordAt;
    private int wordEnd;
    private int at;
    private int held;
    private int heldBits;
    private int next = END + 1;
    private int width = 9;
    private int previous = -1;
    private boolean ended;

    LzwStream(byte[] in) {
        this.in = in;
        this.old = in.length > 1 && in[0] == 0 && (in[1] & 1) == 1;
        for (int i = 0; i < CLEAR; i++) {
            suffix[i] = (byte) i;
            lengths[i] = 1;
        }
    }

    @Override
    public int read() throws IOException {
        return wordAt < wordEnd || fill() ? word[wordAt++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
        int done = 0;
        while (done < count && (wordAt < wordEnd || fill())) {
            int n = Math.min(count - done, wordEnd - wordAt);
            System.arraycopy(word, wordAt, into, from + done, n);
            wordAt += n;
            done += n;
        }
        return done == 0 && count > 0 ? -1 : done;
    }

    private boolean fill() {
        if (ended) {
            return false;
        }
        int code = code();
        if (code == CLEAR) {
            next = END + 1;
            width = 9;
            previous = -1;
            do {
                code = code();
            } while (code == CLEAR);
        }
        boolean known = code >= 0 && code != END && (code < next || (code == next && previous >= 0 && next < TABLE));
        if (!known || (previous < 0 && code > END)) {
            ended = true;
            return false;
        }
        if (previous >= 0 && next < TABLE) {
            prefix[next] = (short) previous;
            lengths[next] = (short) (lengths[previous] + 1);
            suffix[next] = first(code == next ? previous : code);
            next++;
        }
        // Writers change the width one code early, those of the old kind in time.
        if (next + (old ? 0 : 1) >= (1 << width) && width < 12) {
            width++;
        }
        spell(code);
        previous = code;
        return true;
    }

    private byte first(int code) {
        int c = code;
        while (c > END) {
            c = prefix[c];
        }
        return suffix[c];
    }

    private void spell(int code) {
        int n = lengths[code];
        wordAt = 0;
        wordEnd = n;
        for (int c = code, i = n - 1; i >= 0; i--) {
            word[i] = suffix[c];
            c = prefix[c];
        }
    }

    private int code() {
        while (heldBits < width) {
            if (at == in.length) {
                return END;
            }
            int b = in[at++] & 0xFF;
            held = old ? held | (b << heldBits) : (held << 8) | b;
            heldBits += 8;
        }
        int code;
        if (old) {
            code = held & ((1 << width) - 1);
            held >>>= width;
        } else {
            code = held >>> (heldBits - width);
            held &= (1 << (heldBits - width)) - 1;
        }
        heldBits -= width;
        return code;
    }
}
