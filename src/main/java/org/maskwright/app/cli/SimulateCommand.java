package org.maskwright.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.app.ModelFiles;
import org.maskwright.sam.Sam;
import org.maskwright.train.LabelledSet;
import org.maskwright.train.Simulate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `maskwright simulate`: how many clicks a simulated annotator needs.
@Command(
        name = "simulate",
        description = "Lets a simulated annotator click every object of a labelled set and reports IoU by number of "
                + "clicks, after a box, and the clicks needed.",
        mixinStandardHelpOptions = true)
public final class SimulateCommand implements Callable<Integer> {
    @Option(names = "--images", required = true, paramLabel = "DIR", description = "The images.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path images;

    @Option(names = "--labels", required = true, paramLabel = "DIR", description = "Label images of equal names.")
    @SuppressWarnings("NullAway.Init")
    private Path labels;

    @Option(names = "--split", paramLabel = "NAME", description = "Only this split of the metadata.csv beside.")
    private @Nullable String split;

    @Option(names = "--clicks", defaultValue = "20", description = "Clicks an object (default: ${DEFAULT-VALUE}).")
    private int clicks;

    @Option(names = "--max-objects", defaultValue = "0", paramLabel = "M", description = "So many objects at most.")
    private int mostObjects;

    @Option(names = "--seed", defaultValue = "0", description = "Which objects, with --max-objects.")
    private long seed;

    @Option(names = "--model", paramLabel = "NAME|FILE", description = "The model; the bundled one by default.")
    private @Nullable String model;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report to this file.")
    private @Nullable Path json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        LabelledSet set = LabelledSet.of(images, labels, split);
        List<Simulate.Target> targets = Simulate.targets(set, mostObjects, seed);
        var report = new LinkedHashMap<String, Object>();
        try (Sam sam = Sam.load(ModelFiles.ofThisMachine().find(Optional.ofNullable(model)), "cpu")) {
            report.put("model", sam.info().name());
            var scores = new Simulate(sam, new Cancel()).run(targets, clicks, this::progress);
            report.putAll(scores.report());
        }
        write(report);
        return 0;
    }

    private void progress(int done, int of) {
        if (System.console() != null || done % 50 == 0 || done == of) {
            spec.commandLine().getErr().println(done + " of " + of + " objects");
        }
    }

    private void write(Map<String, Object> report) {
        try {
            var mapper = new ObjectMapper();
            if (json != null) {
                mapper.writerWithDefaultPrettyPrinter().writeValue(json.toFile(), report);
            }
            var brief = new LinkedHashMap<>(report);
            brief.remove("images");
            spec.commandLine().getOut().println(mapper.writeValueAsString(brief));
        } catch (IOException e) {
            throw Problem.causedBy(e, "app.unwritable", String.valueOf(json));
        }
    }
}
