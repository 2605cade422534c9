/// What a person says about pixels, without any pixels: run-length [org.maskwright.label.Mask]s,
/// instances, the immutable labels of one frame, prompts, brush and morphology.
@NullMarked
package org.maskwright.label;

import org.jspecify.annotations.NullMarked;
