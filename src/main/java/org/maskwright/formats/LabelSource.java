package org.maskwright.formats;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.maskwright.Problem;
import org.maskwright.image.Calibration;
import org.maskwright.image.Frame;
import org.maskwright.image.ImageStack;
import org.maskwright.image.Images;
import org.maskwright.image.LabelImage;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.LabelColours;
import org.maskwright.label.LabelImages;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.label.Provenance;
import org.maskwright.label.TrackId;

/// Label images of any origin in the place of a project: all of their objects count as accepted, and the value in the
/// image is both id and track.
public final class LabelSource {
    private static final Pattern LAST_NUMBER = Pattern.compile("(\\d{1,9})\\D*$");

    private LabelSource() {}

    /// Label files with or without the pictures they were made on. A file belongs to the picture whose name its own
    /// begins with, else to that of the last number in its name; the only file to the only picture, and one with a
    /// page for each plane to all of them.
    ///
    /// @param labels a label image, or a folder of them
    /// @param size of a pixel; else that of the pictures, else that of the label file
    /// @throws Problem when a file cannot be read, is no label image, or belongs to no picture
    public static ExportSource read(Path labels, Optional<ImageStack> images, Optional<Calibration> size) {
        List<Path> files = Files.isDirectory(labels) ? Images.imagesIn(labels) : List.of(labels);
        if (files.isEmpty()) {
            throw new Problem("image.noImages", labels.toString());
        }
        List<FrameLabels> frames = new ArrayList<>();
        for (Path file : files) {
            List<LabelImage> pages = LabelFiles.read(file);
            if (images.isEmpty()) {
                int index = frames.size();
                var frame = new Frame(index, number(file).orElse(index), Images.stem(file));
                frames.add(frame(frame, file, pages));
            } else {
                frames.addAll(frames(file, files.size() == 1, pages, images.get()));
            }
        }
        frames.sort(Comparator.comparingInt(FrameLabels::index));
        Calibration found = size.orElseGet(() -> images.map(ImageStack::calibration)
                .orElseGet(() -> Images.open(files.getFirst()).calibration()));
        return new ExportSource(frames, found, images.map(i -> i::read));
    }

    private static List<FrameLabels> frames(Path file, boolean only, List<LabelImage> pages, ImageStack images) {
        List<Frame> all = images.frames();
        int depth = images.depth();
        if (only && pages.size() == all.size() * depth) {
            return all.stream()
                    .map(f -> frame(f, file, pages.subList(f.index() * depth, (f.index() + 1) * depth)))
                    .toList();
        }
        String stem = Images.stem(file);
        Optional<Frame> byName = all.stream()
                .filter(f -> stem.startsWith(f.name()))
                .max(Comparator.comparingInt(f -> f.name().length()));
        Frame frame = byName.or(() -> number(file)
                        .flatMap(n -> all.stream().filter(f -> f.number() == n).findFirst()))
                .filter(f -> pages.size() <= depth)
                .orElseThrow(() -> new Problem("formats.noImage", CtcFiles.name(file), images.name()));
        return List.of(frame(frame, file, pages));
    }

    private static Optional<Integer> number(Path file) {
        Matcher m = LAST_NUMBER.matcher(Images.stem(file));
        return m.find() ? Optional.of(Integer.valueOf(m.group(1))) : Optional.empty();
    }

    private static FrameLabels frame(Frame frame, Path file, List<LabelImage> pages) {
        List<Labels> slices = pages.stream().map(p -> labels(p, file)).toList();
        return new FrameLabels(frame.index(), frame.number(), frame.name(), CtcFiles.name(file), true, slices);
    }

    private static Labels labels(LabelImage image, Path file) {
        Labels labels = Labels.empty(image.width(), image.height());
        var from = Provenance.imported(Instant.EPOCH);
        for (Map.Entry<Integer, Mask> e :
                LabelImages.masks(image.width(), image.height(), image.ids()).entrySet()) {
            int id = e.getKey();
            if (id > InstanceId.MAX) {
                throw new Problem("formats.largeId", CtcFiles.name(file), id);
            }
            int colour = id % LabelColours.SLOTS;
            labels = labels.with(new Instance(
                    new InstanceId(id), e.getValue(), new TrackId(id), Instance.State.ACCEPTED, colour, from));
        }
        return labels;
    }
}
