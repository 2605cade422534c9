package org.maskwright.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.maskwright.auto.Suppress;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.label.Mask;
import org.maskwright.label.Morphology;
import org.maskwright.sam.Finder;
import org.maskwright.sam.Proposal;

/// What a model is sure of in a frame that nobody labelled. Objects that it proposes with confidence and that hardly
/// change with the threshold are kept; a band along their outlines, everything that it proposes with less and
/// everything else where something might be is ignored; the rest is ground.
///
/// The uncertain band, and foreground alone being learnt from such labels, follow Sophon's description of its weakly
/// supervised training; there the masks come of Otsu's threshold in boxes, which takes particles for dark. Here they
/// come of the network, which asks for no brightness.
///
/// @param kept disjoint, the most confident first
/// @param ignored where nothing is to be learnt, bands included
public record WeakLabels(List<Mask> kept, Mask ignored) {
    /// Least confidence and stability of what is kept: on emps `train`, with a head that learnt from five
    /// images of it, 87 % of that was right (IoU of at least 0.50), and a third of the objects were among
    /// it.
    static final float SURE = 0.6f;

    static final float STABLE = 0.7f;

    /// From this foreground probability on there might be something.
    private static final float MAYBE = 0.25f;

    /// Proposals of less say nothing.
    private static final float DOUBTFUL = 0.3f;

    /// Half the width of the band, in pixels.
    private static final double BAND = 1.5;

    public WeakLabels {
        kept = List.copyOf(kept);
    }

    /// @param finder after its last step
    static WeakLabels of(Finder finder, int width, int height) {
        var kept = new ArrayList<Mask>();
        Mask ignored = finder.maybe(MAYBE);
        for (Proposal p : Suppress.of(finder.found(), DOUBTFUL)) {
            if (p.confidence() >= SURE && p.stability() >= STABLE) {
                kept.add(p.mask());
            } else {
                ignored = ignored.or(p.mask());
            }
        }
        for (Mask m : kept) {
            Mask around = Morphology.dilate(m, BAND).clip(width, height);
            ignored = ignored.minus(m).or(around.minus(Morphology.erode(m, BAND)));
        }
        return new WeakLabels(kept, ignored);
    }

    /// Whether anything is certain.
    boolean isUseful() {
        return !kept.isEmpty();
    }

    /// The objects by number in their order, uncut by the band: row by row, 0 elsewhere.
    public int[] painted(int width, int height) {
        int[] ids = new int[width * height];
        for (int i = 0; i < kept.size(); i++) {
            fill(ids, width, kept.get(i), i + 1);
        }
        return ids;
    }

    /// The objects by number in their order, [Example#IGNORED] where nothing is to be learnt.
    int[] ids(int width, int height) {
        int[] ids = painted(width, height);
        fill(ids, width, ignored, Example.IGNORED);
        return ids;
    }

    private static void fill(int[] ids, int width, Mask mask, int id) {
        mask.forEachRun((y, x0, x1) -> Arrays.fill(ids, y * width + x0, y * width + x1, id));
    }

    Sheet sheet(Raster picture, Contrast contrast) {
        return new Sheet(new Example(picture, contrast, ids(picture.width(), picture.height())), false);
    }
}
