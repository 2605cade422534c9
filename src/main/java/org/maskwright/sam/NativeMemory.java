package org.maskwright.sam;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// The memory outside of Java's heap from which the engine takes its tensors.
public final class NativeMemory {
    // GNU's library has it and needs it; others give back by themselves what is free.
    private static final Optional<MethodHandle> TRIM =
            Linker.nativeLinker().defaultLookup().find("malloc_trim").map(NativeMemory::trim);

    private NativeMemory() {}

    /// Gives the system back what was freed here and there: the library keeps it for another tensor, which
    /// seldom has the size of the gap. Takes milliseconds, and so do the next tensors, so it is for the end
    /// of something large.
    public static void giveBack() {
        TRIM.ifPresent(trim -> {
            try {
                var _ = (int) trim.invokeExact(0L);
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @SuppressWarnings("restricted") // the launchers allow native access, which the engine needs too
    private static MethodHandle trim(MemorySegment function) {
        return Linker.nativeLinker()
                .downcallHandle(function, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
    }
}
