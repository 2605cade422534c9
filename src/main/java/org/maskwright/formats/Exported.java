package org.maskwright.formats;

import java.nio.file.Path;
import java.util.List;
import org.maskwright.Problem;

/// What an export wrote.
///
/// @param files in the order of writing
/// @param notes what was left out or changed on the way, and why
public record Exported(List<Path> files, List<Problem> notes) {
    public Exported {
        files = List.copyOf(files);
        notes = List.copyOf(notes);
    }
}
