package org.maskwright.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.maskwright.Problem;

/// A folder of files, one for each frame. Pages of a file are slices.
final class FolderStack implements ImageStack {
    private final String name;
    private final List<ImageFile> files;
    private final List<Frame> frames;
    private final boolean series;
    private final int depth;

    /// @param names what to call each frame
    /// @param mayBeSeries false for a set, whatever the names look like
    FolderStack(String name, List<ImageFile> files, List<String> names, boolean mayBeSeries) {
        this.name = name;
        this.files = List.copyOf(files);
        var numbers = Numbering.of(names);
        frames = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            frames.add(new Frame(i, numbers.isEmpty() ? i : numbers.get(i), names.get(i)));
        }
        series = mayBeSeries && !numbers.isEmpty() && areAlike(files);
        depth = files.stream().mapToInt(FolderStack::depth).max().orElse(1);
    }

    private static boolean areAlike(List<ImageFile> files) {
        return files.stream()
                        .filter(f -> !(f instanceof ImageFile.Broken))
                        .map(ImageFile::planeInfo)
                        .distinct()
                        .count()
                <= 1;
    }

    private static int depth(ImageFile file) {
        return file.axes().slices() * file.axes().times();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Frame> frames() {
        return List.copyOf(frames);
    }

    @Override
    public int depth() {
        return depth;
    }

    @Override
    public boolean isSeries() {
        return series;
    }

    @Override
    public Calibration calibration() {
        return files.getFirst().axes().calibration();
    }

    @Override
    public boolean isColour() {
        return files.stream().anyMatch(ImageFile::isColour);
    }

    @Override
    public List<Path> files(int frame) {
        return List.of(files.get(frame).path());
    }

    @Override
    public PlaneInfo plane(int frame) {
        return files.get(frame).planeInfo();
    }

    /// A file with fewer slices than others of its set answers with its last one.
    @Override
    public Raster read(int frame, int z) {
        var file = files.get(frame);
        Objects.checkIndex(z, depth);
        int plane = Math.min(z, depth(file) - 1);
        int slices = file.axes().slices();
        Raster raster = file.plane(plane % slices, plane / slices);
        if (series && !raster.bounds().equals(Region.of(plane(0).width(), plane(0).height()))) {
            throw new Problem("image.changed", file.path().toString());
        }
        return raster;
    }
}
