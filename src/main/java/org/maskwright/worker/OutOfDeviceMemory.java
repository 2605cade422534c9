package org.maskwright.worker;

/// The device that computes has no memory left for this step. What it had begun is freed.
final class OutOfDeviceMemory extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfDeviceMemory(Throwable cause) {
        super(cause.getMessage(), cause);
    }

    /// Whether an engine's failure is this one: engines say it in words only.
    static boolean is(RuntimeException e) {
        String said = String.valueOf(e.getMessage());
        return said.contains("out of memory") || said.contains("can't allocate memory");
    }
}
