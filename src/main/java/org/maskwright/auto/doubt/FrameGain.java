package org.maskwright.auto.doubt;

import java.util.ArrayList;
import java.util.List;

/// Which frame to label next: how many objects of each would come out better. Doubtful ones that are there count with
/// their doubt. In a frame without any, as many objects are expected as the others have, as doubtful as a proposal is;
/// in a series the less of that counts the nearer a labelled frame is, because neighbours are alike.
public final class FrameGain {
    /// Proposals that nobody looked at have at least this to be won by accepting them.
    private static final double UNSEEN = 0.15;

    /// In a series a frame so far from the next labelled one is half new.
    private static final double HALF_NEW = 5;

    private FrameGain() {}

    /// What is there in a frame.
    ///
    /// @param accepted doubts of accepted objects
    /// @param proposed doubts of proposals
    public record Frame(boolean complete, List<Double> accepted, List<Double> proposed) {
        boolean isEmpty() {
            return accepted.isEmpty() && proposed.isEmpty();
        }

        /// Whether a person worked in it.
        boolean isLabelled() {
            return complete || !accepted.isEmpty();
        }
    }

    /// What there is to say of a frame.
    ///
    /// @param objects expected to come out better
    /// @param there objects that are in it
    /// @param doubtful of those
    /// @param proposals that wait in it
    /// @param away frames to the nearest labelled one, 0 in a labelled frame, -1 when there is none
    public record Gain(double objects, int there, int doubtful, int proposals, int away, boolean complete) {
        public boolean empty() {
            return there == 0;
        }
    }

    /// @param series whether neighbours are alike
    public static List<Gain> of(List<Frame> frames, boolean series) {
        double usual = Outliers.median(frames.stream()
                .filter(f -> !f.isEmpty())
                .mapToDouble(f -> f.accepted().size() + f.proposed().size())
                .toArray());
        double hard = frames.stream()
                .flatMap(f -> f.proposed().stream())
                .mapToDouble(d -> Math.max(UNSEEN, d))
                .average()
                .orElse(Doubt.DOUBTFUL);
        var out = new ArrayList<Gain>();
        for (int i = 0; i < frames.size(); i++) {
            Frame f = frames.get(i);
            int away = away(frames, i);
            double newness = !series || away < 0 ? 1 : away / (away + HALF_NEW);
            double there = f.accepted().stream().mapToDouble(d -> d).sum()
                    + f.proposed().stream()
                            .mapToDouble(d -> Math.max(UNSEEN, d))
                            .sum();
            double gain = f.complete() ? 0 : f.isEmpty() ? (Double.isNaN(usual) ? 1 : usual) * hard * newness : there;
            long doubtful = f.accepted().stream()
                            .filter(d -> d >= Doubt.DOUBTFUL)
                            .count()
                    + f.proposed().stream().filter(d -> d >= Doubt.DOUBTFUL).count();
            int all = f.accepted().size() + f.proposed().size();
            out.add(new Gain(gain, all, (int) doubtful, f.proposed().size(), away, f.complete()));
        }
        return out;
    }

    private static int away(List<Frame> frames, int from) {
        for (int d = 0; d < frames.size(); d++) {
            if ((from - d >= 0 && frames.get(from - d).isLabelled())
                    || (from + d < frames.size() && frames.get(from + d).isLabelled())) {
                return d;
            }
        }
        return -1;
    }
}
