package org.maskwright.sam;

import org.maskwright.weights.Tensor;

/// What the decoder says of a whole frame and one set of prompts, before anything is made of it. Masks
/// are three for one click and one otherwise.
///
/// @param logits (1, masks, rows, columns)
/// @param iou (1, masks)
public record WholeFrame(Tensor logits, Tensor iou) {}
