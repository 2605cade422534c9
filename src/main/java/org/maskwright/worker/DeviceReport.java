package org.maskwright.worker;

import java.util.Optional;
import org.maskwright.Words;

/// What the network runs on, and why.
///
/// @param kind which of the known situations this is
/// @param cores processor cores that may be used
/// @param processor its name, empty when unknown
/// @param card the graphics card that was found, whether it is used or not
public record DeviceReport(Kind kind, int cores, String processor, Optional<Card> card) {
    /// The situations that a person can meet.
    public enum Kind {
        /// An NVIDIA card is used.
        GPU("cuda:0"),
        /// The graphics processor of an Apple chip is used; it passed its test.
        METAL("mps"),
        /// Metal gave other masks than the processor, or none.
        METAL_FAILED("cpu"),
        /// The driver is there, but the engine at hand computes on the processor only.
        ENGINE_FOR_PROCESSOR("cpu"),
        /// The engine could use a card, but the driver offers it none.
        CARD_NOT_OFFERED("cpu"),
        /// The card's memory was too small for this model.
        CARD_TOO_SMALL("cpu"),
        /// There is no driver, so there is no card that could be used.
        NO_DRIVER("cpu"),
        /// The person wants the processor, whatever else is there.
        PROCESSOR_CHOSEN("cpu"),
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

    /// Of a machine of which no more is known.
    public DeviceReport(Kind kind, int cores) {
        this(kind, cores, "", Optional.empty());
    }

    DeviceReport with(Kind other) {
        return new DeviceReport(other, cores, processor, card);
    }

    /// Whether a graphics processor does the work.
    public boolean isGraphics() {
        return kind == Kind.GPU || kind == Kind.METAL;
    }

    /// Whether there is a graphics processor that could do the work and does not.
    public boolean isUnused() {
        return switch (kind) {
            case METAL_FAILED, ENGINE_FOR_PROCESSOR, CARD_NOT_OFFERED, CARD_TOO_SMALL -> true;
            case GPU, METAL, NO_DRIVER, PROCESSOR_CHOSEN, NO_CUDA_SYSTEM -> false;
        };
    }

    /// The device in words.
    public String name() {
        return switch (kind) {
            case GPU -> card.map(Card::name).orElseGet(() -> words("gpu"));
            case METAL -> words("metal");
            default -> words("cpu");
        };
    }

    /// Why it is that one, in words.
    public String reason() {
        return words(
                switch (kind) {
                    case GPU -> "because.gpu";
                    case METAL -> "because.metal";
                    case METAL_FAILED -> "because.metal-failed";
                    case ENGINE_FOR_PROCESSOR -> "because.engine";
                    case CARD_NOT_OFFERED -> "because.offered";
                    case CARD_TOO_SMALL -> "because.small";
                    case NO_DRIVER -> "because.driver";
                    case PROCESSOR_CHOSEN -> "because.chosen";
                    case NO_CUDA_SYSTEM -> "because.system";
                });
    }

    private String words(String key) {
        return Words.of("worker.device." + key, cores);
    }
}
