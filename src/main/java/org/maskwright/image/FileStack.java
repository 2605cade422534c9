package org.maskwright.image;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// One file as a stack: its pages are slices and time points.
final class FileStack implements ImageStack {
    private final ImageFile file;
    private final List<Frame> frames;

    FileStack(ImageFile file) {
        this.file = file;
        String name = name();
        int times = file.axes().times();
        frames = IntStream.range(0, times)
                .mapToObj(t -> new Frame(t, t, times == 1 ? name : "%s_t%03d".formatted(name, t)))
                .toList();
    }

    @Override
    public String name() {
        return Images.stem(file.path());
    }

    @Override
    public List<Frame> frames() {
        return frames;
    }

    @Override
    public int depth() {
        return file.axes().slices();
    }

    @Override
    public boolean isSeries() {
        return true;
    }

    @Override
    public Calibration calibration() {
        return file.axes().calibration();
    }

    @Override
    public boolean isColour() {
        return file.isColour() && file.axes().channels() == 1;
    }

    @Override
    public List<Path> files(int frame) {
        return List.of(file.path());
    }

    @Override
    public PlaneInfo plane(int frame) {
        return file.planeInfo();
    }

    @Override
    public Raster read(int frame, int z) {
        return file.plane(z, frame);
    }
}
