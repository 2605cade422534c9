package org.maskwright.sam;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Orders the masks of one decoding, of several scales and several meanings of a click, by how likely
/// each is right. The predicted IoU alone puts one mask too often before a better one; how firm a mask
/// is and how far others agree with it correct that. The weights and the curves that turn a score back
/// into an IoU were read off images kept back from training (a tenth of each set's `train`), the second one also off
/// simulated pictures and usiigaci's `train`.
final class Ranking {
    private static final double STABILITY = 0.6;
    private static final double WITHIN = 0.4;
    private static final double ACROSS = 0.2;

    /// What an answer loses for each octave that its scale is off the project's own.
    private static final double OFF_SCALE = 0.1;

    /// One click may mean several things, and each scale answers with several masks.
    private static final Curve SEVERAL = new Curve(
            new double[] {0.4, 0.6, 0.9, 1.2, 1.6, 1.8, 2, 2.2},
            new double[] {0, 0.18, 0.41, 0.54, 0.71, 0.82, 0.92, 1});

    /// A box or several clicks mean one thing: a mask of each scale, whose fellows cannot speak against it.
    private static final Curve ONE = new Curve(
            new double[] {0.8, 1.2, 1.5, 1.75, 1.9, 2, 2.1, 2.2},
            new double[] {0.12, 0.39, 0.59, 0.75, 0.85, 0.91, 0.955, 1});

    private Ranking() {}

    /// A mask as the decoder gave it.
    ///
    /// @param level its scale's place
    /// @param scale network pixels per image pixel
    /// @param predicted IoU, 0 to 1
    record Answer(int level, double scale, LowResLogits logits, float predicted) {}

    /// A mask in its place.
    ///
    /// @param logits as the decoder gave them, for the next question
    /// @param outline the logits whose mask is offered
    /// @param score what it is ordered by
    /// @param iou that a mask of this score has on average
    record Ranked(LowResLogits logits, LowResLogits outline, double score, float iou) {}

    /// Answers that agree with the first as much as this have a say in its outline, the less the lower their score.
    static final double AGREES = 0.5;

    static final double STEEP = 4;

    /// The answers, the most likely first. To a first question its outline is blended with those which mean the same
    /// object: where they differ, the mean of several scales and masks is nearer to the truth than any one of them.
    /// To a correction it is not: the scale that took it in best is right.
    ///
    /// @param first whether nothing was answered for this object before
    /// @param typical size of the project's objects; it orders the masks and leaves what is expected of each alone
    static List<Ranked> of(List<Answer> answers, TypicalSize typical, boolean first) {
        var scores = new double[answers.size()];
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
            scores[i] = a.predicted()
                    + STABILITY * a.logits().stability()
                    + WITHIN * (fellows == 0 ? 1 : sum / fellows)
                    + ACROSS * (across < 0 ? a.predicted() : across);
        }
        Curve curve = answers.stream().map(Answer::level).distinct().count() == answers.size() ? ONE : SEVERAL;
        var out = new ArrayList<Ranked>();
        for (int i = 0; i < scores.length; i++) {
            Answer a = answers.get(i);
            double place = scores[i] - OFF_SCALE * typical.off(a.scale());
            out.add(new Ranked(a.logits(), a.logits(), place, (float) curve.iou(scores[i])));
        }
        List<Integer> order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -out.get(i).score()))
                .toList();
        if (first) {
            int at = order.getFirst();
            Ranked top = out.get(at);
            double[] places = out.stream().mapToDouble(Ranked::score).toArray();
            out.set(at, new Ranked(top.logits(), blended(answers, places, agree[at], at), top.score(), top.iou()));
        }
        return order.stream().map(out::get).toList();
    }

    private static LowResLogits blended(List<Answer> answers, double[] places, double[] agree, int first) {
        var same = new ArrayList<LowResLogits>();
        var weights = new ArrayList<Double>();
        for (int i = 0; i < places.length; i++) {
            if (i != first && agree[i] >= AGREES) {
                same.add(answers.get(i).logits());
                weights.add(Math.exp(STEEP * (places[i] - places[first])));
            }
        }
        return answers.get(first).logits().blend(same, weights);
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

    /// Scores and what IoU with the truth masks of each had; straight lines between.
    private static final class Curve {
        private final double[] scores;
        private final double[] ious;

        Curve(double[] scores, double[] ious) {
            this.scores = scores;
            this.ious = ious;
        }

        double iou(double score) {
            int last = scores.length - 1;
            if (score <= scores[0]) {
                return ious[0];
            }
            for (int i = 1; i <= last; i++) {
                if (score <= scores[i]) {
                    double t = (score - scores[i - 1]) / (scores[i] - scores[i - 1]);
                    return ious[i - 1] + t * (ious[i] - ious[i - 1]);
                }
            }
            return ious[last];
        }
    }
}
