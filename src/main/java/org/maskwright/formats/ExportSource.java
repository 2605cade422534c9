package org.maskwright.formats;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.maskwright.image.Calibration;
import org.maskwright.image.Raster;
import org.maskwright.label.Labels;
import org.maskwright.project.FrameEntry;
import org.maskwright.project.ImageRef;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;

/// What an exporter is given.
///
/// @param frames in order of time
/// @param calibration size of a pixel
/// @param pixels reads planes for measuring intensities; empty when the images are not at hand
public record ExportSource(List<FrameLabels> frames, Calibration calibration, Optional<Pixels> pixels) {
    /// Reads one plane of the series, as `ImageStack.read` does.
    @FunctionalInterface
    public interface Pixels {
        Raster read(int frame, int z);
    }

    public ExportSource {
        frames = List.copyOf(frames);
    }

    /// All frames of a project.
    public static ExportSource of(Project project, Optional<Pixels> pixels) {
        IntFunction<String> files = files(project.images());
        List<FrameLabels> frames = project.frames().stream()
                .map(f -> new FrameLabels(
                        f.index(),
                        f.number(),
                        f.name(),
                        files.apply(f.index()),
                        project.isComplete(f.index()),
                        slices(project, f)))
                .toList();
        return new ExportSource(frames, project.view().calibration(), pixels);
    }

    private static List<Labels> slices(Project project, FrameEntry frame) {
        return IntStream.range(0, project.depth())
                .mapToObj(z -> project.labels(new Plane(frame.index(), z)))
                .toList();
    }

    private static IntFunction<String> files(ImageRef images) {
        if (images.files().size() > 1) {
            return index -> fileName(images.files().get(index).name());
        }
        String only =
                images.files().isEmpty() || images.files().getFirst().name().isEmpty()
                        ? images.absolute()
                        : images.files().getFirst().name();
        return index -> fileName(only);
    }

    private static String fileName(String path) {
        Path name = Path.of(path).getFileName();
        return name == null ? path : name.toString();
    }
}
