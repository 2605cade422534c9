package org.maskwright.sam;

/// The sizes of prompt encoder and mask decoder, as data: the same blocks run the reference's decoder
/// and our compact one.
///
/// @param width channels of the embedding and of every token
/// @param depth layers of the two-way transformer
/// @param heads attention heads
/// @param mlpWidth hidden width of the transformer's MLPs
/// @param promptMaps channels of the dense prompt: 1 is the previous logits alone, as in the reference
/// @param maskWidth channels of the dense prompt before the last 1 x 1 convolution
/// @param skips whether encoder features at strides 4 and 2 join the upscaling, with a convolution between
public record DecoderSizes(
        int width, int depth, int heads, int mlpWidth, int promptMaps, int maskWidth, boolean skips) {
    /// Mask tokens: one for many prompts, three for one click.
    public static final int MASKS = 4;

    /// As in every checkpoint of the reference and of MobileSAM.
    public static final DecoderSizes SAM = new DecoderSizes(256, 2, 8, 2048, 1, 16, false);

    /// Ours: half the width, seven prompt maps (see `PromptMaps`), skips for sharp outlines.
    public static final DecoderSizes COMPACT = new DecoderSizes(128, 2, 4, 256, PromptMaps.CHANNELS, 64, true);
}
