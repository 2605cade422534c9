package org.maskwright.image;

import java.io.IOException;
import java.nio.file.Path;
import org.maskwright.Problem;

/// Reads label images: one channel, whole numbers from 0 up, of any depth and packing; palette indices
/// as they are stored. Floats that are whole numbers are taken too.
final class LabelFile {
    private LabelFile() {}

    static LabelImage read(Path path, int page) {
        return switch (Images.scan(path)) {
            case ImageFile.Tiff(TiffFile file) -> tiff(file, page);
            case ImageFile.Picture(PictureFile file) -> ofRaster(path, file.read());
            case ImageFile.Broken broken -> throw broken.why();
        };
    }

    private static LabelImage tiff(TiffFile file, int page) {
        var layout = file.layout();
        if (layout.samples() != 1) {
            throw new Problem("image.labelChannels", file.path().toString(), layout.samples());
        }
        return layout.format() == 3 || layout.isRelayed()
                ? ofRaster(file.path(), file.read(page))
                : Reading.of(file.path(), () -> whole(file, page));
    }

    /// Straight from the stored numbers: a float would lose the low digits of large ids.
    private static LabelImage whole(TiffFile file, int page) throws IOException {
        int w = file.layout().width();
        int h = file.layout().height();
        TiffPlane.check(file.path(), file.layout().info(), TiffPlane.MAX_RATIO);
        int[] ids = new int[w * h];
        file.decode(page, (c, stride, x, y, count, row) -> {
            for (int i = 0; i < count; i++) {
                if (row[i] < 0 || row[i] > Integer.MAX_VALUE) {
                    throw new Problem("image.labelValue", file.path().toString(), row[i]);
                }
                ids[y * w + x + i] = (int) row[i];
            }
        });
        return new LabelImage(w, h, ids);
    }

    /// The first channel, where all colours say the same.
    private static LabelImage ofRaster(Path path, Raster raster) {
        int w = raster.width();
        int h = raster.height();
        boolean colour = raster.channels() >= 3;
        int[] ids = new int[w * h];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                float v = raster.sample(0, x, y);
                for (int c = 1; c < 3 && colour; c++) {
                    if (raster.sample(c, x, y) != v) {
                        throw new Problem("image.labelChannels", path.toString(), raster.channels());
                    }
                }
                if (!(v >= 0) || v != (int) v) {
                    throw new Problem("image.labelValue", path.toString(), v);
                }
                ids[y * w + x] = (int) v;
            }
        }
        return new LabelImage(w, h, ids);
    }
}
