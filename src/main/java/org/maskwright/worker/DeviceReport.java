package org.maskwright.worker;

import org.maskwright.Words;

/// What the network runs on, and why.
///
/// @param kind which of the known situations this is
/// @param cores processor cores that may be used
public record DeviceReport(Kind kind, int cores) {
    /// The situations that a person can meet.
    public enum Kind {
        /// A graphics processor is used.
        GPU("cuda:0"),
        /// The driver is there, but the engine at hand computes on the processor only.
        ENGINE_FOR_PROCESSOR("cpu"),
        /// There is no driver, so there is no card that could be used.
        NO_DRIVER("cpu"),
        /// No engine was found that could use a card on this system.
        NO_CUDA_SYSTEM("cpu");

        private final String device;

        Kind(String device) {
            this.device = device;
        }

        /// The device's name for the engine.
        public String device() {
            return device;
        }
    }

    /// The device in words.
    public String name() {
        return words(kind == Kind.GPU ? "gpu" : "cpu");
    }

    /// Why it is that one, in words.
    public String reason() {
        return words(
                switch (kind) {
                    case GPU -> "because.gpu";
                    case ENGINE_FOR_PROCESSOR -> "because.engine";
                    case NO_DRIVER -> "because.driver";
                    case NO_CUDA_SYSTEM -> "because.system";
                });
    }

    private String words(String key) {
        return Words.of("worker.device." + key, cores);
    }
}
