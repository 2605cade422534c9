package org.maskwright.worker;

/// Where the machine's power comes from.
public enum Power {
    MAINS,
    BATTERY,
    /// the system does not say
    UNKNOWN;

    /// Asks the system; may take a moment.
    public static Power now() {
        return Hardware.power();
    }
}
