package org.maskwright.train;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.maskwright.label.Components;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.label.Morphology;
import org.maskwright.label.Provenance;
import org.maskwright.label.TrackId;

/// Labels of mixed quality, as people and programs leave them, made of a reference by a seed: of each ten
/// objects six are clicked with care (until an IoU of 0.80, or ten clicks), two with one click and no
/// second look, one is drawn by hand and one is wrong: shifted, cut in two, joined with its neighbour or
/// much too large.
final class MixedLabels {
    /// How a label came about, and how often.
    enum Kind {
        CAREFUL(0.60),
        HASTY(0.18),
        DRAWN(0.12),
        SHIFTED(0.025),
        HALVED(0.025),
        JOINED(0.025),
        SWOLLEN(0.025);

        private final double share;

        Kind(double share) {
            this.share = share;
        }

        private static Kind at(double u) {
            double left = u;
            for (Kind k : values()) {
                left -= k.share;
                if (left < 0) {
                    return k;
                }
            }
            return SWOLLEN;
        }
    }

    /// A label and what it should have been.
    record Label(Kind kind, Instance instance, Mask truth) {}

    private static final int MOST_CLICKS = 10;

    private final Annotator annotator;
    private final Random random;
    private final int width;
    private final int height;

    MixedLabels(Annotator annotator, long seed, int width, int height) {
        this.annotator = annotator;
        random = new Random(seed);
        this.width = width;
        this.height = height;
    }

    /// Those of one image, in order of id; an object of whose label nothing is left is not there.
    ///
    /// @param chosen the ids of those to label; the others are only neighbours
    List<Label> of(Map<Integer, Mask> reference, Set<Integer> chosen) {
        var out = new ArrayList<Label>();
        reference.forEach((id, truth) -> {
            if (!chosen.contains(id)) {
                return;
            }
            Kind kind = Kind.at(random.nextDouble());
            double angle = 2 * Math.PI * random.nextDouble();
            Optional<Instance> made = make(kind, id, truth, angle, reference.values());
            made.ifPresent(i -> out.add(new Label(kind, i, truth)));
        });
        return out;
    }

    /// As the application holds them.
    static Labels labels(List<Label> all, int width, int height) {
        Labels labels = Labels.empty(width, height);
        for (Label l : all) {
            labels = labels.with(l.instance());
        }
        return labels;
    }

    private Optional<Instance> make(Kind kind, int id, Mask truth, double angle, Iterable<Mask> others) {
        double diameter = Math.sqrt(4 * truth.area() / Math.PI);
        return switch (kind) {
            case CAREFUL -> clicked(id, annotator.click(truth, MOST_CLICKS, Simulate.ENOUGH));
            case HASTY -> clicked(id, annotator.click(truth, 1, Simulate.ENOUGH));
            case DRAWN -> imported(id, Morphology.smooth(truth, 1, width, height));
            case SHIFTED ->
                imported(id, truth.translate((int) Math.round(Math.cos(angle) * diameter / 3), (int)
                        Math.round(Math.sin(angle) * diameter / 3)));
            case HALVED -> imported(id, half(truth, angle));
            case JOINED -> imported(id, truth.or(nearest(truth, others)));
            case SWOLLEN -> imported(id, Morphology.dilate(truth, Math.max(2, diameter / 5)));
        };
    }

    private Optional<Instance> clicked(int id, Annotator.Session session) {
        return instance(
                id,
                session.mask(),
                new Provenance(
                        Provenance.Source.PROMPTED,
                        session.prompts(),
                        null,
                        0,
                        0,
                        (float) session.predicted(),
                        Instant.EPOCH));
    }

    private Optional<Instance> imported(int id, Mask mask) {
        return instance(id, mask, Provenance.imported(Instant.EPOCH));
    }

    private Optional<Instance> instance(int id, Mask mask, Provenance from) {
        Mask inside = mask.clip(width, height);
        return inside.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Instance(new InstanceId(id), inside, new TrackId(id), Instance.State.ACCEPTED, 0, from));
    }

    /// The part on one side of a line through the middle.
    private static Mask half(Mask whole, double angle) {
        var b = whole.bounds();
        double x = (b.left() + b.right()) / 2.0;
        double y = (b.top() + b.bottom()) / 2.0;
        int w = b.width();
        Mask side = Mask.of(
                b.left(),
                b.top(),
                w,
                b.height(),
                i -> (b.left() + i % w - x) * Math.cos(angle) + (b.top() + i / w - y) * Math.sin(angle) < 0);
        return Components.of(whole.and(side), Components.Connectivity.EIGHT).stream()
                .max(Comparator.comparingInt(Mask::area))
                .orElse(Mask.EMPTY);
    }

    /// Its nearest neighbour by the middles of their boxes; nothing when it is alone.
    private static Mask nearest(Mask of, Iterable<Mask> others) {
        Mask best = Mask.EMPTY;
        double least = Double.POSITIVE_INFINITY;
        for (Mask m : others) {
            double away = Math.hypot(
                    m.bounds().left()
                            + m.bounds().right()
                            - of.bounds().left()
                            - of.bounds().right(),
                    m.bounds().top()
                            + m.bounds().bottom()
                            - of.bounds().top()
                            - of.bounds().bottom());
            if (!m.equals(of) && away < least) {
                least = away;
                best = m;
            }
        }
        return best;
    }
}
