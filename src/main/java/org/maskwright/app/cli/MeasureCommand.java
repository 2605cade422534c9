package org.maskwright.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.Words;
import org.maskwright.formats.ExportSource;
import org.maskwright.formats.HistogramFile;
import org.maskwright.formats.LabelSource;
import org.maskwright.formats.Measurements;
import org.maskwright.image.Calibration;
import org.maskwright.image.ImageStack;
import org.maskwright.image.Images;
import org.maskwright.measure.Distribution;
import org.maskwright.measure.Quantity;
import org.maskwright.project.ImageFinder;
import org.maskwright.project.Located;
import org.maskwright.project.Project;
import org.maskwright.project.ProjectStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `maskwright measure PROJECT|LABELS`: a table of every object, and histograms.
@Command(
        name = "measure",
        description = {
            "Measures every accepted object of a project, or every object of label images: a CSV table with a row for "
                    + "each object and frame, on standard output or in a file, and histograms.",
            "Lengths and areas are in pixels and, where the size of a pixel is known, in units. Intensities are as "
                    + "stored; the background of an object is the median of the pixels 3 to 7 away from it that belong "
                    + "to no object, or that of the frame where these are fewer than 20."
        },
        mixinStandardHelpOptions = true)
public final class MeasureCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PROJECT|LABELS", description = "A project, a label image, or a folder of label images.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path source;

    @Option(
            names = "--images",
            paramLabel = "IMAGES",
            description = "The pictures that label images were made on, for intensities: a file or a folder.")
    private @Nullable Path images;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the table here instead of on standard output.")
    private @Nullable Path out;

    @Option(
            names = "--pixel-size",
            paramLabel = "SIZE",
            converter = PixelSize.class,
            description = "Instead of the one that is known: 0.65um, or 0.5x0.25um for width and height.")
    private @Nullable Calibration size;

    @Option(
            names = "--histogram",
            paramLabel = "MEASURE=FILE",
            converter = {QuantityConverter.class, PathConverter.class},
            description = {
                "Also draw a histogram of a measure into an .svg or .png; may be given several times. Measures: area, "
                        + "perimeter, equivalent_diameter, max_feret, min_feret, circularity; of channel N mean_N, "
                        + "total_N, background_N, corrected_mean_N, corrected_total_N, deviation_N, min_N, max_N."
            })
    private Map<Quantity, Path> histograms = Map.of();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        ExportSource from = ProjectStore.isProject(source) ? ofProject() : ofLabels();
        var err = spec.commandLine().getErr();
        int frames = from.frames().size();
        var measured = Measurements.of(from, new Cancel(), done -> {
            if (done % 50 == 0 && done < frames) {
                err.println(Words.of("app.measuring", done, frames));
                err.flush();
            }
        });
        histograms.forEach((quantity, file) -> draw(measured, quantity, file));
        if (out == null) {
            spec.commandLine().getOut().print(measured.csv());
            spec.commandLine().getOut().flush();
        } else {
            measured.write(out);
            err.println(Words.of("app.measured", measured.rows().size(), out.toString()));
        }
        return 0;
    }

    private static void draw(Measurements measured, Quantity quantity, Path file) {
        Distribution counted = Distribution.of(measured.rows().stream().mapToDouble(r -> quantity.of(r.measured())))
                .orElseThrow(() -> new Problem("formats.noValues", quantity.word()));
        int channels = measured.channels();
        HistogramFile.write(file, counted, quantity.title(channels), quantity.title(channels, measured.calibration()));
    }

    private ExportSource ofLabels() {
        Optional<ImageStack> stack = Optional.ofNullable(images).map(Images::open);
        return LabelSource.read(source, stack, Optional.ofNullable(size));
    }

    private ExportSource ofProject() {
        Project project = ProjectStore.read(source);
        Optional<ExportSource.Pixels> pixels = images != null
                ? Optional.of(Images.open(images)::read)
                : switch (new ImageFinder(source).find(project.images())) {
                    case Located.Found(Path where, var _) -> Optional.of(Images.open(where)::read);
                    case Located.Missing missing -> {
                        spec.commandLine().getErr().println(CheckCommand.words(missing));
                        yield Optional.empty();
                    }
                };
        var all = ExportSource.of(project, pixels);
        return size == null ? all : new ExportSource(all.frames(), size, pixels);
    }

    static final class QuantityConverter implements ITypeConverter<Quantity> {
        @Override
        public Quantity convert(String word) {
            return Quantity.of(word)
                    .orElseThrow(() -> new TypeConversionException("'" + word + "' is none of "
                            + String.join(
                                    ", ",
                                    List.copyOf(Quantity.all(1)).stream()
                                            .map(Quantity::word)
                                            .toList())));
        }
    }

    static final class PathConverter implements ITypeConverter<Path> {
        @Override
        public Path convert(String file) {
            return Path.of(file);
        }
    }
}
