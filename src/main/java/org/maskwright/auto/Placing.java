package org.maskwright.auto;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.maskwright.image.Contrast;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.LabelColours;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.label.Provenance;
import org.maskwright.label.TrackId;
import org.maskwright.sam.Proposal;

/// Puts proposals into a frame that people work on. What is accepted is never touched: a proposal gives up the
/// pixels that are taken, and goes when little is left of it. What was rejected is not proposed again.
public final class Placing {
    /// A proposal of which less is left has nothing to say.
    private static final double ENOUGH = 0.5;

    private static final double SAME = 0.5;

    private final String modelHash;
    private final Contrast contrast;
    private final Instant when;
    private final boolean bright;
    private final Supplier<TrackId> fresh;

    /// @param modelHash of the network that proposes
    /// @param contrast in which it saw the frame
    /// @param bright whether the picture is, for the choice of colours
    /// @param fresh gives each object without a past a track
    public Placing(String modelHash, Contrast contrast, Instant when, boolean bright, Supplier<TrackId> fresh) {
        this.modelHash = modelHash;
        this.contrast = contrast;
        this.when = when;
        this.bright = bright;
        this.fresh = fresh;
    }

    /// A proposal and the track that it is known to belong to, or null.
    public record Item(Proposal proposal, @Nullable TrackId track) {
        public static List<Item> of(List<Proposal> proposals) {
            return proposals.stream().map(p -> new Item(p, null)).toList();
        }
    }

    /// What a search gave way to: proposals that an earlier one made. They leave the frame before new ones come.
    public static List<Instance> outdated(Labels labels) {
        return labels.instances().stream()
                .filter(i ->
                        i.state() == Instance.State.PROPOSED && i.provenance().source() == Provenance.Source.PROPOSED)
                .toList();
    }

    /// New instances for a frame without its outdated ones; their ids are free in `labels`.
    public List<Instance> instances(Labels labels, List<Item> items) {
        Labels all = labels;
        var out = new ArrayList<Instance>();
        for (Item item : items) {
            Optional<Mask> rest = rest(item.proposal().mask(), labels);
            if (rest.isPresent() && all.size() < InstanceId.MAX) {
                Instance made = instance(all, item, rest.get());
                out.add(made);
                all = all.with(made);
            }
        }
        return out;
    }

    private Instance instance(Labels all, Item item, Mask mask) {
        Proposal p = item.proposal();
        InstanceId id = all.nextId();
        var from = new Provenance(
                Provenance.Source.PROPOSED,
                p.prompts(),
                modelHash,
                contrast.low(),
                contrast.high(),
                p.confidence(),
                when);
        TrackId track = item.track() == null ? fresh.get() : item.track();
        int colour = LabelColours.choose(mask, id, all, bright);
        return new Instance(id, mask, track, Instance.State.PROPOSED, colour, from);
    }

    /// What is left of a mask beside what is in the frame; empty when that is too little.
    private static Optional<Mask> rest(Mask mask, Labels labels) {
        Mask rest = mask;
        for (Instance i : labels.instances()) {
            boolean meets = mask.intersection(i.mask()) > 0;
            if (meets && i.state() == Instance.State.REJECTED && mask.iou(i.mask()) > SAME) {
                return Optional.empty();
            }
            if (meets && i.state() != Instance.State.REJECTED) {
                rest = rest.minus(i.mask());
            }
        }
        return enough(rest, mask);
    }

    private static Optional<Mask> enough(Mask rest, Mask whole) {
        Mask own = rest.area() == whole.area() ? whole : Suppress.largest(rest);
        return own.isEmpty() || own.area() < ENOUGH * whole.area() ? Optional.empty() : Optional.of(own);
    }

    /// The proposals of a frame of at least so much confidence; those without one, as imported ones are, only at 0.
    public static List<Instance> above(Labels labels, double confidence) {
        return labels.instances().stream()
                .filter(i -> i.state() == Instance.State.PROPOSED)
                .filter(i -> confidence <= 0 || i.provenance().predictedIou() >= confidence)
                .toList();
    }

    /// A proposal and what becomes of it.
    ///
    /// @param after accepted, cut where others are; null when nothing is left of it
    public record Accepted(Instance before, @Nullable Instance after) {}

    /// Accepts all proposals of at least so much confidence, the most confident first. Overlaps go to what is accepted
    /// already, then to the more confident.
    public static List<Accepted> accept(Labels labels, double confidence) {
        var taken = new ArrayList<>(labels.instances().stream()
                .filter(Instance::isAccepted)
                .map(Instance::mask)
                .toList());
        var out = new ArrayList<Accepted>();
        above(labels, confidence).stream()
                .sorted(Comparator.comparingDouble(i -> -sureness(i)))
                .forEach(i -> {
                    Mask rest = i.mask();
                    for (Mask m : taken) {
                        rest = rest.intersection(m) == 0 ? rest : rest.minus(m);
                    }
                    Optional<Mask> left = enough(rest, i.mask());
                    left.ifPresent(taken::add);
                    out.add(new Accepted(
                            i,
                            left.map(m -> new Instance(
                                            i.id(), m, i.track(), Instance.State.ACCEPTED, i.colour(), i.provenance()))
                                    .orElse(null)));
                });
        return out;
    }

    private static double sureness(Instance i) {
        float confidence = i.provenance().predictedIou();
        return Float.isNaN(confidence) ? 0 : confidence;
    }
}
