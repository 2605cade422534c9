package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Java's numbers on their way into an array. What `NDManager.create` takes on the way lies outside of the heap until
/// the garbage collector looks there, which it does not for want of such memory: here it is given back at once.
final class Staging {
    private Staging() {}

    /// An array with memory of its own: one that wraps a Java buffer would be no good to autograd, which may read it
    /// when the buffer is gone.
    static NDArray copy(NDManager m, float[] values, Shape shape) {
        try (Arena arena = Arena.ofConfined()) {
            ByteBuffer staged = arena.allocate((long) Float.BYTES * values.length, Float.BYTES)
                    .asByteBuffer()
                    .order(ByteOrder.nativeOrder());
            staged.asFloatBuffer().put(values);
            try (NDArray wrapped = m.create(staged, shape, DataType.FLOAT32)) {
                return wrapped.duplicate();
            }
        }
    }
}
