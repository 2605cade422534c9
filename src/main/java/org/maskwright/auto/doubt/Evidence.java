package org.maskwright.auto.doubt;

import org.jspecify.annotations.Nullable;
import org.maskwright.auto.doubt.Outliers.Deviation;

/// All that is known of one mask.
///
/// @param predicted the IoU that the network predicted when it made the mask, NaN when no network made it
/// @param steadiness what the network says of it now; null before it was asked
/// @param versions IoU of the answers of the model in use and of the one before it, NaN when there is none
/// @param deviation how it stands out in its frame
/// @param continuity whether it goes on in the neighbouring frames
public record Evidence(
        double predicted,
        @Nullable Steadiness steadiness,
        double versions,
        Deviation deviation,
        Continuity continuity) {}
