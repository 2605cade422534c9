package org.maskwright.sam;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;

/// The IoU with the truth that is to be expected of each proposal of a frame: by what its mask is like, by whether
/// another scale found the same, and by the size that objects of the frame have as a rule. The size is that of the
/// proposals which are believed without it.
///
/// Linear regressions on the held-out tenth of `train` of dsb2018 and yeastvision_movie, on `train` of usiigaci_t98g
/// and on simulated pictures, each set counting as much as another; mean absolute error 0.08 to 0.17 by set.
final class Expected {
    /// What speaks for a mask: a constant, predicted IoU, stability, foreground within, agreement of another scale.
    private static final double[] WITHOUT_SIZE = {-0.738, 0.276, 0.52, 0.619, 0.407};

    /// The same, and octaves between its diameter and the usual one. That weighs half as much as a regression would
    /// have it: the images that it saw seldom show objects of many sizes.
    private static final double[] WITH_SIZE = {-0.552, 0.32, 0.386, 0.598, 0.315, -0.117};

    /// Proposals that are expected to be better than this say what size is usual, the larger the more.
    private static final double BELIEVED = 0.5;

    private static final double LEAST_WEIGHT = 0.05;

    /// As many say what is usual at least; else an object counts as so many octaves off, as objects are on average.
    private static final int ENOUGH = 3;

    private static final double UNKNOWN = 0.4;
    private static final double MOST_OCTAVES = 2;

    /// An object of this many network pixels across is seen at a scale. One that is seen at no other scale is as sure
    /// as the decoder says.
    private static final double SMALLEST = 24;

    private static final double LARGEST = 80;
    private static final double LOG_2 = Math.log(2);

    /// Worse ones are left as they are, for few will see them; better ones too, for their outline is finer than the
    /// mean of several scales.
    private static final double LEAST_BLENDED = 0.3;

    private static final double MOST_BLENDED = 0.75;

    private final int width;
    private final int height;
    private final double[] scales;
    private final List<Answer> answers;

    /// A seed's answer.
    ///
    /// @param level its scale's place
    /// @param inside mean foreground probability within the mask
    record Answer(int level, Candidate candidate, float inside, Prompt.Click click) {
        Mask mask() {
            return candidate.mask();
        }

        /// Of the disc of the same area, image pixels.
        double diameter() {
            return Math.sqrt(4 * mask().area() / Math.PI);
        }
    }

    /// @param width of the frame in pixels
    /// @param scales network pixels per image pixel of each level
    Expected(int width, int height, double[] scales, List<Answer> answers) {
        this.width = width;
        this.height = height;
        this.scales = scales.clone();
        this.answers = List.copyOf(answers);
    }

    /// The proposals, the most confident first.
    List<Proposal> proposals() {
        var evidence = new ArrayList<double[]>();
        var first = new double[answers.size()];
        for (int i = 0; i < first.length; i++) {
            Answer a = answers.get(i);
            Candidate c = a.candidate();
            evidence.add(new double[] {1, c.predictedIou(), c.stability(), a.inside(), agreement(a), 0});
            first[i] = sum(WITHOUT_SIZE, evidence.get(i));
        }
        double usual = usual(first);
        var out = new ArrayList<Proposal>();
        for (int i = 0; i < first.length; i++) {
            Answer a = answers.get(i);
            double[] e = evidence.get(i);
            e[5] = Double.isNaN(usual) ? UNKNOWN : Math.min(MOST_OCTAVES, Math.abs(octaves(a.diameter() / usual)));
            Candidate c = a.candidate();
            float confidence = (float) sum(WITH_SIZE, e);
            boolean unsure = confidence >= LEAST_BLENDED && confidence < MOST_BLENDED;
            Mask mask = unsure ? blended(a, first[i], first) : c.mask();
            out.add(new Proposal(mask, confidence, c.predictedIou(), c.stability(), List.of(a.click())));
        }
        out.sort(Comparator.comparingDouble(p -> -p.confidence()));
        return out;
    }

    private static double sum(double[] weights, double[] evidence) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * evidence[i];
        }
        return Math.clamp(sum, 0, 1);
    }

    /// The outline that the scales agree on: one answer of each that means the same object has a say.
    private Mask blended(Answer a, double expected, double[] all) {
        var logits = new ArrayList<LowResLogits>();
        var weights = new ArrayList<Double>();
        for (int level = 0; level < scales.length; level++) {
            int best = -1;
            double most = Ranking.AGREES;
            for (int j = 0; j < all.length; j++) {
                Answer b = answers.get(j);
                double iou =
                        level == a.level() || b.level() != level ? 0 : a.mask().iou(b.mask());
                if (iou >= most) {
                    most = iou;
                    best = j;
                }
            }
            if (best >= 0) {
                logits.add(answers.get(best).candidate().logits());
                weights.add(Math.exp(Ranking.STEEP * (all[best] - expected)));
            }
        }
        if (logits.isEmpty()) {
            return a.mask();
        }
        Mask mask = a.candidate().logits().blend(logits, weights).mask(width, height);
        return ScaledDecoding.asked(mask, List.of(a.click()));
    }

    /// The best IoU with what another scale found.
    private double agreement(Answer a) {
        double best = 0;
        for (Answer b : answers) {
            int less = Math.min(a.mask().area(), b.mask().area());
            int more = Math.max(a.mask().area(), b.mask().area());
            if (b.level() != a.level() && less > best * more) {
                best = Math.max(best, a.mask().iou(b.mask()));
            }
        }
        return isSeenElsewhere(a) ? best : Math.max(best, a.candidate().predictedIou());
    }

    private boolean isSeenElsewhere(Answer a) {
        for (int level = 0; level < scales.length; level++) {
            double across = a.diameter() * scales[level];
            if (level != a.level() && across >= SMALLEST && across <= LARGEST) {
                return true;
            }
        }
        return false;
    }

    /// The median diameter of those that are believed, NaN when they are too few.
    private double usual(double[] expected) {
        record Vote(double diameter, double weight) {}
        var votes = new ArrayList<Vote>();
        for (int i = 0; i < expected.length; i++) {
            if (expected[i] >= BELIEVED) {
                double diameter = answers.get(i).diameter();
                votes.add(new Vote(diameter, (expected[i] - BELIEVED + LEAST_WEIGHT) * diameter));
            }
        }
        if (votes.size() < ENOUGH) {
            return Double.NaN;
        }
        votes.sort(Comparator.comparingDouble(Vote::diameter));
        double half = votes.stream().mapToDouble(Vote::weight).sum() / 2;
        int at = 0;
        for (double sum = votes.getFirst().weight();
                sum < half;
                sum += votes.get(at).weight()) {
            at++;
        }
        return votes.get(at).diameter();
    }

    private static double octaves(double ratio) {
        return Math.log(ratio) / LOG_2;
    }
}
