package org.maskwright.train;

import org.maskwright.project.ModelRecord;
import org.maskwright.project.ModelRecord.Figures;

/// Decides whether a fine-tuned model is taken over: the mean IoU on the held-out objects after one
/// click and after three must not be worse by more than [#SLACK]. Same objects, same order, before
/// and after.
record Gate(Figures before, Figures after) {
    static final double SLACK = 0.005;

    ModelRecord.Verdict verdict() {
        boolean kept =
                after.oneClick() >= before.oneClick() - SLACK && after.threeClicks() >= before.threeClicks() - SLACK;
        return kept ? ModelRecord.Verdict.PROMOTED : ModelRecord.Verdict.REFUSED;
    }
}
