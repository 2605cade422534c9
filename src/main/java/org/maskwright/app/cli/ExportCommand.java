package org.maskwright.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.maskwright.Cancel;
import org.maskwright.Words;
import org.maskwright.formats.ExportSource;
import org.maskwright.formats.Exported;
import org.maskwright.formats.Exporter;
import org.maskwright.image.ImageStack;
import org.maskwright.image.Images;
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

/// `maskwright export PROJECT --format F --out DIR`: the accepted instances as files that other programs read.
@Command(
        name = "export",
        description = {
            "Writes the accepted instances of a project, also while it is open elsewhere.",
            "ctc: DIR/01_GT/SEG/man_segT.tif for frames marked complete. labels: DIR/NAME.tif for each frame with an "
                    + "accepted instance, ids kept."
        },
        mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PROJECT", description = "The project's folder.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path folder;

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            description = "ctc, labels, coco, imagej-roi, geojson or csv.")
    @SuppressWarnings("NullAway.Init")
    private Exporter.Format format;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder to write into.")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        Project project = ProjectStore.read(folder);
        Exported done = format.exporter().write(out, ExportSource.of(project, pixels(project)), new Cancel());
        done.notes().forEach(note -> spec.commandLine().getErr().println(note.getMessage()));
        spec.commandLine()
                .getOut()
                .println(Words.of("app.exported", done.files().size(), out.toString()));
        return 0;
    }

    /// The images, for the formats that measure them.
    private Optional<ExportSource.Pixels> pixels(Project project) {
        if (format != Exporter.Format.CSV && format != Exporter.Format.GEOJSON) {
            return Optional.empty();
        }
        return switch (new ImageFinder(folder).find(project.images())) {
            case Located.Found(Path source, var _) -> {
                ImageStack stack = Images.open(source);
                yield Optional.of(stack::read);
            }
            case Located.Missing missing -> {
                spec.commandLine().getErr().println(CheckCommand.words(missing));
                yield Optional.empty();
            }
        };
    }

    static final class FormatConverter implements ITypeConverter<Exporter.Format> {
        @Override
        public Exporter.Format convert(String word) {
            return Exporter.Format.of(word)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + word + "' is none of " + java.util.Arrays.toString(Exporter.Format.values())));
        }
    }
}
