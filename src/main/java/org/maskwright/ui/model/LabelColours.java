package org.maskwright.ui.model;

import org.maskwright.label.InstanceId;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;

/// The palette of labels, as the canvas paints it.
public interface LabelColours {
    /// The slot that sets a new object apart from those around it.
    ///
    /// @param bright true for bright pictures, which take the darker palette
    int slot(Labels labels, Mask mask, InstanceId id, boolean bright);

    /// The colour of a slot, 0xRRGGBB.
    int rgb(int slot, boolean bright);
}
