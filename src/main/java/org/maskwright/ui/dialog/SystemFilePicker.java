package org.maskwright.ui.dialog;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.maskwright.Words;

/// The system's own dialogs. They begin where the last one ended.
public final class SystemFilePicker implements FilePicker {
    private final Stage owner;
    private @Nullable File last;

    public SystemFilePicker(Stage owner) {
        this.owner = owner;
    }

    @Override
    public Optional<Path> image() {
        var chooser = new FileChooser();
        chooser.setTitle(Words.of("ui.dialog.open.title"));
        chooser.setInitialDirectory(last);
        chooser.getExtensionFilters()
                .setAll(
                        new FileChooser.ExtensionFilter(
                                Words.of("ui.dialog.open.images"),
                                "*.tif",
                                "*.tiff",
                                "*.TIF",
                                "*.TIFF",
                                "*.png",
                                "*.PNG",
                                "*.jpg",
                                "*.jpeg",
                                "*.JPG",
                                "*.bmp"),
                        new FileChooser.ExtensionFilter(Words.of("ui.dialog.open.all"), "*.*"));
        return chosen(chooser.showOpenDialog(owner));
    }

    @Override
    public Optional<Path> folder() {
        return folder(Words.of("ui.dialog.open.folder"), last);
    }

    @Override
    public Optional<Path> target(Path near) {
        return folder(Words.of("ui.dialog.export.target"), Files.isDirectory(near) ? near.toFile() : last);
    }

    private Optional<Path> folder(String title, @Nullable File begin) {
        var chooser = new DirectoryChooser();
        chooser.setTitle(title);
        chooser.setInitialDirectory(begin);
        return chosen(chooser.showDialog(owner));
    }

    private Optional<Path> chosen(@Nullable File file) {
        if (file == null) {
            return Optional.empty();
        }
        last = file.getParentFile();
        return Optional.of(file.toPath());
    }
}
