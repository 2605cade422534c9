package org.maskwright.ui.dialog;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Asks the person for a file or a folder. An interface, because the system's own dialogs need a screen.
public interface FilePicker {
    /// An image, or the file of a project, to open; empty when nothing was chosen.
    Optional<Path> image();

    /// Label images to import; empty when nothing was chosen.
    List<Path> labels();

    /// A folder of images, or a project; empty when nothing was chosen.
    Optional<Path> folder();

    /// Weights of a model; empty when nothing was chosen.
    Optional<Path> weights();

    /// A file to write; empty when nothing was chosen. The person was asked before one that is there is replaced.
    ///
    /// @param proposed its folder and name; its ending is that of the first kind
    /// @param endings of the kinds that can be written, such as "svg"
    Optional<Path> save(Path proposed, List<String> endings);

    /// A folder to write into; empty when nothing was chosen.
    ///
    /// @param near where the dialog begins
    Optional<Path> target(Path near);

    /// A folder to keep things in; empty when nothing was chosen.
    ///
    /// @param near where the dialog begins
    Optional<Path> place(Path near);
}
