package org.maskwright.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.Words;
import org.maskwright.app.ModelFiles;
import org.maskwright.project.ModelRecord;
import org.maskwright.sam.Sam;
import org.maskwright.train.FineTune;
import org.maskwright.train.LabelledSet;
import org.maskwright.train.Objection;
import org.maskwright.train.Recipe;
import org.maskwright.train.Round;
import org.maskwright.train.Sessions;
import org.maskwright.train.Simulate;
import org.maskwright.train.TrainingSet;
import org.maskwright.weights.Safetensors;
import org.maskwright.worker.Lane;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    @Mixin
    private final LabelledSetOptions labelled = new LabelledSetOptions();

    @Option(names = "--clicks", defaultValue = "20", description = "Clicks an object (default: ${DEFAULT-VALUE}).")
    private int clicks;

    @Option(names = "--max-objects", defaultValue = "0", paramLabel = "M", description = "So many objects at most.")
    private int mostObjects;

    @Option(names = "--seed", defaultValue = "0", description = "Which objects, with --max-objects.")
    private long seed;

    @Option(names = "--model", paramLabel = "NAME|FILE", description = "The model; the bundled one by default.")
    private @Nullable String model;

    @Option(
            names = "--typical-sizes",
            defaultValue = "0",
            paramLabel = "N",
            description = "Expect objects of the size of the last N that were accepted before, as the window does.")
    private int remembered;

    @ArgGroup(exclusive = false)
    private @Nullable Learn learn;

    /// Learning between two simulations.
    static final class Learn {
        @Option(
                names = "--learn",
                required = true,
                paramLabel = "N",
                split = ",",
                description = "Click and accept N objects of another set, fine-tune once, and simulate again; "
                        + "several numbers: each from the model as it was.")
        private List<Integer> objects = List.of();

        @Option(
                names = "--learn-each",
                paramLabel = "M",
                description = "Of an image, accept M of its objects at most, as who labels a little of many frames; by "
                        + "default all.")
        private int each = Integer.MAX_VALUE;

        @Option(
                names = "--learn-seeds",
                defaultValue = "1",
                paramLabel = "K",
                description = "So many rounds of each number, with seeds from --seed on (default: ${DEFAULT-VALUE}).")
        private int seeds = 1;

        @Option(
                names = "--learn-out",
                paramLabel = "FILE",
                description = "Write the last promoted model to this file, to try it on other sets.")
        private @Nullable Path out;

        @Option(names = "--learn-images", required = true, paramLabel = "DIR", description = "Images to learn from.")
        @SuppressWarnings("NullAway.Init") // picocli sets it with the others
        private Path images;

        @Option(names = "--learn-labels", required = true, paramLabel = "DIR", description = "Their label images.")
        @SuppressWarnings("NullAway.Init")
        private Path labels;

        @Option(
                names = "--learn-split",
                paramLabel = "NAME",
                description = "Only this split of them. Images that both sets name are parted: half of them, drawn by "
                        + "--seed, are learnt from, and only the others judge.")
        private @Nullable String split;

        @Option(
                names = "--learn-paint",
                description = "Mend with brush and eraser what clicks leave below IoU 0.90, until it is reached.")
        private boolean paints;

        LabelledSet set() {
            return LabelledSet.of(images, labels, split);
        }
    }

    @Option(
            names = "--sessions",
            defaultValue = "0",
            paramLabel = "N",
            description =
                    "Instead, N small sessions, a third of them with bad labels: clicks on cut-outs of half of the "
                            + "images, a gated round, and one click on objects of the other half before and after.")
    private int sessions;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description =
                    "How long each recipe of a round may learn, the exams aside; by default as long as in the window.")
    private @Nullable Double seconds;

    @Option(
            names = "--steps",
            defaultValue = "1000",
            paramLabel = "N",
            description = "Steps of the optimizer for each recipe, at most.")
    private int steps;

    @Mixin
    private final RecipeOptions recipes = new RecipeOptions();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report to this file.")
    private @Nullable Path json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final ModelFiles models = ModelFiles.ofThisMachine();

    @Override
    public Integer call() {
        LabelledSet set = labelled.set();
        var report = new LinkedHashMap<String, Object>();
        report.put("set", set.name());
        report.put("split", labelled.split());
        report.put("seed", seed);
        Path weights = models.find(Optional.ofNullable(model));
        try (var lane = new Lane(Duration.ZERO)) {
            lane.call(() -> {
                String device = lane.device().kind().device();
                try (Sam sam = models.load(weights, device)) {
                    report.put("model", sam.info().name());
                    if (sessions > 0) {
                        sessions(
                                new Sessions(sam, () -> models.read(weights), device, this::bounded, new Cancel()),
                                set,
                                report);
                    } else {
                        simulate(sam, set, weights, device, report);
                    }
                }
                return report;
            });
        }
        write(report);
        return 0;
    }

    private void simulate(Sam sam, LabelledSet set, Path weights, String device, Map<String, Object> report) {
        var simulate = new Simulate(sam, remembered, new Cancel());
        Learn from = learn;
        if (from == null) {
            report.putAll(scores(simulate, Simulate.targets(set, mostObjects, seed)));
            return;
        }
        LabelledSet named = from.set();
        LabelledSet lessons = named.apart(set, false, seed);
        List<Simulate.Target> targets = Simulate.targets(set.apart(named, true, seed), mostObjects, seed);
        Map<String, Object> first = scores(simulate, targets);
        report.put("before", first);
        var rounds = new ArrayList<Map<String, Object>>();
        for (int objects : from.objects) {
            TrainingSet accepted = simulate.accept(lessons, objects, from.each, from.paints);
            for (long s = seed; s < seed + from.seeds; s++) {
                var round = new LinkedHashMap<String, Object>();
                round.put("learnt_from", objects);
                round.put("seed", s);
                boolean promoted = learn(sam, weights, device, accepted, s, round);
                round.put("after", promoted ? scores(simulate, targets) : first);
                if (promoted) {
                    Path out = from.out;
                    if (out != null) {
                        new Safetensors(sam.weights(), Map.of()).write(out);
                    }
                    sam.swap(models.read(weights));
                }
                rounds.add(round);
                spec.commandLine().getErr().println(line(round));
            }
        }
        report.putAll(rounds.getLast());
        if (rounds.size() > 1) {
            report.put("rounds", rounds);
        }
    }

    private Map<String, Object> scores(Simulate simulate, List<Simulate.Target> targets) {
        return simulate.run(targets, clicks, this::progress).report();
    }

    /// One gated round; with too few accepted objects none, which is said. A promoted model is in place afterwards.
    private boolean learn(
            Sam sam, Path weights, String device, TrainingSet accepted, long round, Map<String, Object> report) {
        report.put("promoted", false);
        report.put("seconds", 0.0);
        var thread = ManagementFactory.getThreadMXBean();
        long processor = thread.getCurrentThreadCpuTime();
        try {
            Round.Judged judged = FineTune.round(
                    sam, () -> models.read(weights), device, accepted, round, this::bounded, new Cancel());
            boolean promoted = judged.verdict() == ModelRecord.Verdict.PROMOTED;
            report.put("promoted", promoted);
            report.put("seconds", judged.seconds());
            report.put("processor_seconds", (thread.getCurrentThreadCpuTime() - processor) / 1e9);
            report.put("recipe", judged.recipe());
            report.put("gate_before", judged.before().oneClick());
            report.put("gate_after", judged.after().oneClick());
            report.put("objections", words(judged));
            if (promoted) {
                sam.swap(judged.weights());
            }
            spec.commandLine().getErr().println(TrainCommand.words(judged));
            return promoted;
        } catch (Problem why) {
            if (!why.code().equals("train.few")) {
                throw why;
            }
            spec.commandLine().getErr().println(why.getMessage());
            return false;
        }
    }

    private static List<String> words(Round.Judged judged) {
        return judged.objections().stream().map(Objection::words).toList();
    }

    private List<Recipe> bounded(int objects) {
        return recipes.of(objects).stream()
                .map(r -> r.within(steps, seconds == null ? r.seconds() : seconds))
                .toList();
    }

    private static String line(Map<String, Object> round) {
        return String.format(
                Locale.ROOT,
                "%s objects, seed %s: %s, %.0f s, %s",
                round.get("learnt_from"),
                round.get("seed"),
                Boolean.TRUE.equals(round.get("promoted")) ? "promoted" : "refused",
                (Double) round.get("seconds"),
                brief(Objects.requireNonNull(round.get("after"))));
    }

    private void sessions(Sessions runs, LabelledSet set, Map<String, Object> report) {
        var rows = new ArrayList<Map<String, Object>>();
        List<Sessions.Outcome> all = runs.run(set, sessions, seed, o -> {
            var row = new LinkedHashMap<String, Object>();
            row.put("fault", o.fault().name().toLowerCase(Locale.ROOT));
            row.put("promoted", o.gated().verdict() == ModelRecord.Verdict.PROMOTED);
            row.put("recipe", o.gated().recipe());
            row.put("objections", words(o.gated()));
            row.put("seconds", o.gated().seconds());
            row.put("gate_before", o.gated().before().oneClick());
            row.put("gate_after", o.gated().after().oneClick());
            row.put("before", o.before());
            row.put("after", o.after());
            rows.add(row);
            spec.commandLine().getErr().println(row);
            spec.commandLine().getErr().flush();
        });
        report.put("sessions", rows);
        report.put("worse", all.stream().filter(o -> o.isWorse(0.01)).count());
    }

    private void progress(int done, int of) {
        if (done % 50 == 0 || done == of) {
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
            brief.computeIfPresent("before", (_, scores) -> brief(scores));
            brief.computeIfPresent("after", (_, scores) -> brief(scores));
            brief.remove("rounds");
            spec.commandLine().getOut().println(mapper.writeValueAsString(brief));
            calibration(report);
            if (report.get("after") instanceof Map<?, ?> after) {
                calibration(after);
            }
        } catch (IOException e) {
            throw Problem.causedBy(e, "app.unwritable", String.valueOf(json));
        }
    }

    /// In words, how far the predicted IoU was off.
    private void calibration(Map<?, ?> scores) {
        if (scores.get("calibration") instanceof Map<?, ?> c
                && c.get("first_mask") instanceof Double first
                && c.get("all_masks") instanceof Double all) {
            spec.commandLine().getErr().println(Words.of("app.simulate.calibration", first, all));
        }
    }

    private static Object brief(Object scores) {
        var out = new LinkedHashMap<Object, Object>((Map<?, ?>) scores);
        out.remove("images");
        return out;
    }
}
