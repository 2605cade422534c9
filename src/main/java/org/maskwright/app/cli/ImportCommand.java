package org.maskwright.app.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.Words;
import org.maskwright.formats.ProjectImport;
import org.maskwright.project.Edit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `maskwright import SOURCE PROJECT`: a project from images and the labels beside them.
@Command(
        name = "import",
        description = {
            "Makes a project from images and the labels beside them. The images stay where they are.",
            "Instances and ids come from NN_GT/SEG, tracks from NN_GT/TRA by overlap, proposals from NN_ST/SEG."
        },
        mixinStandardHelpOptions = true)
public final class ImportCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "SOURCE",
            description = "A Cell Tracking Challenge data set or sequence folder, a TIFF, any folder of images, or a "
                    + "folder laid out as the 2018 Data Science Bowl.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path source;

    @Parameters(index = "1", paramLabel = "PROJECT", description = "The folder to make; it must be new or empty.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Option(names = "--sequence", paramLabel = "NN", description = "Which sequence of a data set that holds several.")
    private @Nullable String sequence;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        var plan = ProjectImport.read(source, Optional.ofNullable(sequence), folder, Instant.now(), new Cancel());
        plan.notes().forEach(note -> spec.commandLine().getErr().println(note.getMessage()));
        try (var store = CommandStore.create(folder, plan.project())) {
            for (Edit edit : plan.edits()) {
                store.append(edit);
            }
            var project = store.project();
            int all = project.planes().values().stream()
                    .mapToInt(labels -> labels.size())
                    .sum();
            spec.commandLine()
                    .getOut()
                    .println(Words.of(
                            "app.imported",
                            project.frames().size(),
                            project.accepted(),
                            all - project.accepted(),
                            project.complete().size()));
        }
        return 0;
    }
}
