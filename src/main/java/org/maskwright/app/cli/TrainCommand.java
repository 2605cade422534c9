package org.maskwright.app.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.maskwright.Problem;
import org.maskwright.Words;
import org.maskwright.app.ModelFiles;
import org.maskwright.image.Contrast;
import org.maskwright.image.Contrasts;
import org.maskwright.image.ImageStack;
import org.maskwright.image.Images;
import org.maskwright.image.Raster;
import org.maskwright.project.ImageFinder;
import org.maskwright.project.Located;
import org.maskwright.project.ModelRecord.Verdict;
import org.maskwright.project.Project;
import org.maskwright.train.Objection;
import org.maskwright.train.Round;
import org.maskwright.train.Rounds;
import org.maskwright.worker.Pictures;
import org.maskwright.worker.Reply;
import org.maskwright.worker.Request;
import org.maskwright.worker.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `maskwright train PROJECT`: the fine-tuning round that the window runs, headless.
@Command(
        name = "train",
        description = {
            "Fine-tunes a copy of the base weights on the accepted objects of a project, the decoder first and then deeper.",
            "A result that is worse on held-out objects is refused; a kept one is in use when the project opens next."
        },
        mixinStandardHelpOptions = true)
public final class TrainCommand implements Callable<Integer> {
    private static final long MEMORY = 1L << 30;

    @Parameters(paramLabel = "PROJECT", description = "The project's folder.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path folder;

    @Option(names = "--rounds", defaultValue = "1", paramLabel = "N", description = "Rounds, each with its own seed.")
    private int rounds;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "S", description = "Seed of the first round.")
    private long seed;

    @Option(
            names = "--seconds",
            defaultValue = "120",
            paramLabel = "S",
            description = "End learning after so long, the exams before and after it aside.")
    private double seconds;

    @Option(names = "--model", paramLabel = "NAME|FILE", description = "The base model; without it the bundled one.")
    private @Nullable String model;

    @Mixin
    private final RecipeOptions recipes = new RecipeOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();

    @Override
    public Integer call() throws InterruptedException {
        Path base = ModelFiles.ofThisMachine().find(Optional.ofNullable(model));
        try (var store = CommandStore.open(folder);
                var session = new Session(MEMORY, Optional.empty(), Runnable::run, replies::add)) {
            Pictures pictures = pictures(store.project());
            session.submit(new Request.Load(base));
            Reply.Ready ready = ready();
            var told = new LinkedBlockingQueue<Round>();
            var learning = new Rounds(
                    store.store(),
                    session,
                    base,
                    ready.device().kind().device(),
                    InstantSource.system(),
                    Runnable::run,
                    told::add,
                    objects -> recipes.of(objects).stream()
                            .map(r -> r.within(seconds))
                            .toList());
            learning.resume().join();
            for (int i = 0; i < rounds; i++) {
                Optional<Problem> refused = learning.start(pictures, seed + i);
                if (refused.isPresent()) {
                    throw refused.get();
                }
                follow(told);
            }
        }
        return 0;
    }

    private Reply.Ready ready() throws InterruptedException {
        return switch (replies.take()) {
            case Reply.Ready ready -> ready;
            case Reply.Failed failed -> throw failed.problem();
            default -> ready();
        };
    }

    /// Says how the round goes, until it is over.
    private void follow(BlockingQueue<Round> told) throws InterruptedException {
        boolean judged = false;
        while (true) {
            switch (told.take()) {
                case Round.Before _ -> {}
                case Round.Point p -> {
                    spec.commandLine().getErr().println(Words.of("app.train.point", p.step(), p.iou()));
                    spec.commandLine().getErr().flush();
                }
                case Round.Judged j -> {
                    judged = true;
                    spec.commandLine().getOut().println(words(j));
                    spec.commandLine().getOut().flush();
                }
                case Round.Searched _ -> {}
                case Round.SearchJudged j -> {
                    spec.commandLine().getOut().println(j.done().words());
                    spec.commandLine().getOut().flush();
                }
                case Round.Failed f -> throw f.problem();
                case Round.Over _ -> {
                    if (!judged) {
                        throw whyNot();
                    }
                    return;
                }
            }
        }
    }

    /// The verdict with its figures.
    static String words(Round.Judged j) {
        return Words.of(
                j.verdict() == Verdict.PROMOTED ? "app.train.promoted" : "app.train.refused",
                j.before().oneClick(),
                j.after().oneClick(),
                j.before().threeClicks(),
                j.after().threeClicks(),
                j.objects(),
                j.after().objects(),
                j.seconds(),
                j.objections().stream().map(Objection::words).collect(Collectors.joining("; ")));
    }

    private Problem whyNot() {
        return replies.stream()
                .filter(Reply.Failed.class::isInstance)
                .map(r -> ((Reply.Failed) r).problem())
                .findFirst()
                .orElseGet(() -> new Problem("app.cancelled"));
    }

    private Pictures pictures(Project project) {
        ImageStack stack = switch (new ImageFinder(folder).find(project.images())) {
            case Located.Found found -> Images.open(found.source());
            case Located.Missing missing ->
                throw new Problem(
                        "app.no-images", folder.toString(), missing.missing().getFirst());
        };
        int depth = project.depth();
        Contrast series = project.view().contrast();
        int channel = project.view().channel();
        return new Pictures(
                project.frames().size() * depth,
                i -> stack.read(i / depth, i % depth),
                i -> series == null ? window(stack, stack.read(i / depth, i % depth), channel) : series,
                channel);
    }

    private static Contrast window(ImageStack stack, Raster raster, int channel) {
        return channel == Pictures.ALL ? Contrasts.window(raster, stack.isColour()) : Contrasts.window(raster, channel);
    }
}
