package org.maskwright.sam;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.maskwright.weights.Tensor;

/// The identity of weights: SHA-256 over names, shapes and half-precision values in order of name, so
/// that it does not depend on the file they came from.
final class WeightHash {
    private WeightHash() {}

    static String of(SequencedMap<String, Tensor> tensors) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        new TreeMap<>(tensors).forEach((name, t) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            for (long s : t.shape()) {
                digest.update(Long.toString(s).getBytes(StandardCharsets.UTF_8));
            }
            digest.update(Tensor.half(t.floats(), t.shape()).bytes());
        });
        return HexFormat.of().formatHex(digest.digest());
    }
}
