package org.maskwright.metrics;

import java.util.HashSet;
import java.util.Set;

/// The field of interest of the Cell Tracking Challenge: its servers leave out objects that lie wholly
/// in a band along the border (50, 25 or 0 pixels wide, by data set), on both sides of a comparison.
public final class FieldOfInterest {
    private FieldOfInterest() {}

    /// The labels that have at least one pixel outside the band; all others become 0.
    ///
    /// @param ids row-major planes of `width` x `height`, one after the other
    /// @param band width of the band in pixels; 0 keeps everything
    public static int[] keep(int[] ids, int width, int height, int band) {
        if (band < 0 || ids.length % (width * height) != 0) {
            throw new IllegalArgumentException(ids.length + " labels, band " + band);
        }
        if (band == 0) {
            return ids;
        }
        Set<Integer> kept = new HashSet<>();
        int before = 0;
        for (int i = 0; i < ids.length; i++) {
            int x = i % width;
            int y = i / width % height;
            if (ids[i] != before && x >= band && x < width - band && y >= band && y < height - band) {
                kept.add(ids[i]);
                before = ids[i];
            }
        }
        int[] out = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            out[i] = kept.contains(ids[i]) ? ids[i] : 0;
        }
        return out;
    }
}
