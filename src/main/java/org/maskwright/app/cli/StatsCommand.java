package org.maskwright.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.maskwright.Problem;
import org.maskwright.formats.EffortTable;
import org.maskwright.project.Effort;
import org.maskwright.project.ProjectStore;
import org.maskwright.ui.model.EffortWords;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `maskwright stats PROJECT [--csv FILE]`: what the labels of a project cost.
@Command(
        name = "stats",
        description = {
            "Says how many clicks and seconds the accepted objects of a project took, also while it is open elsewhere.",
            "Corrections after acceptance count too. After more than a minute without an edit the person was away: that "
                    + "time is left out."
        },
        mixinStandardHelpOptions = true)
public final class StatsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PROJECT", description = "The project's folder.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path folder;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = "-",
            description = "A row for each object, into this file; without a name, to standard output.")
    private @Nullable String csv;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        Effort effort = ProjectStore.effort(folder);
        var out = spec.commandLine().getOut();
        if (csv == null) {
            out.println(EffortWords.of(effort));
            return 0;
        }
        String table = EffortTable.csv(effort, ProjectStore.read(folder));
        if (csv.equals("-")) {
            out.print(table);
            out.flush();
            return 0;
        }
        try {
            Files.writeString(Path.of(csv), table);
        } catch (IOException e) {
            throw Problem.causedBy(e, "app.unwritable", csv);
        }
        out.println(EffortWords.of(effort));
        return 0;
    }
}
