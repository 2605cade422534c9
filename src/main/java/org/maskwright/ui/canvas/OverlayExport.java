package org.maskwright.ui.canvas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleConsumer;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.formats.ExportSource;
import org.maskwright.formats.FrameLabels;
import org.maskwright.image.Raster;
import org.maskwright.image.RasterFile;
import org.maskwright.label.Instance;
import org.maskwright.label.Labels;
import org.maskwright.project.View;
import org.maskwright.ui.model.Picture;

/// Pictures with their accepted objects drawn into them, as files of the images' full size.
///
/// @param overlay what is drawn
/// @param kind what is written
/// @param map the colours of a picture of one channel
/// @param gamma as on the canvas
public record OverlayExport(Overlay overlay, Kind kind, ColourMap map, double gamma) {
    /// The files that can be written.
    public enum Kind {
        PNG,
        /// LZW, with the size of a pixel
        TIFF
    }

    /// How a picture looks on the canvas.
    public static CanvasScene.Picture look(Picture picture, ColourMap map, double gamma) {
        var plain = CanvasScene.Picture.of(picture.raster(), picture.contrast());
        boolean colour = picture.channel() < 0 && picture.raster().channels() == 3;
        var channels =
                colour ? plain.channels() : List.of(new CanvasScene.Channel(Math.max(0, picture.channel()), map));
        return new CanvasScene.Picture(picture.raster(), channels, picture.contrast(), gamma, picture.bright());
    }

    /// Writes `NAME.png` or `NAME.tif` for each frame, with `_zNN` for each slice of a frame that has several. Each
    /// file appears whole or not at all.
    ///
    /// @param source the frames to write; those without an accepted object are left out when there are several
    /// @param view how they are looked at
    /// @return the files
    /// @throws Problem when there is nothing to write, a picture cannot be read, or a file cannot be written
    public List<Path> write(Path folder, ExportSource source, View view, Cancel cancel, DoubleConsumer progress) {
        ExportSource.Pixels pixels = source.pixels().orElseThrow(() -> new Problem("ui.overlay.images"));
        List<Path> out = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        int done = 0;
        for (FrameLabels frame : source.frames()) {
            for (int z = 0; z < frame.slices().size(); z++) {
                cancel.check();
                Labels labels = frame.slices().get(z);
                if (source.frames().size() == 1 || labels.instances().stream().anyMatch(Instance::isAccepted)) {
                    Raster raster = pixels.read(frame.index(), z);
                    if (raster.width() != labels.width() || raster.height() != labels.height()) {
                        throw new Problem(
                                "measure.size", raster.width(), raster.height(), labels.width(), labels.height());
                    }
                    String name = frame.slices().size() == 1 ? frame.name() : "%s_z%02d".formatted(frame.name(), z);
                    if (!taken.add(name)) {
                        name += "-" + frame.index();
                    }
                    var picture = look(Picture.of(raster, view), map, gamma);
                    out.add(write(folder, name, overlay.paint(picture, labels, source.calibration()), source));
                }
            }
            progress.accept(++done / (double) source.frames().size());
        }
        if (out.isEmpty()) {
            throw new Problem("formats.nothing");
        }
        return out;
    }

    private Path write(Path folder, String name, Raster painted, ExportSource source) {
        Path file = folder.resolve(name + (kind == Kind.PNG ? ".png" : ".tif"));
        Path part = folder.resolve(file.getFileName() + ".part");
        try {
            Files.createDirectories(folder);
            switch (kind) {
                case PNG -> RasterFile.writePng(part, painted);
                case TIFF -> RasterFile.writeTiff(part, source.calibration(), painted);
            }
            return Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | UncheckedIOException e) {
            throw Problem.causedBy(e, "formats.unwritable", file.toString());
        }
    }
}
