package org.maskwright.image;

import java.nio.file.Path;
import org.maskwright.Problem;

/// One file that holds planes of one shape. Holds it not open.
sealed interface ImageFile {
    Path path();

    /// Shape of each plane as stored.
    PlaneInfo info();

    /// True when the first three channels are red, green and blue.
    boolean isColour();

    /// Number of channels that carry the picture: all but alpha.
    int shownChannels();

    StackAxes axes();

    /// One page, samples as stored: palette indices, alpha and all.
    Raster stored(int page);

    /// One page for eyes and network: alpha left out, the palette of a PNG or BMP applied.
    default Raster shown(int page) {
        return stored(page).first(shownChannels());
    }

    /// One plane of a stack, its channels joined.
    default Raster plane(int slice, int time) {
        var axes = axes();
        if (axes.channels() == 1) {
            return shown(axes.page(0, slice, time));
        }
        var parts = new Raster[axes.channels()];
        for (int c = 0; c < parts.length; c++) {
            parts[c] = shown(axes.page(c, slice, time));
        }
        return Raster.join(parts);
    }

    /// Shape of what [#plane] gives.
    default PlaneInfo planeInfo() {
        var i = info();
        return new PlaneInfo(i.width(), i.height(), shownChannels() * axes().channels(), i.type());
    }

    /// A TIFF.
    record Tiff(TiffFile file) implements ImageFile {
        @Override
        public Path path() {
            return file.path();
        }

        @Override
        public PlaneInfo info() {
            return file.layout().info();
        }

        @Override
        public boolean isColour() {
            return file.layout().isColour();
        }

        @Override
        public int shownChannels() {
            var layout = file.layout();
            int all = layout.samples();
            return layout.isColour() ? 3 : layout.extraSamples() == 1 && all == 2 ? 1 : all;
        }

        @Override
        public StackAxes axes() {
            return file.axes();
        }

        @Override
        public Raster stored(int page) {
            return file.read(page);
        }
    }

    /// A file in a folder that could not be understood: it keeps its place, and says why when it is read.
    record Broken(Path path, Problem why) implements ImageFile {
        @Override
        public PlaneInfo info() {
            throw why;
        }

        @Override
        public boolean isColour() {
            return false;
        }

        @Override
        public int shownChannels() {
            throw why;
        }

        @Override
        public StackAxes axes() {
            return StackAxes.SINGLE;
        }

        @Override
        public Raster stored(int page) {
            throw why;
        }
    }

    /// A PNG, JPEG or BMP.
    record Picture(PictureFile file) implements ImageFile {
        @Override
        public Path path() {
            return file.path();
        }

        @Override
        public PlaneInfo info() {
            return file.info();
        }

        @Override
        public boolean isColour() {
            return file.isColour();
        }

        @Override
        public int shownChannels() {
            return file.shownChannels();
        }

        @Override
        public StackAxes axes() {
            return StackAxes.SINGLE;
        }

        @Override
        public Raster stored(int page) {
            return file.read();
        }

        @Override
        public Raster shown(int page) {
            return file.readShown();
        }
    }
}
