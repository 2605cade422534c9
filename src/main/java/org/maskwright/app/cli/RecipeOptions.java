package org.maskwright.app.cli;

import java.util.List;
import org.maskwright.sam.Depth;
import org.maskwright.train.Recipe;
import picocli.CommandLine.Option;

/// The option that chooses among the recipes of a round.
final class RecipeOptions {
    @Option(
            names = "--depth",
            split = ",",
            paramLabel = "DEPTH",
            description = "Try only these: decoder; neck and adapters (of SAM's and MobileSAM's networks); "
                    + "all (of the bundled kind). By default the cheapest first, deeper ones when it brings little.")
    private List<Depth> depths = List.of();

    /// What a round on a number of objects tries.
    List<Recipe> of(int objects) {
        return Recipe.of(objects).stream()
                .filter(r -> depths.isEmpty() || depths.contains(r.depth()))
                .toList();
    }
}
