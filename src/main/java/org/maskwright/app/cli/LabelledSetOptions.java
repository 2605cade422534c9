package org.maskwright.app.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.maskwright.train.LabelledSet;
import picocli.CommandLine.Option;

/// The options that name a labelled set.
final class LabelledSetOptions {
    @Option(names = "--images", required = true, paramLabel = "DIR", description = "The images.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path images;

    @Option(names = "--labels", required = true, paramLabel = "DIR", description = "Label images of equal names.")
    @SuppressWarnings("NullAway.Init")
    private Path labels;

    @Option(names = "--split", paramLabel = "NAME", description = "Only this split of the metadata.csv beside.")
    private @Nullable String split;

    /// The name of the split, if only one is meant.
    @Nullable
    String split() {
        return split;
    }

    LabelledSet set() {
        return LabelledSet.of(images, labels, split);
    }
}
