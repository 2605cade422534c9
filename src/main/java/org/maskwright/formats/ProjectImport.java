package org.maskwright.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.image.Contrasts;
import org.maskwright.image.Frame;
import org.maskwright.image.ImageStack;
import org.maskwright.image.Images;
import org.maskwright.image.PlaneInfo;
import org.maskwright.project.Edit;
import org.maskwright.project.FrameEntry;
import org.maskwright.project.ImageFinder;
import org.maskwright.project.Project;
import org.maskwright.project.View;

/// What a new project is to hold: images, and the labels that lie beside them. Everything is read before
/// anything is made, so that a file that cannot be read leaves nothing half done.
///
/// @param project the images, without any label yet
/// @param edits the labels, a group for each frame, in order
/// @param notes what was left out, and why
public record ProjectImport(Project project, List<Edit> edits, List<Problem> notes) {
    public ProjectImport {
        edits = List.copyOf(edits);
        notes = List.copyOf(notes);
    }

    /// Reads an image file, a folder of images (with `labels/NAME.tif` beside `images/NAME`, too), a data set or
    /// a sequence of the Cell Tracking Challenge, or the layout of the 2018 Data Science Bowl.
    ///
    /// @param sequence which sequence of a data set that holds several, such as `02`
    /// @param folder where the project is to be, for the way from there to the images
    /// @param when the time that imported masks bear
    /// @throws Problem when the source cannot be read, or its labels do not fit it
    public static ProjectImport read(Path source, Optional<String> sequence, Path folder, Instant when, Cancel cancel) {
        Path at = source(source, sequence);
        ImageStack stack = Images.open(at);
        Project empty = Project.of(
                stack.name(), describe(at, stack, folder), frames(stack), stack.depth(), view(stack, cancel));
        var labels = new LabelsBeside(at, stack, empty, when, cancel);
        return new ProjectImport(empty, labels.edits(), labels.notes());
    }

    private static Path source(Path source, Optional<String> sequence) {
        if (sequence.isPresent()) {
            Path at = source.resolve(sequence.get());
            if (!Files.isDirectory(at)) {
                throw new Problem("formats.noSequence", source.toString(), sequence.get());
            }
            return at;
        }
        if (!Files.isDirectory(source) || !Images.imagesIn(source).isEmpty()) {
            return source;
        }
        List<Path> sequences = Images.sequences(source);
        return sequences.size() == 1 ? sequences.getFirst() : source; // several: opening says which there are
    }

    private static org.maskwright.project.ImageRef describe(Path at, ImageStack stack, Path folder) {
        var files = new ArrayList<Path>();
        for (Frame f : stack.frames()) {
            files.addAll(stack.files(f.index()));
        }
        try {
            return new ImageFinder(folder)
                    .describe(at, files.stream().distinct().toList());
        } catch (IOException e) {
            throw Problem.causedBy(e, "image.denied", at.toString());
        }
    }

    /// A frame whose file is damaged has the size of the first one that is not; reading it says what is wrong.
    private static List<FrameEntry> frames(ImageStack stack) {
        var planes = new ArrayList<@Nullable PlaneInfo>();
        PlaneInfo usual = null;
        Problem broken = null;
        for (Frame f : stack.frames()) {
            PlaneInfo plane = null;
            try {
                plane = stack.plane(f.index());
                usual = usual == null ? plane : usual;
            } catch (Problem p) {
                broken = p;
            }
            planes.add(plane);
        }
        if (usual == null) {
            throw broken == null ? new IllegalArgumentException("no frames") : broken;
        }
        var entries = new ArrayList<FrameEntry>();
        for (Frame f : stack.frames()) {
            PlaneInfo plane = planes.get(f.index());
            PlaneInfo size = plane == null ? usual : plane;
            entries.add(new FrameEntry(f.index(), f.number(), f.name(), size.width(), size.height()));
        }
        return entries;
    }

    private static View view(ImageStack stack, Cancel cancel) {
        int channel = stack.isColour() || stack.plane(0).channels() == 1 ? View.ALL : 0;
        return new View(stack.isSeries() ? Contrasts.window(stack, cancel) : null, channel, stack.calibration());
    }
}
