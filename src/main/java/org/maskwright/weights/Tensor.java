package org.maskwright.weights;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A stored tensor: element type, shape (empty for a scalar) and the row-major little-endian bytes.
/// Immutable; the bytes may be a slice of a mapped file.
public final class Tensor {
    private final DType type;
    private final long[] shape;
    private final ByteBuffer data;

    /// @param data row-major little-endian elements from position to limit; not changed afterwards
    public Tensor(DType type, long[] shape, ByteBuffer data) {
        this.type = type;
        this.shape = shape.clone();
        this.data = data.slice().asReadOnlyBuffer();
        if (elements(shape) * type.bytes() != data.remaining()) {
            throw new IllegalArgumentException(
                    data.remaining() + " bytes for " + Arrays.toString(shape) + " of " + type);
        }
    }

    public static Tensor of(float[] values, long... shape) {
        var bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, 4)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return new Tensor(DType.FLOAT32, shape, bytes);
    }

    /// The same values rounded to half precision (nearest even).
    public static Tensor half(float[] values, long... shape) {
        var bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, 2)).order(ByteOrder.LITTLE_ENDIAN);
        for (float v : values) {
            bytes.putShort(Float.floatToFloat16(v));
        }
        return new Tensor(DType.FLOAT16, shape, bytes.flip());
    }

    public DType type() {
        return type;
    }

    public long[] shape() {
        return shape.clone();
    }

    public long elements() {
        return elements(shape);
    }

    /// A fresh little-endian read-only view of the bytes.
    public ByteBuffer bytes() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Lets go of the memory that the bytes of a mapped file take; they are read from the file again when needed.
    public void unload() {
        MemorySegment segment = MemorySegment.ofBuffer(data);
        if (segment.isMapped()) {
            segment.unload();
        }
    }

    /// All values as floats, row-major; integers and doubles are rounded to float.
    public float[] floats() {
        ByteBuffer b = bytes();
        float[] out = new float[Math.toIntExact(elements())];
        for (int i = 0; i < out.length; i++) {
            out[i] = switch (type) {
                case BOOL, UINT8 -> b.get() & 0xFF;
                case INT8 -> b.get();
                case INT16 -> b.getShort();
                case INT32 -> b.getInt();
                case INT64 -> b.getLong();
                case FLOAT16 -> Float.float16ToFloat(b.getShort());
                case BFLOAT16 -> Float.intBitsToFloat(b.getShort() << 16);
                case FLOAT32 -> b.getFloat();
                case FLOAT64 -> (float) b.getDouble();
            };
        }
        return out;
    }

    static long elements(long[] shape) {
        long n = 1;
        for (long s : shape) {
            if (s < 0) {
                throw new IllegalArgumentException("negative size in " + Arrays.toString(shape));
            }
            n = Math.multiplyExact(n, s);
        }
        return n;
    }

    @Override
    public String toString() {
        return type + Arrays.toString(shape);
    }
}
