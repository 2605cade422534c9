package org.maskwright.project;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 over a file's content: over all of it up to [#WHOLE] bytes, else over five equal pieces spread from
/// the first byte to the last, so that a folder of gigabytes is known again within a second.
final class Fingerprint {
    /// Files up to this many bytes are read whole.
    static final int WHOLE = 1 << 18;

    private static final int PIECES = 5;
    private static final int PIECE = 1 << 14;

    private Fingerprint() {}

    /// @return 64 hexadecimal digits
    static String of(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MessageDigest sha = sha256();
            long size = channel.size();
            if (size <= WHOLE) {
                add(channel, 0, (int) size, sha);
            } else {
                for (int i = 0; i < PIECES; i++) {
                    add(channel, (size - PIECE) * i / (PIECES - 1), PIECE, sha);
                }
            }
            return HexFormat.of().formatHex(sha.digest());
        }
    }

    /// SHA-256 over all of a file, as model versions are named.
    static String whole(Path file) throws IOException {
        MessageDigest sha = sha256();
        var piece = ByteBuffer.allocate(1 << 16);
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(piece.clear()) >= 0) {
                sha.update(piece.flip());
            }
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    private static void add(FileChannel channel, long from, int length, MessageDigest sha) throws IOException {
        var piece = ByteBuffer.allocate(length);
        while (piece.hasRemaining() && channel.read(piece, from + piece.position()) >= 0) {
            // reads until the piece is full or the file, shortened meanwhile, ends
        }
        sha.update(piece.flip());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
