package org.maskwright.ui.model;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.maskwright.label.Instance;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.label.MaskOptions;
import org.maskwright.sam.Candidate;

/// Has the mask options finish what the network offers: small masks at once, large ones on a background executor.
final class Finishing {
    /// So many pixels are finished sooner than another thread could begin with them.
    private static final long AT_ONCE = 1 << 16;

    private final Hand.Bench bench;
    private final Errands errands;

    Finishing(Hand.Bench bench, Errands errands) {
        this.bench = bench;
        this.errands = errands;
    }

    /// @param object whose masks they are; it is no neighbour of theirs
    void of(List<Candidate> candidates, @Nullable ActiveObject object, Consumer<List<MaskOptions.Result>> then) {
        Labels labels = bench.labels();
        MaskOptions options = bench.options();
        long pixels = candidates.stream()
                .map(c -> c.mask().bounds())
                .mapToLong(b -> (long) b.width() * b.height())
                .sum();
        if (pixels < AT_ONCE) {
            then.accept(finished(candidates, object, labels, options));
        } else {
            errands.run(() -> finished(candidates, object, labels, options), then, bench::failed);
        }
    }

    private static List<MaskOptions.Result> finished(
            List<Candidate> candidates, @Nullable ActiveObject object, Labels labels, MaskOptions options) {
        List<Mask> neighbours = labels.instances().stream()
                .filter(Instance::isAccepted)
                .filter(i -> object == null || !i.id().equals(object.id()))
                .map(Instance::mask)
                .toList();
        return candidates.stream()
                .map(c -> options.apply(c.mask(), neighbours, labels.width(), labels.height()))
                .toList();
    }
}
