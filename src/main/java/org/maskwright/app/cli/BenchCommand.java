package org.maskwright.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.maskwright.Problem;
import org.maskwright.app.Beside;
import org.maskwright.app.ModelFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `maskwright bench`: how long what a person waits for takes on this machine.
@Command(
        name = "bench",
        description = {
            "Takes the time of encoding a frame of the sample and a synthetic one of 1024 x 1024, of a decode, of a "
                    + "click from request to reply at rest and while a round of fine-tuning runs, of that round and "
                    + "its pieces, of all objects of a crowded frame, of painting 500 objects, and of accepting an "
                    + "object durably: median and 95th percentile; memory and device. With --window: of clicks in the "
                    + "window, from the press of the button to the painted mask."
        },
        mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
    @Option(names = "--model", paramLabel = "NAME|FILE", description = "The model; without it the bundled one.")
    private @Nullable String model;

    @Option(
            names = "--network",
            description = "Encoding, decoding and memory alone, as for a comparison with another program.")
    private boolean networkAlone;

    @Option(
            names = "--window",
            description = "Clicks in the window alone, from its first second on; the window needs no screen.")
    private boolean windowAlone;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures to this file.")
    private @Nullable Path json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path weights = ModelFiles.ofThisMachine().find(Optional.ofNullable(model));
        var bench = new Bench(weights, Beside.folder("assets/sample"), this::say);
        Map<String, Object> report = networkAlone ? bench.runNetwork() : windowAlone ? bench.runWindow() : bench.run();
        var mapper = new ObjectMapper();
        if (json != null) {
            try {
                mapper.writerWithDefaultPrettyPrinter().writeValue(json.toFile(), report);
            } catch (IOException e) {
                throw Problem.causedBy(e, "app.unwritable", json.toString());
            }
        }
        spec.commandLine().getOut().println(mapper.writeValueAsString(report));
        return 0;
    }

    private void say(String what) {
        spec.commandLine().getErr().println(what);
        spec.commandLine().getErr().flush();
    }
}
