package org.maskwright.project;

import java.util.List;

/// Where a project's pixels are: the file or folder that was opened, and what it held, so that it is known
/// again after a move.
///
/// @param relative path of the file or folder from the project folder, with `/`; empty when there is none
///     (another drive)
/// @param absolute path of the file or folder as it was last seen
/// @param files the image files, in order of the frames
public record ImageRef(String relative, String absolute, List<ImageFile> files) {
    /// One image file: its path from the source with `/` (empty when the source is the file itself), its size
    /// in bytes and its [Fingerprint].
    public record ImageFile(String name, long bytes, String fingerprint) {}

    public ImageRef {
        files = List.copyOf(files);
    }
}
