package org.maskwright.train;

import java.util.Map;
import java.util.TreeMap;
import org.maskwright.label.Components;
import org.maskwright.label.LabelImages;
import org.maskwright.label.Mask;

/// Removes stray specks from label images: pieces smaller than a twentieth of the object's largest one.
/// (The phase-contrast set of the project's data carries such.)
final class Specks {
    private Specks() {}

    static int[] removed(int width, int height, int[] ids) {
        Map<Integer, Mask> clean = new TreeMap<>();
        LabelImages.masks(width, height, ids).forEach((id, mask) -> clean.put(id, largest(mask)));
        return LabelImages.paint(width, height, clean);
    }

    private static Mask largest(Mask mask) {
        Mask best = Mask.EMPTY;
        var parts = Components.of(mask, Components.Connectivity.EIGHT);
        for (Mask part : parts) {
            best = part.area() > best.area() ? part : best;
        }
        Mask out = best;
        for (Mask part : parts) {
            if (!part.equals(best) && part.area() * 20 >= best.area()) {
                out = out.or(part);
            }
        }
        return out;
    }
}
