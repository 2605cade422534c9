package org.maskwright.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.auto.Markers;
import org.maskwright.formats.CtcFiles;
import org.maskwright.formats.LabelFiles;
import org.maskwright.formats.TrackTable;
import org.maskwright.image.Contrast;
import org.maskwright.image.Contrasts;
import org.maskwright.image.Frame;
import org.maskwright.image.ImageStack;
import org.maskwright.image.Images;
import org.maskwright.image.LabelImage;
import org.maskwright.image.Raster;
import org.maskwright.label.Prompt;
import org.maskwright.label.Track;
import org.maskwright.label.TrackId;
import org.maskwright.project.View;
import org.maskwright.worker.Pictures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pictures that `maskwright auto` goes through, each as the network is to see it.
///
/// @param at the image file or folder
/// @param series the one window of a series, null where each image has its own
/// @param channel the one that the network sees, or [Pictures#ALL]
record AutoSource(Path at, ImageStack stack, @Nullable Contrast series, int channel) {
    private static final Logger LOG = LoggerFactory.getLogger(AutoSource.class);

    /// A folder is a set, each of its images with a window of its own, unless it is a sequence of the Cell Tracking
    /// Challenge or is said to be a series.
    static AutoSource open(Path source, boolean asSeries) {
        Path at = source;
        if (Files.isDirectory(source) && Images.imagesIn(source).isEmpty()) {
            var sequences = Images.sequences(source);
            at = sequences.size() == 1 ? sequences.getFirst() : source;
        }
        boolean mayBeSeries = asSeries || !Files.isDirectory(at) || Images.isSequence(at);
        ImageStack stack = mayBeSeries ? Images.open(at) : Images.openSet(at);
        int channel = stack.isColour() || channels(stack) == 1 ? Pictures.ALL : 0;
        Contrast series = !stack.isSeries()
                ? null
                : channel == Pictures.ALL
                        ? Contrasts.window(stack, new Cancel())
                        : Contrasts.window(stack, channel, new Cancel());
        return new AutoSource(at, stack, series, channel);
    }

    /// Of the first picture that can be read; one that cannot is said when its turn comes.
    private static int channels(ImageStack stack) {
        for (Frame frame : stack.frames()) {
            try {
                return stack.plane(frame.index()).channels();
            } catch (Problem broken) {
                LOG.info("{} is looked at later: {}", frame.name(), broken.toString());
            }
        }
        return 1;
    }

    /// The pictures of a project, in its window.
    static AutoSource of(Path at, View view) {
        return new AutoSource(at, Images.open(at), view.contrast(), view.channel());
    }

    /// What the network sees of a plane.
    Raster raster(Frame frame, int z) {
        return new Pictures(1, _ -> stack.read(frame.index(), z), _ -> Contrast.NONE, channel).seen(0);
    }

    Contrast contrast(Raster seen) {
        return series != null ? series : Contrasts.window(seen, stack.isColour());
    }

    private Path markerFolder() {
        Path name = at.toAbsolutePath().normalize().getFileName();
        return at.toAbsolutePath().normalize().resolveSibling(name + "_GT").resolve("TRA");
    }

    /// The tracks that the markers belong to; none where the table is missing.
    List<Track> tracks() {
        Path table = markerFolder().resolve("man_track.txt");
        return Files.exists(table) ? TrackTable.read(table) : List.of();
    }

    /// The tracking markers beside a sequence, by frame number.
    ///
    /// @throws Problem when there are none
    SortedMap<Integer, Path> markers() {
        var found = CtcFiles.frames(markerFolder(), CtcFiles.Kind.TRA);
        if (found.isEmpty()) {
            throw new Problem("app.no-markers", at.toString());
        }
        return found;
    }

    /// The clicks at the markers of one plane; none when the file has no such slice.
    static SortedMap<TrackId, Prompt.Click> clicks(@Nullable Path file, int z) {
        var pages = file == null ? List.<LabelImage>of() : LabelFiles.read(file);
        if (z >= pages.size()) {
            return new TreeMap<>();
        }
        LabelImage page = pages.get(z);
        return Markers.clicks(page.width(), page.height(), page.ids());
    }
}
