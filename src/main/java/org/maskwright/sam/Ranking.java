package org.maskwright.sam;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Orders the masks of one decoding, of several scales and several meanings of a click, by how likely
/// each is right. The predicted IoU alone puts one mask too often before a better one; how firm a mask
/// is and how far others agree with it correct that. The weights and the curve that turns a score back
/// into an IoU were read off images kept back from training (a tenth of each set's `train`).
final class Ranking {
    private static final double STABILITY = 0.6;
    private static final double WITHIN = 0.4;
    private static final double ACROSS = 0.2;

    /// What an answer loses for each octave that its scale is off the project's own.
    private static final double OFF_SCALE = 0.1;

    /// Scores, and the mean IoU with the truth that masks of that score had.
    private static final double[] SCORE = {0.4, 0.6, 0.9, 1.2, 1.6, 1.8, 2, 2.2};

    private static final double[] IOU = {0, 0.18, 0.41, 0.54, 0.71, 0.82, 0.92, 1};

    private Ranking() {}

    /// A mask as the decoder gave it.
    ///
    /// @param level its scale's place
    /// @param scale network pixels per image pixel
    /// @param predicted IoU, 0 to 1
    record Answer(int level, double scale, LowResLogits logits, float predicted) {}

    /// A mask in its place.
    ///
    /// @param score what it is ordered by
    /// @param iou that a mask of this score has on average
    record Ranked(LowResLogits logits, double score, float iou) {}

    /// The answers, the most likely first.
    ///
    /// @param typical size of the project's objects; it orders the masks and leaves what is expected of each alone
    static List<Ranked> of(List<Answer> answers, TypicalSize typical) {
        var out = new ArrayList<Ranked>();
        double[][] agree = agreement(answers);
        for (int i = 0; i < answers.size(); i++) {
            Answer a = answers.get(i);
            double sum = 0;
            int fellows = 0;
            // A mask without another scale beside it stands for itself, one without fellows is not in doubt.
            double across = -1;
            for (int j = 0; j < answers.size(); j++) {
                if (answers.get(j).level() != a.level()) {
                    across = Math.max(across, agree[i][j]);
                } else if (j != i) {
                    sum += agree[i][j];
                    fellows++;
                }
            }
            double score = a.predicted()
                    + STABILITY * a.logits().stability()
                    + WITHIN * (fellows == 0 ? 1 : sum / fellows)
                    + ACROSS * (across < 0 ? a.predicted() : across);
            out.add(new Ranked(a.logits(), score - OFF_SCALE * typical.off(a.scale()), (float) expected(score)));
        }
        out.sort(Comparator.comparingDouble(r -> -r.score()));
        return out;
    }

    /// IoU of each two answers.
    private static double[][] agreement(List<Answer> answers) {
        var out = new double[answers.size()][answers.size()];
        for (int i = 0; i < out.length; i++) {
            for (int j = 0; j < i; j++) {
                Answer a = answers.get(i);
                Answer b = answers.get(j);
                out[i][j] = a.level() == b.level()
                        ? Agreement.sameGrid(a.logits(), b.logits())
                        : Agreement.acrossGrids(a.logits(), b.logits());
                out[j][i] = out[i][j];
            }
        }
        return out;
    }

    /// Straight lines between the points of the curve.
    private static double expected(double score) {
        if (score <= SCORE[0]) {
            return IOU[0];
        }
        for (int i = 1; i < SCORE.length; i++) {
            if (score <= SCORE[i]) {
                double t = (score - SCORE[i - 1]) / (SCORE[i] - SCORE[i - 1]);
                return IOU[i - 1] + t * (IOU[i] - IOU[i - 1]);
            }
        }
        return IOU[IOU.length - 1];
    }
}
