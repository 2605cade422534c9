package org.maskwright.ui.dialog;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.maskwright.Words;
import org.maskwright.image.Raster;
import org.maskwright.label.Labels;
import org.maskwright.project.Project;
import org.maskwright.ui.canvas.ColourMap;
import org.maskwright.ui.canvas.Overlay;
import org.maskwright.ui.canvas.OverlayExport;
import org.maskwright.ui.model.Picture;
import org.maskwright.ui.model.Workbench;
import org.maskwright.ui.panel.Faces;
import org.maskwright.ui.panel.NumberField;

/// Export of pictures: what is drawn into them, how that looks, of which frames, as what, and where.
public final class PictureSheet extends VBox {
    /// Writes pictures.
    @FunctionalInterface
    public interface Pictures {
        /// Returns at once; progress, outcome and trouble are shown by the window.
        ///
        /// @param all of all frames, not only of that in view
        void write(OverlayExport export, boolean all, Path folder);
    }

    private static final double PREVIEW = 240;

    private final Workbench bench;
    private final Executor background;
    private final CheckBox outlines = check("outlines");
    private final CheckBox fills = check("fills");
    private final CheckBox numbers = check("numbers");
    private final CheckBox scaleBar = check("scale-bar");
    private final NumberField line;
    private final ToggleButton all = new ToggleButton(Words.of("ui.dialog.pictures.all"));
    private final ToggleButton tiff = new ToggleButton(kind(OverlayExport.Kind.TIFF));
    private final ImageView preview = new ImageView();
    private final TextField target = new TextField();
    private final Button write = new Button(Words.of("ui.dialog.export.do"));
    private double width;
    private Overlay shown = Overlay.USUAL;

    /// @param background paints the preview
    public PictureSheet(Workbench bench, FilePicker picker, Pictures pictures, Executor background, Runnable close) {
        this.bench = bench;
        this.background = background;
        getStyleClass().add("dialog-sheet");
        setMaxSize(460, USE_PREF_SIZE);
        outlines.setSelected(true);
        fills.setSelected(true);
        scaleBar.setSelected(true);
        for (CheckBox box : List.of(outlines, fills, numbers, scaleBar)) {
            box.selectedProperty().addListener(o -> paint());
        }
        line = new NumberField(Words.of("ui.dialog.pictures.line"), this::lineOf);
        line.setId("picture-line");
        line.setPrefColumnCount(4);
        var one = new ToggleButton(Words.of("ui.dialog.pictures.frame"));
        var png = new ToggleButton(kind(OverlayExport.Kind.PNG));
        HBox frames = Faces.segments(Words.of("ui.dialog.pictures.frames"), List.of(one, all));
        HBox kinds = Faces.segments(Words.of("ui.dialog.pictures.kind"), List.of(png, tiff));
        one.setSelected(true);
        png.setSelected(true);
        kinds.setPrefWidth(130);
        HBox.setHgrow(frames, Priority.ALWAYS);
        preview.setPreserveRatio(true);
        preview.setFitHeight(PREVIEW);
        preview.setFitWidth(412);
        preview.setAccessibleText(Words.of("ui.dialog.pictures.preview"));
        var well = new StackPane(preview);
        well.getStyleClass().add("surround");
        well.setMinHeight(PREVIEW);
        target.setId("picture-target");
        target.setAccessibleText(Words.of("ui.dialog.export.target"));
        target.textProperty().addListener(o -> write.setDisable(target.getText().isBlank()));
        HBox.setHgrow(target, Priority.ALWAYS);
        var choose = new Button(Words.of("ui.dialog.export.choose"));
        choose.setOnAction(e -> picker.target(Path.of(target.getText())).ifPresent(p -> target.setText(p.toString())));
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var cancel = new Button(Words.of("ui.shell.cancel"));
        cancel.setOnAction(e -> close.run());
        write.getStyleClass().add("primary");
        write.setDefaultButton(true);
        write.setId("pictures-do");
        write.setOnAction(e -> {
            close.run();
            pictures.write(export(), all.isSelected(), Path.of(target.getText().strip()));
        });
        var buttons = new HBox(8, space, cancel, write);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        HBox drawn = Faces.row(outlines, line, Faces.text(Words.of("ui.dialog.pictures.line.word"), "subtle"));
        getChildren()
                .addAll(
                        Faces.text(Words.of("ui.dialog.pictures.title"), "title"),
                        Faces.prose(Words.of("ui.dialog.pictures.what"), "muted"),
                        well,
                        Faces.row(drawn, Faces.space(), fills, numbers, scaleBar),
                        Faces.row(frames, kinds),
                        new VBox(8, new Label(Words.of("ui.dialog.export.target")), new HBox(8, target, choose)),
                        buttons);
    }

    private static CheckBox check(String what) {
        var box = new CheckBox(Words.of("ui.dialog.pictures." + what));
        box.setId("picture-" + what);
        box.setMinWidth(USE_PREF_SIZE);
        return box;
    }

    private static String kind(OverlayExport.Kind kind) {
        return Words.of("ui.dialog.pictures.kind." + kind.name().toLowerCase(Locale.ROOT));
    }

    /// Fills in what the project that is open would give.
    public void prepare() {
        bench.store().ifPresent(store -> {
            Path beside = Optional.ofNullable(store.folder().toAbsolutePath().getParent())
                    .orElse(store.folder());
            target.setText(beside.resolve(store.project().name() + "-pictures").toString());
        });
        paint();
        write.requestFocus();
    }

    private boolean lineOf(double typed) {
        if (typed < 0 || typed > 100) {
            return false;
        }
        width = typed;
        paint();
        return true;
    }

    private OverlayExport export() {
        var overlay = new Overlay(
                outlines.isSelected(),
                fills.isSelected(),
                numbers.isSelected(),
                scaleBar.isSelected(),
                width,
                bench.display().fill().get());
        return new OverlayExport(
                overlay,
                tiff.isSelected() ? OverlayExport.Kind.TIFF : OverlayExport.Kind.PNG,
                ColourMap.of(bench.display().colourMap().get()),
                bench.display().gamma().get());
    }

    /// The newest wins.
    private void paint() {
        Picture picture = bench.picture().get();
        Project project = bench.project().get();
        Labels labels = bench.labels().get();
        if (picture == null
                || project == null
                || labels.width() != picture.raster().width()
                || labels.height() != picture.raster().height()) {
            preview.setImage(null);
            return;
        }
        OverlayExport export = export();
        Overlay wanted = export.overlay();
        shown = wanted;
        var _ = CompletableFuture.supplyAsync(
                        () -> image(wanted.paint(
                                OverlayExport.look(picture, export.map(), export.gamma()),
                                labels,
                                project.view().calibration())),
                        background)
                .thenAcceptAsync(
                        image -> {
                            if (wanted.equals(shown)) {
                                preview.setImage(image);
                            }
                        },
                        Platform::runLater);
    }

    private static Image image(Raster rgb) {
        int w = rgb.width();
        int h = rgb.height();
        float[][] channels = {rgb.channel(0), rgb.channel(1), rgb.channel(2)};
        byte[] bytes = new byte[3 * w * h];
        for (int i = 0; i < w * h; i++) {
            for (int c = 0; c < 3; c++) {
                bytes[3 * i + c] = (byte) channels[c][i];
            }
        }
        var image = new WritableImage(w, h);
        image.getPixelWriter().setPixels(0, 0, w, h, PixelFormat.getByteRgbInstance(), bytes, 0, 3 * w);
        return image;
    }
}
