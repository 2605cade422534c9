package org.maskwright.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.maskwright.Cancel;
import org.maskwright.Words;
import org.maskwright.formats.Finding;
import org.maskwright.formats.Validator;
import org.maskwright.project.ImageFinder;
import org.maskwright.project.Located;
import org.maskwright.project.ProjectStore;
import org.maskwright.project.StoreCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `maskwright check PATH`: is a project whole, is an export valid.
@Command(
        name = "check",
        description = {
            "A project: whether its store is whole. Changes nothing, also while the project is open elsewhere.",
            "Files of the Cell Tracking Challenge, exported or by other programs, in a folder of any name: what is not "
                    + "valid, line by line."
        },
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PATH", description = "A project's folder, or an exported one.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path path;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        return ProjectStore.isProject(path) || !Validator.isChallenge(path) ? project(out) : challenge(out);
    }

    private int challenge(PrintWriter out) {
        List<Finding> findings = Validator.check(path, new Cancel());
        findings.forEach(out::println);
        boolean valid = findings.stream().noneMatch(Finding::isError);
        if (valid) {
            out.println(Words.of("app.export-valid", findings.size()));
        }
        return valid ? 0 : 1;
    }

    private int project(PrintWriter out) {
        StoreCheck check = StoreCheck.of(path);
        if (new ImageFinder(path).find(check.project().images()) instanceof Located.Missing missing) {
            spec.commandLine().getErr().println(words(missing));
        }
        check.wrong().forEach(out::println);
        if (check.wrong().isEmpty()) {
            out.println(Words.of(
                    "app.store-whole",
                    check.entries(),
                    check.project().accepted(),
                    check.project().frames().size()));
        }
        return check.wrong().isEmpty() ? 0 : 1;
    }

    static String words(Located.Missing images) {
        return Words.of(
                "app.images-missing", images.missing().size(), images.missing().getFirst());
    }
}
