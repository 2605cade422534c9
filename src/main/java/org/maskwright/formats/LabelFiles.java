package org.maskwright.formats;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.maskwright.image.Images;
import org.maskwright.image.LabelFormat;
import org.maskwright.image.LabelImage;

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
}
