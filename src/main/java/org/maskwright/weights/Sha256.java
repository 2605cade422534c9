package org.maskwright.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.maskwright.Cancel;

/// The identity of a file: SHA-256 in lower-case hex.
final class Sha256 {
    private static final int STEP = 1 << 20;

    private Sha256() {}

    static String of(Path file, Cancel cancel, Progress progress) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return of(channel, cancel, progress);
        }
    }

    /// Reads the whole file, whatever the position.
    static String of(FileChannel channel, Cancel cancel, Progress progress) throws IOException {
        MessageDigest digest = digest();
        ByteBuffer step = ByteBuffer.allocate(STEP);
        long total = channel.size();
        long at = 0;
        for (int n = channel.read(step, at); n >= 0; n = channel.read(step.clear(), at)) {
            cancel.check();
            digest.update(step.flip());
            at += n;
            progress.at(at, total);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
