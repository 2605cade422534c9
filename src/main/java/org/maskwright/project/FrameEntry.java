package org.maskwright.project;

/// A frame as the project knows it, with or without its image at hand.
///
/// @param index place in the stack, from 0
/// @param number the number that its file name has, else the index
/// @param name the stem of its file, to show and to export under
/// @param width in pixels
/// @param height in pixels
public record FrameEntry(int index, int number, String name, int width, int height) {
    public FrameEntry {
        if (index < 0 || number < 0 || width < 1 || height < 1) {
            throw new IllegalArgumentException("frame " + index + ": " + width + " x " + height);
        }
    }
}
