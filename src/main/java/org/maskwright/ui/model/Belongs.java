package org.maskwright.ui.model;

/// Which object a click or a box is meant for.
public enum Belongs {
    /// as the place says: to the active object when it is on or near it, else to a new one
    PLACE,
    /// to the active object wherever it is (Shift)
    ACTIVE,
    /// to a new object wherever it is (Alt, or the New tool)
    NEW
}
