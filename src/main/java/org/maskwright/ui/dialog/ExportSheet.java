package org.maskwright.ui.dialog;

import java.nio.file.Path;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.maskwright.Words;
import org.maskwright.formats.Exporter.Format;
import org.maskwright.project.Project;
import org.maskwright.ui.model.Workbench;

/// Export: the format, what will be written, and where.
public final class ExportSheet extends VBox {
    /// Writes a project's labels.
    @FunctionalInterface
    public interface Exports {
        /// Returns at once; progress, outcome and trouble are shown by the window.
        void export(Format format, Path target);
    }

    private final Workbench bench;
    private final ComboBox<Format> formats = new ComboBox<>();
    private final Label what = new Label();
    private final Label amount = new Label();
    private final TextField target = new TextField();
    private final Button export = new Button(Words.of("ui.dialog.export.do"));

    public ExportSheet(Workbench bench, FilePicker picker, Exports exports, Runnable pictures, Runnable close) {
        this.bench = bench;
        getStyleClass().add("dialog-sheet");
        setMaxSize(460, USE_PREF_SIZE);
        var title = new Label(Words.of("ui.dialog.export.title"));
        title.getStyleClass().add("title");
        formats.getItems().setAll(Format.values());
        formats.getSelectionModel().select(Format.CTC);
        formats.setConverter(new StringConverter<>() {
            @Override
            public String toString(Format format) {
                return Words.of("ui.dialog.export." + format);
            }

            @Override
            public Format fromString(String words) {
                throw new IllegalStateException("the list is not typed into");
            }
        });
        formats.setId("export-format");
        formats.setMaxWidth(Double.MAX_VALUE);
        formats.setAccessibleText(Words.of("ui.dialog.export.format"));
        formats.valueProperty().addListener(o -> describe());
        what.setWrapText(true);
        what.getStyleClass().add("muted");
        amount.setWrapText(true);
        target.setId("export-target");
        target.setAccessibleText(Words.of("ui.dialog.export.target"));
        target.textProperty().addListener((o, was, is) -> describe());
        HBox.setHgrow(target, Priority.ALWAYS);
        var choose = new Button(Words.of("ui.dialog.export.choose"));
        choose.setOnAction(e -> picker.target(Path.of(target.getText())).ifPresent(p -> target.setText(p.toString())));
        var where = new HBox(8, target, choose);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var cancel = new Button(Words.of("ui.shell.cancel"));
        cancel.setOnAction(e -> close.run());
        export.getStyleClass().add("primary");
        export.setDefaultButton(true);
        export.setId("export-do");
        export.setOnAction(e -> {
            close.run();
            exports.export(format(), Path.of(target.getText().strip()));
        });
        var drawn = new Button(Words.of("ui.dialog.export.pictures"));
        drawn.setId("export-pictures");
        drawn.setOnAction(e -> pictures.run());
        var buttons = new HBox(8, drawn, space, cancel, export);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        var folder = new Label(Words.of("ui.dialog.export.target"));
        getChildren().addAll(title, formats, what, amount, new VBox(8, folder, where), buttons);
    }

    /// Fills in what the project that is open would give.
    public void prepare() {
        bench.store().ifPresent(store -> {
            Path beside = Optional.ofNullable(store.folder().toAbsolutePath().getParent())
                    .orElse(store.folder());
            target.setText(beside.resolve(store.project().name() + "-export").toString());
        });
        describe();
        export.requestFocus();
    }

    private Format format() {
        return formats.getValue();
    }

    private void describe() {
        Project project = bench.project().get();
        what.setText(Words.of("ui.dialog.export." + format() + ".what"));
        amount.setText(project == null ? "" : amount(project));
        export.setDisable(target.getText().isBlank() || project == null || frames(project) == 0);
    }

    private long frames(Project project) {
        return format() == Format.CTC
                ? project.complete().size()
                : bench.frames().stream().filter(f -> f.objects().get() > 0).count();
    }

    private String amount(Project project) {
        long frames = frames(project);
        return frames == 0
                ? Words.of(format() == Format.CTC ? "ui.dialog.export.no-frames" : "ui.dialog.export.no-objects")
                : Words.of("ui.dialog.export.amount", frames, project.frames().size());
    }
}
