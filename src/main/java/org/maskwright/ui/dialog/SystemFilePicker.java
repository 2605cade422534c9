package org.maskwright.ui.dialog;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.maskwright.Words;
import org.maskwright.project.ProjectFile;

/// The system's own dialogs. They begin where the last one ended.
public final class SystemFilePicker implements FilePicker {
    private static final String PROJECT = "*" + ProjectFile.ENDING;
    private static final List<String> IMAGES =
            List.of("*.tif", "*.tiff", "*.TIF", "*.TIFF", "*.png", "*.PNG", "*.jpg", "*.jpeg", "*.JPG", "*.bmp");

    private final Stage owner;
    private @Nullable File last;

    public SystemFilePicker(Stage owner) {
        this.owner = owner;
    }

    @Override
    public Optional<Path> image() {
        FileChooser chooser = images(Words.of("ui.dialog.open.title"));
        chooser.getExtensionFilters()
                .addFirst(new FileChooser.ExtensionFilter(
                        Words.of("ui.dialog.open.both"),
                        Stream.concat(Stream.of(PROJECT), IMAGES.stream()).toList()));
        return chosen(chooser.showOpenDialog(owner));
    }

    @Override
    public List<Path> labels() {
        List<File> files = images(Words.of("ui.dialog.open.labels")).showOpenMultipleDialog(owner);
        if (files == null || files.isEmpty()) {
            return List.of();
        }
        last = files.getFirst().getParentFile();
        return files.stream().map(File::toPath).toList();
    }

    private FileChooser images(String title) {
        var chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.setInitialDirectory(last);
        chooser.getExtensionFilters()
                .setAll(
                        new FileChooser.ExtensionFilter(Words.of("ui.dialog.open.images"), IMAGES),
                        new FileChooser.ExtensionFilter(Words.of("ui.dialog.open.all"), "*.*"));
        return chooser;
    }

    @Override
    public Optional<Path> folder() {
        return folder(Words.of("ui.dialog.open.folder"), last);
    }

    @Override
    public Optional<Path> weights() {
        var chooser = new FileChooser();
        chooser.setTitle(Words.of("ui.dialog.model.title"));
        chooser.setInitialDirectory(last);
        chooser.getExtensionFilters()
                .setAll(
                        new FileChooser.ExtensionFilter(
                                Words.of("ui.dialog.model.weights"), "*.pth", "*.pt", "*.safetensors"),
                        new FileChooser.ExtensionFilter(Words.of("ui.dialog.open.all"), "*.*"));
        return chosen(chooser.showOpenDialog(owner));
    }

    @Override
    public Optional<Path> target(Path near) {
        return folder(Words.of("ui.dialog.export.target"), Files.isDirectory(near) ? near.toFile() : last);
    }

    @Override
    public Optional<Path> save(Path proposed, List<String> endings) {
        var chooser = new FileChooser();
        chooser.setTitle(Words.of("ui.dialog.save.title"));
        Path folder = proposed.toAbsolutePath().getParent();
        chooser.setInitialDirectory(folder != null && Files.isDirectory(folder) ? folder.toFile() : last);
        chooser.setInitialFileName(String.valueOf(proposed.getFileName()));
        for (String ending : endings) {
            chooser.getExtensionFilters()
                    .add(new FileChooser.ExtensionFilter(ending.toUpperCase(Locale.ROOT), "*." + ending));
        }
        return chosen(chooser.showSaveDialog(owner)).map(file -> withEnding(file, chooser, endings));
    }

    /// Not every system adds the ending of the kind that was chosen.
    private static Path withEnding(Path file, FileChooser chooser, List<String> endings) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (endings.stream().anyMatch(e -> name.endsWith("." + e))) {
            return file;
        }
        int kind = Math.max(0, chooser.getExtensionFilters().indexOf(chooser.getSelectedExtensionFilter()));
        return file.resolveSibling(file.getFileName() + "." + endings.get(kind));
    }

    @Override
    public Optional<Path> place(Path near) {
        return folder(Words.of("ui.dialog.place"), Files.isDirectory(near) ? near.toFile() : last);
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
