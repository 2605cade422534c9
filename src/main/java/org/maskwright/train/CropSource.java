package org.maskwright.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.maskwright.image.Contrast;
import org.maskwright.image.Contrasts;
import org.maskwright.image.ImageStack;
import org.maskwright.image.Images;
import org.maskwright.image.Raster;

/// Where training crops come from: labelled sets, each with its share, their groups weighed by the
/// square root of their number of images, and the simulator for the rest. Safe for any thread.
final class CropSource {
    private final List<Part> parts = new ArrayList<>();
    private final Map<LabelledSet.Entry, Example> loaded = new ConcurrentHashMap<>();
    private final Simulated simulated;
    private final double simulatedShare;
    private final CropSampler sampler = new CropSampler(true);

    /// Makes a picture with exact truth.
    interface Simulated {
        Example make(RandomGenerator random);
    }

    /// Groups of one set with their cumulated weights, up to the set's share.
    private record Part(List<LabelledSet.Entry> entries, double upTo) {}

    /// @param sets each with its share; shares and `simulatedShare` are relative to each other
    CropSource(Map<LabelledSet, Double> sets, Simulated simulated, double simulatedShare) {
        this.simulated = simulated;
        double total = simulatedShare;
        for (double s : sets.values()) {
            total += s;
        }
        this.simulatedShare = simulatedShare / total;
        double at = 0;
        for (var e : sets.entrySet()) {
            Map<String, List<LabelledSet.Entry>> groups = new TreeMap<>();
            e.getKey().entries().stream()
                    .filter(x -> !x.heldOut())
                    .forEach(x -> groups.computeIfAbsent(x.group(), g -> new ArrayList<>())
                            .add(x));
            double sum = groups.values().stream()
                    .mapToDouble(g -> Math.sqrt(g.size()))
                    .sum();
            for (var g : groups.values()) {
                at += e.getValue() / total * Math.sqrt(g.size()) / sum;
                parts.add(new Part(g, at));
            }
        }
    }

    /// One augmented crop with at least one target.
    Crop draw(int size, RandomGenerator random) {
        while (true) {
            Example example = pick(random);
            if (example.items().isEmpty()) {
                continue;
            }
            Example.Item item =
                    example.items().get(random.nextInt(example.items().size()));
            Crop crop = sampler.draw(example, item, size, diameter(size, random), random);
            if (!crop.targets().isEmpty()) {
                return crop;
            }
        }
    }

    /// Mostly the middle range, now and then very small or large.
    private static double diameter(int size, RandomGenerator random) {
        boolean middle = random.nextInt(10) < 7;
        double least = middle ? 14 : 8;
        double most = middle ? 56 : size * 0.65;
        return least * Math.pow(most / least, random.nextDouble());
    }

    private Example pick(RandomGenerator random) {
        double u = random.nextDouble();
        if (u < simulatedShare || parts.isEmpty()) {
            return simulated.make(random);
        }
        double v = random.nextDouble() * parts.getLast().upTo();
        Part part = parts.stream().filter(p -> v <= p.upTo()).findFirst().orElse(parts.getLast());
        return load(part.entries().get(random.nextInt(part.entries().size())));
    }

    Example load(LabelledSet.Entry entry) {
        return loaded.computeIfAbsent(entry, CropSource::decode);
    }

    /// Decodes an image in its own contrast window with its instances; small specks beside an object's
    /// largest part (under a twentieth of its area) are left out.
    static Example decode(LabelledSet.Entry entry) {
        ImageStack stack = Images.open(entry.image());
        Raster raster = stack.read(0, 0);
        int[] ids = Images.readLabels(entry.labels()).ids();
        Contrast contrast = Contrasts.window(raster, raster.channels() >= 3);
        return new Example(raster, contrast, Specks.removed(raster.width(), raster.height(), ids));
    }

    /// Drops what is held by the cache, for sets larger than memory.
    void forget() {
        loaded.clear();
    }

    static Map<LabelledSet, Double> equalShares(List<LabelledSet> sets) {
        var out = new HashMap<LabelledSet, Double>();
        sets.forEach(s -> out.put(s, 1.0));
        return out;
    }
}
