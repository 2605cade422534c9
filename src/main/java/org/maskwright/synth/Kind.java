package org.maskwright.synth;

/// What is simulated.
public enum Kind {
    /// Fluorescence: nuclei, or whole cells with a cytoplasm stain.
    FLUO,
    /// Phase contrast: spread cells with protrusions, rounded cells, budding yeast, bacteria.
    PHASE,
    /// Differential interference contrast: the relief of cells lit from one side.
    DIC,
    /// Electron microscopy of particles: transmission, dark field and scanning.
    TEM,
    /// Stained tissue, stained nuclei in brightfield, blood smears.
    HISTOLOGY
}
