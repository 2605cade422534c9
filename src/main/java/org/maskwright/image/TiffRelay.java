package org.maskwright.image;

import com.twelvemonkeys.imageio.plugins.tiff.BigTIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import org.maskwright.Problem;

/// JPEG and fax inside TIFF, read by TwelveMonkeys.
final class TiffRelay {
    /// A white page of fax takes a bit a row.
    private static final long MAX_RATIO = 1 << 17;

    private TiffRelay() {}

    static boolean reads(int compression) {
        return switch (compression) {
            case 2, 3, 4, 6, 7 -> true;
            default -> false;
        };
    }

    /// @param index place of the directory in the file's main chain
    static Raster raster(TiffSource source, TiffLayout layout, int index) throws IOException {
        TiffPlane.check(source.path(), layout.info(), MAX_RATIO);
        var spi = source.isBig() ? new BigTIFFImageReaderSpi() : new TIFFImageReaderSpi();
        ImageReader reader = spi.createReaderInstance(null);
        try (var in = new FileImageInputStream(source.path().toFile())) {
            reader.setInput(in);
            // Colour conversion is right for YCbCr alone; all else is wanted as stored.
            var awt = layout.photometric() == TiffLayout.YCBCR
                    ? reader.read(index).getRaster()
                    : reader.readRaster(index, null);
            return AwtRasters.convert(awt)
                    .orElseThrow(() ->
                            new Problem("image.samples", source.path().toString(), layout.samples(), layout.bits()));
        } catch (Problem p) {
            throw p;
        } catch (IOException | RuntimeException e) {
            // A damaged stream shows in the library as any of many exceptions.
            throw Problem.causedBy(e, "image.undecodable", source.path().toString());
        } finally {
            reader.dispose();
        }
    }
}
