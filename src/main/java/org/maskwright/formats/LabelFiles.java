package org.maskwright.formats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.maskwright.image.Images;
import org.maskwright.image.LabelFormat;
import org.maskwright.image.LabelImage;
import org.maskwright.image.LabelTiff;
import org.maskwright.label.Labels;

/// Label images as files: planes and volumes.
public final class LabelFiles {
    private LabelFiles() {}

    /// All slices of a label file, one for a plane.
    ///
    /// @throws org.maskwright.Problem when the file is missing, damaged or no label image
    public static List<LabelImage> read(Path file) {
        int pages = LabelFormat.of(file).pages();
        List<LabelImage> out = new ArrayList<>();
        for (int page = 0; page < pages; page++) {
            out.add(Images.readLabels(file, page));
        }
        return out;
    }

    /// Writes the accepted instances of each slice as a page, 16-bit; where masks overlap the lower id wins. The file
    /// appears whole or not at all.
    ///
    /// @throws UncheckedIOException when it cannot be written
    static void write(Path file, List<Labels> slices) {
        Path part = file.resolveSibling(CtcFiles.name(file) + ".part");
        int width = slices.getFirst().width();
        int height = slices.getFirst().height();
        try {
            LabelTiff.writeStack(
                    part, width, height, slices.stream().map(Labels::toImage).toList());
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
