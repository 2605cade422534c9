package org.maskwright.app.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import org.maskwright.Cancel;
import org.maskwright.auto.Markers;
import org.maskwright.auto.Placing;
import org.maskwright.auto.Suppress;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.label.Prompt;
import org.maskwright.label.TrackId;
import org.maskwright.sam.Embedding;
import org.maskwright.sam.Finder;
import org.maskwright.sam.Sam;
import org.maskwright.weights.Checkpoints;
import org.maskwright.worker.Lane;

/// A network on a tensor thread of its own that proposes the objects of one picture after another. Any thread.
final class Proposer implements AutoCloseable {
    private final Lane lane = new Lane(Duration.ZERO);
    private final Cancel never = new Cancel();
    private final Sam sam;

    Proposer(Path model) {
        try {
            sam = lane.call(() -> Sam.load(model, lane.device().kind().device()));
        } catch (RuntimeException e) {
            lane.close();
            throw e;
        }
    }

    /// Puts the weights in place that a project learnt.
    void use(Path version) {
        var weights = Checkpoints.read(version);
        lane.call(() -> {
            sam.swap(weights);
            return weights;
        });
    }

    String modelHash() {
        return lane.call(() -> sam.info().modelHash());
    }

    /// All objects that the network finds, disjoint, the most confident first.
    List<Placing.Item> all(Raster raster, Contrast contrast, float leastConfidence) {
        return Placing.Item.of(Suppress.of(with(raster, contrast, e -> Finder.all(sam, e, never)), leastConfidence));
    }

    /// The objects at the markers.
    List<Placing.Item> at(
            SortedMap<TrackId, Prompt.Click> markers, Raster raster, Contrast contrast, float leastConfidence) {
        return with(raster, contrast, e -> Markers.masks(sam, e, markers, never)).entrySet().stream()
                .filter(e -> e.getValue().confidence() >= leastConfidence)
                .map(e -> new Placing.Item(e.getValue(), e.getKey()))
                .toList();
    }

    private <T> T with(Raster raster, Contrast contrast, Function<Embedding, T> work) {
        return lane.call(() -> {
            try (Embedding embedding = sam.encode(raster, contrast, never)) {
                return work.apply(embedding);
            }
        });
    }

    @Override
    public void close() {
        lane.call(() -> {
            sam.close();
            return true;
        });
        lane.close();
    }
}
