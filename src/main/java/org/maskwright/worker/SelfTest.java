package org.maskwright.worker;

/// What a test of the device found: one frame encoded, one click answered, and the mask compared.
///
/// @param encodeMillis for the frame
/// @param clickMillis median of a few clicks
/// @param iou of the mask with the one that it should be
/// @param against where that one comes from
/// @param embeddingBytes native memory that one frame holds
/// @param residentMegabytes what the whole program holds, 0 when unknown
public record SelfTest(
        DeviceReport device,
        double encodeMillis,
        double clickMillis,
        double iou,
        Against against,
        long embeddingBytes,
        long residentMegabytes) {
    /// A mask of another device counts as the same from this IoU on.
    static final double SAME = 0.99;

    /// What the mask was compared with.
    public enum Against {
        /// the processor's mask
        PROCESSOR,
        /// the mask from the embedding as the disk keeps it, in half precision; on a processor there is no other
        KEPT
    }

    public boolean agrees() {
        return iou >= SAME;
    }
}
