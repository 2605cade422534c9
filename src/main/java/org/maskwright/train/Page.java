package org.maskwright.train;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.image.Region;
import org.maskwright.label.LabelImages;
import org.maskwright.label.Mask;

/// A frame with the objects that a person accepted, for learning and judging the search.
///
/// @param raster decodes what the network sees of it; may be slow
/// @param contrast the window in which the network sees it; may be slow
/// @param masks the accepted objects
/// @param complete whether there are no others
public record Page(Supplier<Raster> raster, Supplier<Contrast> contrast, List<Mask> masks, boolean complete) {
    public Page {
        masks = List.copyOf(masks);
    }

    /// Nothing is known outside the objects of a page that is not complete.
    Sheet sheet() {
        Raster picture = raster.get();
        int[] ids = ids(picture.width(), picture.height());
        if (!complete) {
            Arrays.setAll(ids, i -> ids[i] == 0 ? Example.IGNORED : ids[i]);
        }
        return new Sheet(new Example(picture, contrast.get(), ids), true);
    }

    int[] ids(int width, int height) {
        var numbered = new java.util.TreeMap<Integer, Mask>();
        masks.forEach(m -> numbered.put(numbered.size() + 1, m));
        return LabelImages.paint(width, height, numbered);
    }

    /// A part of it, with what of its objects lies there.
    Page part(Region region) {
        return new Page(
                () -> part(raster.get(), region),
                contrast,
                masks.stream()
                        .map(m -> m.translate(-region.x(), -region.y()).clip(region.width(), region.height()))
                        .filter(m -> m.area() >= Example.LEAST_AREA)
                        .toList(),
                complete);
    }

    static Raster part(Raster raster, Region region) {
        int pixels = region.width() * region.height();
        float[] all = new float[pixels * raster.channels()];
        float[] plane = new float[pixels];
        for (int c = 0; c < raster.channels(); c++) {
            raster.copy(region, c, plane);
            System.arraycopy(plane, 0, all, c * pixels, pixels);
        }
        return Raster.ofFloats(region.width(), region.height(), raster.channels(), all);
    }
}
