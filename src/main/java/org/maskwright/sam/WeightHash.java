package org.maskwright.sam;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The identity of weights: SHA-256 over names, shapes and half-precision values in order of name, so
/// that it does not depend on the file they came from, nor on the precision in which they are used.
final class WeightHash {
    private static final int CHUNK = 1 << 15;
    private final MessageDigest digest;

    WeightHash() {
        this(fresh());
    }

    private WeightHash(MessageDigest digest) {
        this.digest = digest;
    }

    private static MessageDigest fresh() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// The same state, to go on from.
    WeightHash copy() {
        try {
            return new WeightHash((MessageDigest) digest.clone());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own digests can be cloned", e);
        }
    }

    /// Adds a tensor; they must come in the order of their names.
    void add(String name, NDArray array) {
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        for (long s : array.getShape().getShape()) {
            digest.update(Long.toString(s).getBytes(StandardCharsets.UTF_8));
        }
        try (NDManager scratch = array.getManager().newSubManager()) {
            NDArray single = array.toType(DataType.FLOAT32, true);
            single.attach(scratch);
            NDArray here = single.toDevice(Device.cpu(), false);
            here.attach(scratch);
            // No copy on the heap: the weights of a large network take gigabytes.
            FloatBuffer values = here.toByteBuffer(true).asFloatBuffer();
            var half = ByteBuffer.allocate(2 * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
            while (values.hasRemaining()) {
                half.clear();
                while (values.hasRemaining() && half.hasRemaining()) {
                    half.putShort(Float.floatToFloat16(values.get()));
                }
                digest.update(half.flip());
            }
        }
    }

    /// In lower-case hex.
    String hex() {
        return HexFormat.of().formatHex(copy().digest.digest());
    }
}
