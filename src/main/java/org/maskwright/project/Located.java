package org.maskwright.project;

import java.nio.file.Path;
import java.util.List;

/// What came of looking for a project's images.
public sealed interface Located {
    /// They are at `source`; `images` says so for the next time.
    record Found(Path source, ImageRef images) implements Located {}

    /// They are not where they were, nor where one would look first. `missing` names them.
    record Missing(ImageRef images, List<String> missing) implements Located {}
}
