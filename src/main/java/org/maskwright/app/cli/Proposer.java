package org.maskwright.app.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.app.ModelFiles;
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
import org.maskwright.sam.Unet;
import org.maskwright.weights.Catalogue;
import org.maskwright.weights.Checkpoints;
import org.maskwright.worker.Lane;

/// A network on a tensor thread of its own that proposes the objects of one picture after another. Any thread.
final class Proposer implements AutoCloseable {
    private final Lane lane = new Lane(Duration.ZERO);
    private final Cancel never = new Cancel();
    private final String name;
    private final @Nullable Sam sam;
    private final @Nullable Unet unet;

    /// @param model a promptable network, or a plain U-Net that finds all objects and no single one
    /// @param models where it was found
    Proposer(ModelFiles models, Path model) {
        name = String.valueOf(model.getFileName());
        try {
            var weights = models.read(model);
            boolean plain = Unet.is(weights);
            unet = plain ? lane.call(() -> Unet.of(weights)) : null;
            sam = plain
                    ? null
                    : lane.call(() -> Sam.of(
                            weights,
                            Catalogue.nameOf(model),
                            lane.device().kind().device()));
        } catch (RuntimeException e) {
            lane.close();
            throw e;
        }
    }

    /// Puts the weights in place that a project learnt.
    void use(Path version) {
        var weights = Checkpoints.read(version);
        lane.call(() -> {
            sam().swap(weights);
            return weights;
        });
    }

    String modelHash() {
        Unet plain = unet;
        return lane.call(() -> plain == null ? sam().info().modelHash() : plain.hash());
    }

    private Sam sam() {
        if (sam == null) {
            throw new Problem("app.no-prompts", name);
        }
        return sam;
    }

    /// All objects that the network finds, disjoint, the most confident first.
    List<Placing.Item> all(Raster raster, Contrast contrast, float leastConfidence) {
        Unet plain = unet;
        var found = plain == null
                ? with(raster, contrast, e -> Finder.all(sam(), e, never))
                : lane.call(() -> plain.find(raster, contrast, never));
        return Placing.Item.of(Suppress.of(found, leastConfidence));
    }

    /// The objects at the markers.
    List<Placing.Item> at(
            SortedMap<TrackId, Prompt.Click> markers, Raster raster, Contrast contrast, float leastConfidence) {
        return with(raster, contrast, e -> Markers.masks(sam(), e, markers, never)).entrySet().stream()
                .filter(e -> e.getValue().confidence() >= leastConfidence)
                .map(e -> new Placing.Item(e.getValue(), e.getKey()))
                .toList();
    }

    private <T> T with(Raster raster, Contrast contrast, Function<Embedding, T> work) {
        return lane.call(() -> {
            try (Embedding embedding = sam().encode(raster, contrast, never)) {
                return work.apply(embedding);
            }
        });
    }

    @Override
    public void close() {
        lane.call(() -> {
            if (sam != null) {
                sam.close();
            }
            if (unet != null) {
                unet.close();
            }
            return true;
        });
        lane.close();
    }
}
