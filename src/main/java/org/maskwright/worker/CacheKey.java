package org.maskwright.worker;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;

/// What an embedding depends on: the pixels that the network saw (of the chosen channel), the
/// contrast window and the encoder. Nothing else, so it outlives renamed files and fine-tuned
/// decoders.
///
/// @param content SHA-256 of size and samples, hex
/// @param encoder SHA-256 of the encoder's weights, hex
record CacheKey(String content, Contrast contrast, String encoder) {
    private static final int ENCODER_DIGITS = 16;

    static CacheKey of(Raster seen, Contrast contrast, String encoder) {
        MessageDigest digest = sha256();
        var head = ByteBuffer.allocate(16)
                .putInt(seen.width())
                .putInt(seen.height())
                .putInt(seen.channels())
                .putInt(seen.type().ordinal());
        digest.update(head.array());
        var row = new float[seen.width()];
        var bytes = ByteBuffer.allocate(4 * seen.width());
        for (int c = 0; c < seen.channels(); c++) {
            for (int y = 0; y < seen.height(); y++) {
                seen.copy(new org.maskwright.image.Region(0, y, seen.width(), 1), c, row);
                bytes.asFloatBuffer().put(row);
                digest.update(bytes.array());
            }
        }
        return new CacheKey(HexFormat.of().formatHex(digest.digest()), contrast, encoder);
    }

    /// How the file names of one encoder's embeddings begin.
    static String prefix(String encoder) {
        return encoder.substring(0, Math.min(ENCODER_DIGITS, encoder.length()));
    }

    /// The name of its file: its encoder, and a hash of all parts.
    String fileName() {
        String all = content + " " + contrast.low() + " " + contrast.high() + " " + encoder;
        return prefix(encoder) + "-" + HexFormat.of().formatHex(sha256().digest(all.getBytes(StandardCharsets.UTF_8)))
                + ".safetensors";
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
