package org.maskwright.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.Words;
import org.maskwright.formats.ExportSource;
import org.maskwright.formats.FrameLabels;
import org.maskwright.formats.LabelSource;
import org.maskwright.image.Calibration;
import org.maskwright.image.Contrasts;
import org.maskwright.image.ImageStack;
import org.maskwright.image.Images;
import org.maskwright.project.ImageFinder;
import org.maskwright.project.Located;
import org.maskwright.project.Project;
import org.maskwright.project.ProjectStore;
import org.maskwright.project.View;
import org.maskwright.ui.canvas.ColourMap;
import org.maskwright.ui.canvas.Overlay;
import org.maskwright.ui.canvas.OverlayExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `maskwright overlay PROJECT|LABELS --out DIR`: pictures with their objects drawn into them.
@Command(
        name = "overlay",
        description = {
            "Writes pictures of full size with the accepted objects of a project, or the objects of label images, drawn "
                    + "into them: DIR/NAME.png or .tif for each frame that has an object.",
            "The contrast is the project's, as in the window."
        },
        mixinStandardHelpOptions = true)
public final class OverlayCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PROJECT|LABELS", description = "A project, a label image, or a folder of label images.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path source;

    @Option(
            names = "--images",
            paramLabel = "IMAGES",
            description = "The pictures that label images were made on: a file or a folder.")
    private @Nullable Path images;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder to write into.")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Option(
            names = "--frame",
            paramLabel = "N",
            description = "Only this frame: the number in its file name, else its index from 0.")
    private @Nullable Integer number;

    @Option(names = "--format", paramLabel = "KIND", description = "png (default) or tiff; tiff keeps the pixel size.")
    private OverlayExport.Kind kind = OverlayExport.Kind.PNG;

    @Option(names = "--no-outlines", description = "Without outlines.")
    private boolean noOutlines;

    @Option(names = "--no-fills", description = "Without fills.")
    private boolean noFills;

    @Option(names = "--ids", description = "Write the id of each object on it.")
    private boolean ids;

    @Option(names = "--no-scale-bar", description = "Without a scale bar.")
    private boolean noScaleBar;

    @Option(
            names = "--line",
            paramLabel = "PX",
            description = "Width of an outline in pixels; by default one that suits the picture's size.")
    private double line;

    @Option(names = "--fill", paramLabel = "SHARE", description = "Opacity of a fill, 0 to 1; default 0.24.")
    private double fill = Overlay.USUAL.fill();

    @Option(
            names = "--pixel-size",
            paramLabel = "SIZE",
            converter = PixelSize.class,
            description = "Instead of the one that is known: 0.65um, or 0.5x0.25um for width and height.")
    private @Nullable Calibration size;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /// Frames and how they are looked at.
    private record From(ExportSource source, View view) {}

    @Override
    public Integer call() {
        Overlay overlay;
        try {
            overlay = new Overlay(!noOutlines, !noFills, ids, !noScaleBar, line, fill);
        } catch (IllegalArgumentException e) {
            throw new picocli.CommandLine.ParameterException(
                    spec.commandLine(), "--line goes from 0 to 100, --fill from 0 to 1", e);
        }
        From from = ProjectStore.isProject(source) ? ofProject() : ofLabels();
        List<Path> written = new OverlayExport(overlay, kind, ColourMap.GREY, 1)
                .write(out, only(from.source), from.view, new Cancel(), share -> {});
        spec.commandLine().getOut().println(Words.of("app.exported", written.size(), out.toString()));
        return 0;
    }

    private ExportSource only(ExportSource all) {
        if (number == null) {
            return all;
        }
        List<FrameLabels> one =
                all.frames().stream().filter(f -> f.number() == number).toList();
        if (one.isEmpty()) {
            throw new Problem("app.no-such-frame", number, source.toString());
        }
        return new ExportSource(one, all.calibration(), all.pixels());
    }

    private From ofProject() {
        Project project = ProjectStore.read(source);
        Path where = images != null
                ? images
                : switch (new ImageFinder(source).find(project.images())) {
                    case Located.Found(Path found, var _) -> found;
                    case Located.Missing missing ->
                        throw new Problem("app.no-images", source.toString(), CheckCommand.words(missing));
                };
        ImageStack stack = Images.open(where);
        var all = ExportSource.of(project, Optional.of(stack::read));
        var sized = size == null ? all : new ExportSource(all.frames(), size, all.pixels());
        return new From(sized, project.view());
    }

    private From ofLabels() {
        if (images == null) {
            throw new picocli.CommandLine.ParameterException(
                    spec.commandLine(), "label images need the pictures they were made on: --images");
        }
        ImageStack stack = Images.open(images);
        boolean together = stack.isColour() || stack.plane(0).channels() == 1;
        var series = !stack.isSeries()
                ? null
                : together ? Contrasts.window(stack, new Cancel()) : Contrasts.window(stack, 0, new Cancel());
        return new From(
                LabelSource.read(source, Optional.of(stack), Optional.ofNullable(size)),
                new View(series, together ? View.ALL : 0, stack.calibration()));
    }
}
