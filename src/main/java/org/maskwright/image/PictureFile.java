package org.maskwright.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import org.jspecify.annotations.Nullable;
import org.maskwright.Problem;

/// A PNG, JPEG or BMP, read by the JDK.
///
/// @param info shape as stored: a palette picture has one channel of indices
/// @param palette its colours, null when it has none
/// @param shownChannels 1 or 3, and 4 for a CMYK JPEG
record PictureFile(Path path, PlaneInfo info, @Nullable IndexColorModel palette, int shownChannels) {
    static PictureFile scan(Path path, String format) {
        return with(path, format, reader -> {
            ColorModel model = model(reader, path);
            int w = reader.getWidth(0);
            int h = reader.getHeight(0);
            var palette = model instanceof IndexColorModel indexed ? indexed : null;
            int channels = palette != null ? 1 : model.getNumComponents();
            var type = palette == null && model.getComponentSize(0) > 8 ? SampleType.UINT16 : SampleType.UINT8;
            var info = new PlaneInfo(w, h, channels, type);
            int shown = palette != null ? (isGrey(palette) ? 1 : 3) : model.getNumColorComponents();
            return new PictureFile(path, info, palette, shown);
        });
    }

    private static ColorModel model(ImageReader reader, Path path) throws IOException {
        var types = reader.getImageTypes(0);
        if (!types.hasNext()) {
            throw new Problem("image.undecodable", path.toString());
        }
        return types.next().getColorModel();
    }

    private static boolean isGrey(IndexColorModel palette) {
        for (int i = 0; i < palette.getMapSize(); i++) {
            if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
                return false;
            }
        }
        return true;
    }

    boolean isColour() {
        return shownChannels == 3;
    }

    Raster read() {
        String format = Images.format(path).orElseThrow(() -> new Problem("image.missing", path.toString()));
        return with(path, format, reader -> {
            TiffPlane.check(
                    path,
                    new PlaneInfo(reader.getWidth(0), reader.getHeight(0), info.channels(), info.type()),
                    TiffPlane.MAX_RATIO);
            BufferedImage image = reader.read(0);
            return AwtRasters.convert(image.getRaster())
                    .orElseThrow(() -> new Problem("image.damaged", path.toString()));
        });
    }

    Raster readShown() {
        Raster stored = read();
        return palette == null ? stored.first(shownChannels) : AwtRasters.expand(stored, palette);
    }

    @FunctionalInterface
    private interface Work<T> {
        T run(ImageReader reader) throws IOException;
    }

    private static <T> T with(Path path, String format, Work<T> work) {
        return Reading.of(path, () -> {
            ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
            try (var in = new FileImageInputStream(path.toFile())) {
                reader.setInput(in, true, true);
                return work.run(reader);
            } catch (Problem p) {
                throw p;
            } catch (RuntimeException e) {
                // The JDK's readers answer damaged files with any of many exceptions.
                throw Problem.causedBy(e, "image.damaged", path.toString());
            } finally {
                reader.dispose();
            }
        });
    }
}
