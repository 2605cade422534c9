package org.maskwright.sam;

/// How far two answers to the same prompts agree. A mask that another scale found as well,
/// or that its fellows at the same scale resemble, is more often right than its predicted IoU tells.
final class Agreement {
    /// Logits from one sample to the next when grids differ: agreement needs no finer look.
    private static final int STEP = 2;

    private Agreement() {}

    /// IoU of two masks of one grid.
    static double sameGrid(LowResLogits a, LowResLogits b) {
        int both = 0;
        int any = 0;
        for (int i = 0; i < a.width() * a.height(); i++) {
            boolean inA = a.inside(i);
            boolean inB = b.inside(i);
            both += inA && inB ? 1 : 0;
            any += inA || inB ? 1 : 0;
        }
        return any == 0 ? 0 : (double) both / any;
    }

    /// IoU of two masks of different grids, sampled on the finer one; what the coarser one has outside
    /// of it counts as disagreement.
    static double acrossGrids(LowResLogits a, LowResLogits b) {
        LowResLogits fine = a.pixelsPerLogit() <= b.pixelsPerLogit() ? a : b;
        LowResLogits coarse = fine == a ? b : a;
        int both = 0;
        int inFine = 0;
        int inCoarse = 0;
        for (int y = 0; y < fine.height(); y += STEP) {
            for (int x = 0; x < fine.width(); x += STEP) {
                boolean f = fine.inside(y * fine.width() + x);
                boolean c = coarse.at(fine.imageX(x), fine.imageY(y)) > 0;
                both += f && c ? 1 : 0;
                inFine += f ? 1 : 0;
                inCoarse += c ? 1 : 0;
            }
        }
        double cell = fine.pixelsPerLogit() * STEP;
        double outside = coarse.areaOutside(fine) / (cell * cell);
        double any = inFine + inCoarse - both + outside;
        return any == 0 ? 0 : both / any;
    }
}
