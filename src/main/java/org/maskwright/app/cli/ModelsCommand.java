package org.maskwright.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.Words;
import org.maskwright.app.ModelFiles;
import org.maskwright.ui.model.Numbers;
import org.maskwright.weights.Catalogue;
import org.maskwright.weights.Catalogue.Check;
import org.maskwright.weights.Catalogue.Entry;
import org.maskwright.weights.Catalogue.Outcome;
import org.maskwright.weights.NamedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `maskwright models list|add|fetch|verify`: the models at hand.
@Command(
        name = "models",
        description = "The models at hand: what comes with Maskwright, what you added, what can be fetched by name.",
        mixinStandardHelpOptions = true,
        subcommandsRepeatable = false)
public final class ModelsCommand implements Callable<Integer> {
    private final Catalogue catalogue;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    public ModelsCommand() {
        this(ModelFiles.ofThisMachine().catalogue());
    }

    ModelsCommand(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /// Without a subcommand: the list.
    @Override
    public Integer call() throws IOException {
        return list(null);
    }

    @Command(description = "One line for each model.", mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--json", paramLabel = "FILE", description = "Write the list to this file.") @Nullable
                    Path json)
            throws IOException {
        var rows = new ArrayList<Map<String, Object>>();
        for (Entry e : catalogue.list()) {
            String kind = Catalogue.kind(e);
            say("%-24s %-10s %-18s %10s  %s"
                    .formatted(
                            e.name(),
                            Words.of("app.models." + state(e)),
                            kind,
                            e.bytes().isPresent() ? Numbers.megabytes(e.bytes().getAsLong()) : Numbers.UNKNOWN,
                            licence(e)));
            rows.add(row(e, kind));
        }
        write(json, rows);
        return 0;
    }

    private static String state(Entry e) {
        return switch (e.origin()) {
            case BUNDLED -> "bundled";
            case ADDED -> "added";
            case NAMED -> e.file().isPresent() ? "fetched" : e.part() > 0 ? "begun" : "away";
        };
    }

    private static String licence(Entry e) {
        return e.licence().orElseGet(() -> Words.of("weights.licence.unknown"));
    }

    private static Map<String, Object> row(Entry e, String kind) {
        var row = new LinkedHashMap<String, Object>();
        row.put("name", e.name());
        row.put("state", state(e));
        row.put("kind", kind);
        row.put("file", e.file().map(Path::toString).orElse(null));
        row.put("bytes", e.bytes().isPresent() ? e.bytes().getAsLong() : null);
        row.put("licence", e.licence().orElse(null));
        row.put("address", e.named().map(n -> n.address().toString()).orElse(null));
        row.put("sha256", e.named().map(NamedModel::sha256).orElse(null));
        return row;
    }

    @Command(
            description = "Takes a checkpoint of yours into the catalogue: .pth, .pt or .safetensors.",
            mixinStandardHelpOptions = true)
    int add(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--link", description = "Leave the file where it is and only note its place.")
                    boolean link) {
        var meter = new Meter(spec);
        Entry added = catalogue.add(file, !link, interruptible(), meter);
        meter.end();
        say(Words.of("app.models.added-as", added.name(), Catalogue.kind(added)));
        return 0;
    }

    @Command(
            description = "Fetches a model by its name; an unfinished download goes on where it stopped.",
            mixinStandardHelpOptions = true)
    int fetch(@Parameters(paramLabel = "NAME") String name) {
        catalogue.find(name).flatMap(Entry::named).ifPresent(n -> {
            spec.commandLine().getErr().println(Words.of("app.models.fetching", n.address(), n.licence()));
            spec.commandLine().getErr().flush();
        });
        var meter = new Meter(spec);
        Entry fetched = catalogue.fetch(name, interruptible(), meter);
        meter.end();
        say(fetched.file().map(Path::toString).orElse(""));
        return 0;
    }

    @Command(
            description = "Compares every model that is here with its card. Exit status 1 when one is not whole.",
            mixinStandardHelpOptions = true)
    int verify(
            @Option(names = "--json", paramLabel = "FILE", description = "Write the findings to this file.") @Nullable
                    Path json)
            throws IOException {
        var meter = new Meter(spec);
        List<Check> checks = catalogue.verify(interruptible(), meter);
        meter.end();
        var rows = new ArrayList<Map<String, Object>>();
        for (Check c : checks) {
            String outcome = c.outcome().name().toLowerCase(Locale.ROOT);
            say("%-24s %s".formatted(c.entry().name(), Words.of("app.models.check." + outcome)));
            var row = row(c.entry(), Catalogue.kind(c.entry()));
            row.put("check", outcome);
            rows.add(row);
        }
        write(json, rows);
        boolean whole = checks.stream().allMatch(c -> c.outcome() == Outcome.WHOLE || c.outcome() == Outcome.NO_CARD);
        return whole ? 0 : 1;
    }

    /// Ctrl+C stops the work at its next step, so that what came is kept.
    private static Cancel interruptible() {
        var cancel = new Cancel();
        Runtime.getRuntime().addShutdownHook(new Thread(cancel::cancel));
        return cancel;
    }

    private void say(String line) {
        var out = spec.commandLine().getOut();
        out.println(line.stripTrailing());
        out.flush();
    }

    private static void write(@Nullable Path json, List<Map<String, Object>> rows) {
        if (json != null) {
            try {
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), rows);
            } catch (IOException e) {
                throw Problem.causedBy(e, "app.unwritable", json.toString());
            }
        }
    }
}
