package org.maskwright.project;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Provenance;

/// What the labels that stand cost the people who made them, read off the journal: clicks and seconds for each object,
/// with what was corrected after it was accepted. What was undone or removed again does not count, nor what came from a
/// file and was never touched.
///
/// An object's seconds are those since the edit before it, because that is how long the hand was about it. After more
/// than [#PAUSE] the person was away: that time is not known, and left out of every mean. Several objects that were
/// accepted at once share the time.
///
/// @param objects in the order in which they were accepted
public record Effort(List<Spent> objects) {
    public static final Duration PAUSE = Duration.ofSeconds(60);

    /// What one object cost.
    ///
    /// @param at when it was accepted
    /// @param source how it began
    /// @param model hash of the model that answered first, null when none did
    /// @param clicks clicks and boxes until it was accepted
    /// @param seconds until it was accepted; NaN when a pause lay before
    /// @param corrections how often it was changed afterwards
    /// @param later clicks, boxes and strokes of those corrections
    /// @param laterSeconds what they took, pauses left out
    public record Spent(
            Plane plane,
            InstanceId id,
            Instant at,
            Provenance.Source source,
            @Nullable String model,
            int clicks,
            double seconds,
            int corrections,
            int later,
            double laterSeconds) {
        /// Of the person, until now.
        public int allClicks() {
            return clicks + later;
        }

        private Spent corrected(int more, double took) {
            double known = Double.isNaN(took) ? 0 : took;
            return new Spent(
                    plane, id, at, source, model, clicks, seconds, corrections + 1, later + more, laterSeconds + known);
        }

        private Spent looked(double took) {
            double known = Double.isNaN(took) ? 0 : took;
            return new Spent(plane, id, at, source, model, clicks, seconds, corrections, later, laterSeconds + known);
        }
    }

    public Effort {
        objects = List.copyOf(objects);
    }

    /// Decodes the whole history: for a thread that may take its time.
    public static Effort of(History history) {
        var reading = new Reading();
        history.done().forEach(reading::read);
        return new Effort(List.copyOf(reading.spent.values()));
    }

    /// Clicks an object, corrections counted too; NaN without objects.
    public static double clicks(Collection<Spent> of) {
        return of.stream().mapToInt(Spent::allClicks).average().orElse(Double.NaN);
    }

    /// Corrections an object; NaN without objects.
    public static double corrections(Collection<Spent> of) {
        return of.stream().mapToInt(Spent::corrections).average().orElse(Double.NaN);
    }

    /// The middle one of the seconds that are known, corrections counted too; NaN when none is. A mean would be moved
    /// by a look out of the window.
    public static double seconds(Collection<Spent> of) {
        double[] known = of.stream()
                .filter(s -> !Double.isNaN(s.seconds()))
                .mapToDouble(s -> s.seconds() + s.laterSeconds())
                .sorted()
                .toArray();
        int n = known.length;
        return n == 0 ? Double.NaN : (known[(n - 1) / 2] + known[n / 2]) / 2;
    }

    private static final class Reading {
        private record Key(Plane plane, InstanceId id) {}

        private final Map<Key, Spent> spent = new LinkedHashMap<>();
        private @Nullable Instant before;

        void read(History.Entry entry) {
            Edit edit = entry.edit();
            List<Edit> leaves = edit instanceof Edit.Group(Edit.Deed _, List<Edit> all) ? all : List.of(edit);
            boolean machine =
                    edit instanceof Edit.Group g && (g.deed() == Edit.Deed.PROPOSE || g.deed() == Edit.Deed.TRACK);
            double took = since(entry.at());
            if (!machine || before == null) {
                before = entry.at(); // what the machine does between two edits is part of the wait for the second
            }
            long shares = leaves.stream().filter(l -> concerns(l)).count();
            leaves.forEach(l -> leaf(l, entry.at(), took / Math.max(1, shares)));
        }

        private double since(Instant at) {
            if (before == null) {
                return Double.NaN;
            }
            Duration gap = Duration.between(before, at);
            return gap.compareTo(PAUSE) > 0 || gap.isNegative() ? Double.NaN : gap.toNanos() / 1e9;
        }

        private static boolean concerns(Edit leaf) {
            return switch (leaf) {
                case Edit.Add a -> a.instance().isAccepted();
                case Edit.Replace r -> r.after().isAccepted();
                case Edit.Split _, Edit.Merge _ -> true;
                default -> false;
            };
        }

        private void leaf(Edit leaf, Instant at, double took) {
            switch (leaf) {
                case Edit.Add(Plane plane, Instance i) -> {
                    if (i.isAccepted() && i.provenance().source() != Provenance.Source.IMPORTED) {
                        accepted(plane, i, at, took);
                    }
                }
                case Edit.Replace(Plane plane, Instance was, Instance is) -> {
                    if (!was.isAccepted() && is.isAccepted()) {
                        accepted(plane, is, at, took);
                    } else if (is.isAccepted()) {
                        changed(plane, was, is, at, took);
                    } else {
                        spent.remove(new Key(plane, is.id()));
                    }
                }
                case Edit.Remove(Plane plane, Instance i) -> spent.remove(new Key(plane, i.id()));
                case Edit.Split(Plane plane, Instance was, List<Instance> parts) ->
                    apart(plane, List.of(was), parts, at, took);
                case Edit.Merge(Plane plane, List<Instance> were, Instance one) ->
                    apart(plane, were, List.of(one), at, took);
                case Edit.Assign _, Edit.SetParent _, Edit.SetComplete _, Edit.Group _ -> {}
            }
        }

        private void accepted(Plane plane, Instance i, Instant at, double took) {
            var from = i.provenance();
            spent.put(
                    new Key(plane, i.id()),
                    new Spent(plane, i.id(), at, from.source(), from.modelHash(), from.clicks(), took, 0, 0, 0));
        }

        private void changed(Plane plane, Instance was, Instance is, Instant at, double took) {
            Key key = new Key(plane, is.id());
            Optional<Spent> known = Optional.ofNullable(spent.get(key));
            if (was.mask().equals(is.mask())) {
                known.ifPresent(s -> spent.put(key, s.looked(took)));
                return;
            }
            int more = Math.max(
                    1,
                    is.provenance().prompts().size()
                            - was.provenance().prompts().size());
            spent.put(key, known.orElseGet(() -> untouched(plane, was, at)).corrected(more, took));
        }

        /// One cut or one line that joins is one correction of whoever keeps an id; what is new began as it.
        private void apart(Plane plane, List<Instance> were, List<Instance> are, Instant at, double took) {
            Instance first = were.getFirst();
            Optional<Spent> known = Optional.ofNullable(spent.get(new Key(plane, first.id())));
            were.forEach(i -> spent.remove(new Key(plane, i.id())));
            if (!first.isAccepted()) {
                return;
            }
            for (Instance i : are) {
                boolean kept = i.id().equals(are.getFirst().id());
                Spent base = kept ? known.orElseGet(() -> untouched(plane, i, at)) : untouched(plane, i, at);
                spent.put(new Key(plane, i.id()), kept ? base.corrected(1, took) : base);
            }
        }

        private static Spent untouched(Plane plane, Instance i, Instant at) {
            var from = i.provenance();
            return new Spent(plane, i.id(), at, from.source(), from.modelHash(), 0, 0, 0, 0, 0);
        }
    }
}
