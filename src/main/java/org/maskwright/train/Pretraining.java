package org.maskwright.train;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.maskwright.Cancel;

/// Sets a [Pretrain] run up from folders: data, simulator, held-out crops.
public final class Pretraining {
    /// Crops of each set in the quick test.
    private static final int TEST_CROPS = 48;

    private Pretraining() {}

    /// @param data labelled sets; empty means the simulator alone
    /// @param simulatedShare part of the crops that the simulator makes, 0 to 1
    public static void run(
            Pretrain.Plan plan,
            List<Path> data,
            String split,
            double simulatedShare,
            Consumer<String> say,
            Cancel cancel) {
        Map<LabelledSet, Double> sets = new LinkedHashMap<>();
        var random = new SplittableRandom(1);
        var crops = new ArrayList<Crop>();
        for (Path folder : data) {
            LabelledSet set = LabelledSet.read(folder, split);
            // Large sets weigh more, but by far not in proportion.
            sets.put(set, Math.sqrt(set.entries().size()) + 3);
            List<LabelledSet.Entry> held =
                    set.entries().stream().filter(LabelledSet.Entry::heldOut).toList();
            for (int i = 0; i < TEST_CROPS && !held.isEmpty(); i++) {
                crops.add(testCrop(CropSource.decode(held.get(i % held.size())), random));
            }
        }
        double real = sets.values().stream().mapToDouble(v -> v).sum();
        double share = data.isEmpty() ? 1 : simulatedShare / (1 - simulatedShare) * real;
        var simulation = new Simulation();
        var source = new CropSource(sets, simulation, share);
        for (int i = 0; i < TEST_CROPS; i++) {
            crops.add(testCrop(simulation.make(random), random));
        }
        say.accept(sets.size() + " sets, " + crops.size() + " crops to choose checkpoints by");
        try (NDManager base = NDManager.newBaseManager()) {
            new Pretrain(plan, source, new QuickTest(crops), say).run(base, cancel);
        }
    }

    private static Crop testCrop(Example example, SplittableRandom random) {
        while (true) {
            Example.Item item =
                    example.items().get(random.nextInt(example.items().size()));
            Crop crop = new CropSampler(false).draw(example, item, 192, 30 + random.nextDouble() * 30, random);
            if (!crop.targets().isEmpty()) {
                return crop;
            }
        }
    }
}
