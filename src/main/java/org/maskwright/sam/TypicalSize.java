package org.maskwright.sam;

import java.util.List;

/// The size that the objects of a project have as a rule, learnt from those that were accepted: the scale at which
/// such an object is seen best is looked at first and believed more.
///
/// A scale, not a size, is what is preferred: held against the masks themselves, the size of former objects made the
/// choice among them worse (dsb2018) or no better (usiigaci), because objects differ and wrong masks of the right size
/// are common.
///
/// @param objects that it was learnt from
/// @param diameter of the disc of the median object's area, image pixels; anything where there are none
public record TypicalSize(int objects, double diameter) {
    /// Nothing was accepted yet.
    public static final TypicalSize UNKNOWN = new TypicalSize(0, 1);

    /// The diameter in network pixels at which objects are segmented best, and how many octaves around it are as good.
    private static final double BEST = 50;

    private static final double EVEN = 0.5;

    /// Fewer objects than this tell half of what many do.
    private static final double FEW = 3;

    private static final double LOG_2 = Math.log(2);

    public TypicalSize {
        if (objects < 0 || !(diameter > 0)) {
            throw new IllegalArgumentException(objects + " objects of " + diameter);
        }
    }

    /// @param areas of accepted objects, pixels, in any order
    public static TypicalSize of(List<Integer> areas) {
        if (areas.isEmpty()) {
            return UNKNOWN;
        }
        List<Integer> sorted = areas.stream().sorted().toList();
        double median = Math.max(1, sorted.get(sorted.size() / 2));
        return new TypicalSize(areas.size(), Math.sqrt(4 * median / Math.PI));
    }

    /// How many octaves a scale is off the one at which the typical object is seen well, less while little is known.
    ///
    /// @param scale network pixels per image pixel
    double off(double scale) {
        double octaves = Math.abs(Math.log(diameter * scale / BEST)) / LOG_2;
        return objects / (objects + FEW) * Math.max(0, octaves - EVEN);
    }
}
