package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is asked of the decoder for a batch of objects.
///
/// @param tokens sparse prompts per object, equally many each
/// @param maps dense prompts (batch, channels, 4 rows, 4 columns), or null for none
/// @param from the first mask that is wanted
/// @param to one past the last
public record Question(
        List<List<PromptToken>> tokens, @Nullable NDArray maps, int from, int to) {
    /// Asks for all four masks.
    public Question(List<List<PromptToken>> tokens, @Nullable NDArray maps) {
        this(tokens, maps, 0, DecoderSizes.MASKS);
    }
}
