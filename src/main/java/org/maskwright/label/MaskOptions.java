package org.maskwright.label;

import java.util.Collection;

/// What is done to the network's mask before it is shown: a pure function of the mask, its
/// neighbours and the image's size, applied in the order of the fields.
///
/// @param fillHoles whether enclosed background becomes part of the object
/// @param smooth radius in pixels of the disc that smooths the outline, 0 for none
/// @param keepOffNeighbours whether pixels of other objects are left to them
/// @param leastPiece pieces of fewer pixels are dropped, 0 for none; the largest piece stays
public record MaskOptions(boolean fillHoles, double smooth, boolean keepOffNeighbours, int leastPiece) {
    public static final MaskOptions DEFAULT = new MaskOptions(true, 1, true, 20);
    public static final MaskOptions NONE = new MaskOptions(false, 0, false, 0);

    public MaskOptions {
        if (!(smooth >= 0) || leastPiece < 0) {
            throw new IllegalArgumentException("smooth " + smooth + ", least piece " + leastPiece);
        }
    }

    /// A mask after the options, and what each did, in pixels; the mask may be empty when it lay wholly
    /// on its neighbours.
    ///
    /// @param filled pixels gained by filling holes
    /// @param smoothed pixels gained (or, negative, lost) along the outline
    /// @param keptOff pixels left to the neighbours, 0 or negative
    /// @param dropped pixels of dropped pieces, 0 or negative
    public record Result(Mask mask, int filled, int smoothed, int keptOff, int dropped) {}

    /// @param neighbours masks of the other objects, of which those far away cost nothing
    public Result apply(Mask raw, Collection<Mask> neighbours, int width, int height) {
        Mask solid = fillHoles ? Morphology.fillHoles(raw).mask() : raw;
        Mask smoothed = Morphology.smooth(solid, smooth, width, height);
        Mask own = smoothed;
        if (keepOffNeighbours) {
            for (Mask neighbour : neighbours) {
                if (own.intersection(neighbour) > 0) {
                    own = own.minus(neighbour);
                }
            }
        }
        Mask kept = Morphology.dropPieces(own, leastPiece);
        return new Result(
                kept,
                solid.area() - raw.area(),
                smoothed.area() - solid.area(),
                own.area() - smoothed.area(),
                kept.area() - own.area());
    }
}
