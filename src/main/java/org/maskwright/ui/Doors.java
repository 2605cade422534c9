package org.maskwright.ui;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.collections.ObservableList;
import org.maskwright.ui.model.Models;
import org.maskwright.ui.model.Settings;
import org.maskwright.ui.model.Thumbnail;

/// What the window asks of the application around it. Everything returns at once.
public interface Doors {
    /// A project that was open before.
    ///
    /// @param place its folder, shortened for reading
    /// @param opened when it was last open
    /// @param progress how far it is, in words
    /// @param thumbnail its first frame with labels; empty when it was not made yet
    /// @param missing true when its images were not found
    record Recent(
            Path folder,
            String name,
            String place,
            Instant opened,
            String progress,
            Optional<Thumbnail> thumbnail,
            boolean missing) {}

    /// Opens a project, an image, a folder of images or a data set.
    void open(Path path);

    /// What was dropped on the window: label images become objects of the open project, all else is opened.
    void dropped(List<Path> files);

    /// Label images, or folders of them, become accepted objects of the open project.
    void importLabels(List<Path> files);

    /// Opens a copy of the sample.
    void openSample();

    /// Asks where the images of a project are now.
    void locate(Path project);

    /// Newest first.
    ObservableList<Recent> recent();

    ObjectProperty<Theme> theme();

    /// What the person chose for all projects; setting it makes it so.
    ObjectProperty<Settings> settings();

    BooleanProperty autoAccept();

    /// The models at hand.
    Models models();

    /// Puts the open project away.
    void closeProject();

    /// Puts what somebody who helps needs to know on the clipboard.
    void copyDiagnostics();

    void quit();
}
