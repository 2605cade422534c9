package org.maskwright.sam;

import ai.djl.ndarray.types.DataType;
import org.maskwright.Words;

/// In which numbers the image encoder computes, and why. The decoder always computes in single precision.
///
/// @param iou the least IoU of a mask in half precision with the same in single precision, as measured on this
///     device with these weights; 1 where there was nothing to measure
public record Precision(Kind kind, Reason reason, double iou) {
    /// Single precision, where nothing else would be faster.
    public static final Precision SINGLE = new Precision(Kind.FLOAT32, Reason.PROCESSOR, 1);

    /// What half precision must reach to be used.
    static final double LEAST_IOU = 0.99;

    /// Widths of numbers.
    public enum Kind {
        FLOAT32(DataType.FLOAT32),
        FLOAT16(DataType.FLOAT16);

        private final DataType type;

        Kind(DataType type) {
            this.type = type;
        }

        DataType type() {
            return type;
        }
    }

    /// Why it is that one.
    public enum Reason {
        /// Processors compute in single precision.
        PROCESSOR,
        /// Half precision keeps the masks.
        MASKS_KEPT,
        /// Half precision changes the masks.
        MASKS_CHANGED
    }

    /// Half precision if it keeps the masks.
    static Precision measured(double iou) {
        return iou >= LEAST_IOU
                ? new Precision(Kind.FLOAT16, Reason.MASKS_KEPT, iou)
                : new Precision(Kind.FLOAT32, Reason.MASKS_CHANGED, iou);
    }

    /// In words, for the model panel.
    public String inWords() {
        return Words.of(
                switch (reason) {
                    case PROCESSOR -> "sam.precision.processor";
                    case MASKS_KEPT -> "sam.precision.kept";
                    case MASKS_CHANGED -> "sam.precision.changed";
                },
                iou);
    }
}
