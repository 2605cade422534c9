package org.maskwright.train;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.label.Instance;
import org.maskwright.label.Mask;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;
import org.maskwright.sam.TypicalSize;
import org.maskwright.worker.Pictures;

/// The accepted instances that a round of fine-tuning learns from, frame by frame.
///
/// @param frames those with at least one object
public record TrainingSet(List<LabelledFrame> frames) {
    /// Objects with fewer pixels teach nothing and are not asked for.
    static final int LEAST_AREA = Example.LEAST_AREA;

    /// One frame with its objects.
    ///
    /// @param index its place in the sequence; neighbours in number are neighbours in time
    /// @param raster decodes what the network sees of it; may be slow
    /// @param contrast the window in which the network sees it; may be slow
    /// @param masks the accepted objects
    public record LabelledFrame(int index, Supplier<Raster> raster, Supplier<Contrast> contrast, List<Mask> masks) {
        public LabelledFrame {
            masks = masks.stream().filter(m -> m.area() >= LEAST_AREA).toList();
        }

        LabelledFrame with(List<Mask> others) {
            return new LabelledFrame(index, raster, contrast, others);
        }
    }

    public TrainingSet {
        frames = frames.stream().filter(f -> !f.masks().isEmpty()).toList();
    }

    /// All accepted instances of a project.
    ///
    /// @param pictures of the project's planes, counted as frame times depth plus slice
    public static TrainingSet of(Project project, Pictures pictures) {
        var frames = new ArrayList<LabelledFrame>();
        for (int i = 0; i < pictures.frames(); i++) {
            int at = i;
            var plane = new Plane(i / project.depth(), i % project.depth());
            List<Mask> masks = project.labels(plane).instances().stream()
                    .filter(Instance::isAccepted)
                    .map(Instance::mask)
                    .toList();
            if (!masks.isEmpty()) {
                frames.add(new LabelledFrame(
                        at, () -> pictures.seen(at), () -> pictures.contrast().apply(at), masks));
            }
        }
        return new TrainingSet(frames);
    }

    TypicalSize typicalSize() {
        return TypicalSize.of(
                frames.stream().flatMap(f -> f.masks().stream()).map(Mask::area).toList());
    }

    int objects() {
        return frames.stream().mapToInt(f -> f.masks().size()).sum();
    }
}
