package org.maskwright.label;

/// One row of a track table: a track's life and its parent.
///
/// @param id the label that marks it in every frame of its life, above 0
/// @param first its first frame
/// @param last its last frame, inclusive
/// @param parent the id of the track it comes from, 0 for none. One child continues its parent after a
///     gap; two or more are a division.
public record Track(int id, int first, int last, int parent) {
    public boolean hasParent() {
        return parent != 0;
    }

    /// Number of frames from the first to the last.
    public int length() {
        return last - first + 1;
    }
}
