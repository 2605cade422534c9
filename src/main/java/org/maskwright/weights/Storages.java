package org.maskwright.weights;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.maskwright.weights.Unpickler.Reason;
import org.maskwright.weights.Unpickler.Refused;

/// The bytes that the tensors of one checkpoint share, and the views of them: a start, sizes and strides in elements.
///
/// A view whose elements lie in order is a slice of the file. Another (transposed, repeated) is copied; all
/// copies together may take no more than the file itself, so a small file cannot ask for much memory.
final class Storages {
    private static final int MOST_AXES = 16;

    private final Function<String, @Nullable MemorySegment> byKey;
    private long room;

    Storages(Function<String, @Nullable MemorySegment> byKey, long room) {
        this.byKey = byKey;
        this.room = room;
    }

    /// A storage that the pickle names: so many elements of one type under a key.
    record Storage(DType type, String key, long elements) {}

    Tensor view(Storage storage, long start, long[] sizes, long[] strides) {
        if (sizes.length != strides.length || sizes.length > MOST_AXES) {
            throw damaged(storage, "has " + sizes.length + " sizes and " + strides.length + " strides");
        }
        long count = 1;
        long last = start;
        boolean ordered = true;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            if (sizes[axis] < 0 || strides[axis] < 0) {
                throw damaged(storage, "has a negative size or stride");
            }
            ordered &= sizes[axis] <= 1 || strides[axis] == count;
            last = Math.addExact(last, Math.multiplyExact(Math.max(0, sizes[axis] - 1), strides[axis]));
            count = Math.multiplyExact(count, sizes[axis]);
        }
        MemorySegment bytes = bytes(storage);
        if (start < 0 || start > storage.elements() || (count > 0 && last >= storage.elements())) {
            throw damaged(storage, "reaches past its end");
        }
        int width = storage.type().bytes();
        if (Math.multiplyExact(count, width) > Integer.MAX_VALUE) {
            throw new Refused(Reason.UNSUPPORTED, "a tensor of more than 2 GiB");
        }
        ByteBuffer data = count == 0 || ordered
                ? bytes.asSlice(start * width, count * width).asByteBuffer()
                : copy(bytes, width, start, sizes, strides, (int) count);
        return new Tensor(storage.type(), sizes, data);
    }

    private MemorySegment bytes(Storage storage) {
        MemorySegment bytes = byKey.apply(storage.key());
        if (bytes == null) {
            throw damaged(storage, "is missing");
        }
        long width = storage.type().bytes();
        if (storage.elements() < 0 || storage.elements() > bytes.byteSize() / width) {
            throw damaged(storage, "is said to hold " + storage.elements() + " elements and is shorter");
        }
        return bytes;
    }

    private ByteBuffer copy(MemorySegment bytes, int width, long start, long[] sizes, long[] strides, int count) {
        room -= (long) count * width;
        if (room < 0) {
            throw new Refused(Reason.DAMAGED, "its tensors repeat more than the file holds");
        }
        byte[] out = new byte[count * width];
        long[] index = new long[sizes.length];
        long at = start;
        for (int i = 0; i < count; i++) {
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at * width, out, i * width, width);
            for (int axis = sizes.length - 1; axis >= 0; axis--) {
                at += strides[axis];
                if (++index[axis] < sizes[axis]) {
                    break;
                }
                at -= strides[axis] * sizes[axis];
                index[axis] = 0;
            }
        }
        return ByteBuffer.wrap(out);
    }

    private static Refused damaged(Storage storage, String why) {
        return new Refused(Reason.DAMAGED, "a tensor on the storage " + storage.key() + " " + why);
    }
}
