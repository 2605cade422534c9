package org.maskwright.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.maskwright.label.Mask;
import org.maskwright.train.TrainingSet.LabelledFrame;

/// Which accepted objects a round learns from and which it is judged by. Whole frames are held out, neighbours
/// together; frames beside them that show nearly the same thing ([Likeness]) are not learnt from. With fewer than
/// three labelled frames, or nearly all in one, or all alike, a connected quarter of the labelled area of the fullest
/// one is held out, and what lies there in frames alike is not learnt from.
///
/// @param train learnt from
/// @param held judged by, at least [#LEAST_HELD] objects
public record HoldOut(TrainingSet train, TrainingSet held) {
    /// With fewer objects in all there is no round.
    public static final int LEAST_OBJECTS = 20;

    static final int LEAST_HELD = 5;
    private static final double SHARE = 0.25;

    /// Decodes frames, so not for the tensor thread.
    ///
    /// @param seed of the choice; the same seed chooses the same
    /// @throws IllegalArgumentException with fewer than [#LEAST_OBJECTS] objects
    static HoldOut of(TrainingSet set, long seed) {
        if (set.objects() < LEAST_OBJECTS) {
            throw new IllegalArgumentException(set.objects() + " objects");
        }
        return set.frames().size() >= 3 ? byFrames(set, seed) : byArea(set, seed);
    }

    /// The run of neighbouring frames whose share of the objects comes nearest to a quarter.
    private static HoldOut byFrames(TrainingSet set, long seed) {
        List<LabelledFrame> frames = new ArrayList<>(set.frames());
        frames.sort(Comparator.comparingInt(LabelledFrame::index));
        double wanted = Math.max(LEAST_HELD, SHARE * set.objects());
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            starts.add(i);
        }
        Collections.shuffle(starts, new Random(seed));
        int from = 0;
        int to = 0;
        double off = Double.POSITIVE_INFINITY;
        for (int start : starts) {
            int held = 0;
            for (int end = start; end < frames.size() && end - start < frames.size() - 1; end++) {
                held += frames.get(end).masks().size();
                boolean fits = held >= LEAST_HELD && 2 * held <= set.objects();
                if (fits && Math.abs(held - wanted) < off) {
                    off = Math.abs(held - wanted);
                    from = start;
                    to = end + 1;
                }
            }
        }
        if (to == 0) {
            return byArea(set, seed);
        }
        var likeness = new Likeness();
        int before = from;
        while (before > 0 && likeness.isAlike(frames.get(before - 1), frames.get(from))) {
            before--;
        }
        int after = to;
        while (after < frames.size() && likeness.isAlike(frames.get(after), frames.get(to - 1))) {
            after++;
        }
        var train = new ArrayList<>(frames.subList(0, before));
        train.addAll(frames.subList(after, frames.size()));
        var learnt = new TrainingSet(train);
        if (3 * learnt.objects() >= set.objects()) {
            return new HoldOut(learnt, new TrainingSet(frames.subList(from, to)));
        }
        int most = frames.stream().mapToInt(f -> f.masks().size()).max().orElse(0);
        if (most >= 2 * LEAST_HELD) {
            return byArea(set, seed);
        }
        // A series with an object here and there: better a neighbour too near than no round at all.
        train = new ArrayList<>(frames.subList(0, from));
        train.addAll(frames.subList(to, frames.size()));
        return new HoldOut(new TrainingSet(train), new TrainingSet(frames.subList(from, to)));
    }

    /// A strip across the longer side of the labelled area, from one end.
    @SuppressWarnings("ReferenceEquality") // the very frame that was chosen above
    private static HoldOut byArea(TrainingSet set, long seed) {
        LabelledFrame fullest = Collections.max(
                set.frames(), Comparator.comparingInt(f -> f.masks().size()));
        var box = fullest.masks().stream()
                .map(Mask::bounds)
                .reduce((a, b) -> a.union(b))
                .orElseThrow();
        boolean wide = box.width() >= box.height();
        boolean fromEnd = new Random(seed).nextBoolean();
        double length = wide ? box.width() : box.height();
        double begin = wide ? box.left() : box.top();
        Comparator<Mask> along = Comparator.comparingDouble(m -> wide ? middleX(m) : middleY(m));
        List<Mask> sorted = new ArrayList<>(fullest.masks());
        Comparator<Mask> inward = fromEnd ? along.reversed() : along;
        sorted.sort(inward);
        int held = 0;
        for (Mask m : sorted) {
            double at = ((wide ? middleX(m) : middleY(m)) - begin) / length;
            if ((fromEnd ? 1 - at : at) > SHARE && held >= LEAST_HELD) {
                break;
            }
            held++;
        }
        // A frame with its objects crowded at one end still keeps half of them to learn from.
        held = Math.clamp(sorted.size() / 2, 1, Math.max(held, 1));
        Mask first = sorted.get(held);
        var likeness = new Likeness();
        var train = new ArrayList<LabelledFrame>();
        for (LabelledFrame f : set.frames()) {
            if (f == fullest) {
                train.add(f.with(sorted.subList(held, sorted.size())));
            } else if (likeness.isAlike(f, fullest)) {
                train.add(f.with(f.masks().stream()
                        .filter(m -> inward.compare(m, first) >= 0)
                        .toList()));
            } else {
                train.add(f);
            }
        }
        return new HoldOut(new TrainingSet(train), new TrainingSet(List.of(fullest.with(sorted.subList(0, held)))));
    }

    private static double middleX(Mask m) {
        return (m.bounds().left() + m.bounds().right()) / 2.0;
    }

    private static double middleY(Mask m) {
        return (m.bounds().top() + m.bounds().bottom()) / 2.0;
    }
}
