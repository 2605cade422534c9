package org.maskwright.app;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.maskwright.Problem;
import org.maskwright.Words;
import org.maskwright.app.cli.AutoCommand;
import org.maskwright.app.cli.BenchCommand;
import org.maskwright.app.cli.CardCommand;
import org.maskwright.app.cli.CheckCommand;
import org.maskwright.app.cli.EvaluateCommand;
import org.maskwright.app.cli.ExportCommand;
import org.maskwright.app.cli.ImportCommand;
import org.maskwright.app.cli.InfoCommand;
import org.maskwright.app.cli.LabelCommand;
import org.maskwright.app.cli.MeasureCommand;
import org.maskwright.app.cli.ModelsCommand;
import org.maskwright.app.cli.OverlayCommand;
import org.maskwright.app.cli.PretrainCommand;
import org.maskwright.app.cli.ReviewCommand;
import org.maskwright.app.cli.SegmentCommand;
import org.maskwright.app.cli.SimulateCommand;
import org.maskwright.app.cli.StatsCommand;
import org.maskwright.app.cli.SynthCommand;
import org.maskwright.app.cli.TrainCommand;
import org.maskwright.app.cli.WeakLabelsCommand;
import org.maskwright.weights.CudaPack;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/// The command `maskwright`. Exit status 0: it did what was asked; 2: the words were wrong; 1: it could not, with one
/// line that says why. Standard output carries results only.
@Command(
        name = "maskwright",
        description = "Labels microscopy images together with a segmentation network that learns from you.",
        version = "maskwright " + Main.VERSION,
        mixinStandardHelpOptions = true,
        subcommands = {
            // One command a line, in alphabetical order.
            AutoCommand.class,
            WeakLabelsCommand.class,
            BenchCommand.class,
            CardCommand.class,
            CheckCommand.class,
            EvaluateCommand.class,
            DevicesCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            InfoCommand.class,
            LabelCommand.class,
            MeasureCommand.class,
            ModelsCommand.class,
            OverlayCommand.class,
            ReviewCommand.class,
            SegmentCommand.class,
            StatsCommand.class,
            SynthCommand.class,
            PretrainCommand.class,
            SimulateCommand.class,
            TrainCommand.class,
        })
public final class Main implements Callable<Integer> {
    /// The version in pom.xml; a test compares them.
    static final String VERSION = "0.1.0";

    @Parameters(
            arity = "0..1",
            paramLabel = "PATH",
            description = "A project, an image or a folder of images to open in the window.")
    private @Nullable Path path;

    @Option(names = Start.SAMPLE, description = "Open the window on a copy of the sample sequence.")
    private boolean sample;

    @Option(
            names = Start.TIMED,
            description = "Say how long it takes until the window shows what it opens, and close it.")
    private boolean timed;

    @Option(
            names = "--self-check",
            description = "Try everything once without a window; says what is broken, if anything is.")
    private boolean selfCheck;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run()
    private CommandSpec spec;

    public static void main(String[] words) {
        prepare(Folders.ofThisMachine());
        System.exit(Start.plain(words)
                .map(Main::window)
                .orElseGet(() -> commandLine().execute(words)));
    }

    private static int window(Start start) {
        try {
            Window.open(Folders.ofThisMachine(), start);
            return CommandLine.ExitCode.OK;
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(Main.class).error("the window", e);
            System.err.println(line(e));
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    /// Properties that libraries read when they are first touched: where the log goes, that DJL neither downloads nor
    /// reports anything by itself, and that the system's proxy is used.
    static void prepare(Folders folders) {
        System.setProperty(Logs.FOLDER, folders.logs().toString());
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("java.net.useSystemProxies", "true");
        Optional.ofNullable(System.getenv("PYTORCH_LIBRARY_PATH"))
                .map(Path::of)
                .or(() -> new SettingsFile(folders.settings())
                        .peek()
                        .flatMap(s -> Optional.ofNullable(s.machine().nativeLibraryFolder())))
                .or(() -> CudaPack.in(folders.cuda()))
                .ifPresent(CudaLibraries::use);
    }

    /// The parser with the exit statuses of this program; tests run it without a process of its own.
    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Main::wrongWords)
                .setExecutionExceptionHandler(Main::couldNot);
    }

    /// Without a subcommand: the window.
    @Override
    public Integer call() {
        if (selfCheck) {
            return new SelfCheck(
                                    spec.commandLine().getOut(),
                                    () -> ModelFiles.ofThisMachine().find(Optional.empty()),
                                    Beside.folder("assets/sample"))
                            .run()
                    ? CommandLine.ExitCode.OK
                    : CommandLine.ExitCode.SOFTWARE;
        }
        if (path != null && !Files.exists(path)) {
            throw new ParameterException(spec.commandLine(), Words.of("app.no-such-path", path));
        }
        Window.open(Folders.ofThisMachine(), new Start(Optional.ofNullable(path), sample, timed));
        return CommandLine.ExitCode.OK;
    }

    private static int wrongWords(ParameterException e, String[] words) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(e.getMessage());
        err.println("Try " + command.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    private static int couldNot(Exception e, CommandLine command, ParseResult words) {
        LoggerFactory.getLogger(Main.class).error("{}", command.getCommandSpec().qualifiedName(), e);
        command.getErr().println(line(e));
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String line(Exception e) {
        String line = switch (e) {
            case Problem problem -> problem.getMessage();
            case CancellationException stopped -> new Problem("app.cancelled").getMessage();
            default ->
                new Problem("app.internal", e.getClass().getSimpleName(), System.getProperty(Logs.FOLDER, ""))
                        .getMessage();
        };
        return line.replace('\n', ' ');
    }
}
