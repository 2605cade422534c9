package org.maskwright.image;

import java.nio.file.Path;

/// How a file stores label numbers, from its head; no pixel is decoded. Readers of label images differ
/// in what they take, so that a check must know more than the numbers.
///
/// @param isTiff false for a PNG, JPEG or BMP
/// @param pages planes of one shape, 1 for a picture
/// @param channels numbers a pixel
/// @param bits bits a number
/// @param isUnsigned whole numbers without a sign
/// @param hasPalette numbers are indices into colours
public record LabelFormat(
        boolean isTiff,
        int width,
        int height,
        int pages,
        int channels,
        int bits,
        boolean isUnsigned,
        boolean hasPalette) {
    private static final int PALETTE = 3;

    /// @throws org.maskwright.Problem when the file is missing, damaged or no image
    public static LabelFormat of(Path path) {
        return switch (Images.scan(path)) {
            case ImageFile.Tiff(TiffFile file) -> {
                TiffLayout l = file.layout();
                yield new LabelFormat(
                        true,
                        l.width(),
                        l.height(),
                        file.pages(),
                        l.samples(),
                        l.bits(),
                        l.format() == 1,
                        l.photometric() == PALETTE);
            }
            case ImageFile.Picture(PictureFile file) -> {
                PlaneInfo i = file.info();
                int bits = i.type() == SampleType.UINT16 ? 16 : 8;
                yield new LabelFormat(
                        false, i.width(), i.height(), 1, i.channels(), bits, true, file.palette() != null);
            }
            case ImageFile.Broken broken -> throw broken.why();
        };
    }
}
