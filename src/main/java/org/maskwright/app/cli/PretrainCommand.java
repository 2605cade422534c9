package org.maskwright.app.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.train.Pretrain;
import org.maskwright.train.Pretraining;
import org.maskwright.train.UnetTraining;
import org.maskwright.worker.Lane;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `maskwright pretrain`: trains a model from nothing.
@Command(
        name = "pretrain",
        description = {
            "Trains the compact network from nothing on labelled sets and the simulator. Each set is a folder with "
                    + "images, labels and metadata.csv; a tenth of it, by name, never trains and chooses the checkpoint.",
            "Beside FILE stand FILE.csv, the learning curve, and FILE.state, from which --resume goes on."
        },
        mixinStandardHelpOptions = true)
public final class PretrainCommand implements Callable<Integer> {
    @Option(names = "--data", arity = "1..*", paramLabel = "DIR", description = "Labelled sets; none: simulator alone.")
    private List<Path> data = List.of();

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where the best weights go.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path out;

    @Option(names = "--split", defaultValue = "train", paramLabel = "NAME", description = "Default ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private String split;

    @Option(names = "--init", paramLabel = "FILE", description = "Begin with these weights.")
    private @Nullable Path init;

    @Option(names = "--resume", paramLabel = "FILE", description = "Go on from this state.")
    private @Nullable Path resume;

    @Option(names = "--minutes", defaultValue = "0", paramLabel = "M", description = "Stop after so long, resumable.")
    private double minutes;

    @Option(names = "--steps", defaultValue = "6000", description = "Length of the schedule (${DEFAULT-VALUE}).")
    private long steps;

    @Option(names = "--validate-every", defaultValue = "250", description = "Steps (${DEFAULT-VALUE}).")
    private int every;

    @Option(
            names = "--patience",
            defaultValue = "12",
            description = "Validations without a better one before it stops.")
    private int patience;

    @Option(names = "--simulated", defaultValue = "0.3", description = "Share of simulated crops (${DEFAULT-VALUE}).")
    private double simulated;

    @Option(names = "--seed", defaultValue = "1", description = "Seed (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--head-only",
            description = "Train a plain U-Net, which finds objects by itself and takes no prompts, on any folder with "
                    + "images and labels (or masks). FILE.csv and FILE.png show its curves.")
    private boolean headOnly;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (headOnly) {
            return unet();
        }
        var plan = new Pretrain.Plan(out, steps, minutes, every, patience, 8, 3, seed, init, resume);
        var cancel = new Cancel();
        Runtime.getRuntime().addShutdownHook(new Thread(cancel::cancel));
        var err = spec.commandLine().getErr();
        Pretraining.run(plan, data, split, simulated, err::println, cancel);
        spec.commandLine().getOut().println(out);
        return 0;
    }

    private int unet() {
        if (data.isEmpty() || resume != null) {
            throw new ParameterException(spec.commandLine(), "--head-only takes --data and no --resume");
        }
        var sets = data.stream().map(folder -> UnetTraining.set(folder, split)).toList();
        var cancel = new Cancel();
        Runtime.getRuntime().addShutdownHook(new Thread(cancel::cancel));
        var err = spec.commandLine().getErr();
        var plan = new UnetTraining.Plan(out, (int) steps, minutes, every, patience, seed, init);
        try (var lane = new Lane(Duration.ZERO)) {
            String best = lane.call(() -> UnetTraining.run(plan, sets, err::println, cancel));
            spec.commandLine().getOut().println("step,loss,ap_50,foreground_iou = " + best);
        }
        return 0;
    }
}
