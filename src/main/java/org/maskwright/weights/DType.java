package org.maskwright.weights;

import java.util.Optional;

/// Element types that weight files hold, with their safetensors name and size in bytes.
public enum DType {
    BOOL("BOOL", 1),
    UINT8("U8", 1),
    INT8("I8", 1),
    INT16("I16", 2),
    INT32("I32", 4),
    INT64("I64", 8),
    FLOAT16("F16", 2),
    BFLOAT16("BF16", 2),
    FLOAT32("F32", 4),
    FLOAT64("F64", 8);

    private final String code;
    private final int bytes;

    DType(String code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /// The name in a safetensors header.
    public String code() {
        return code;
    }

    public int bytes() {
        return bytes;
    }

    public static Optional<DType> byCode(String code) {
        for (DType t : values()) {
            if (t.code.equals(code)) {
                return Optional.of(t);
            }
        }
        return Optional.empty();
    }
}
