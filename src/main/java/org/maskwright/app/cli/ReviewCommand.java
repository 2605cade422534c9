package org.maskwright.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.app.ModelFiles;
import org.maskwright.auto.doubt.Part;
import org.maskwright.auto.doubt.QueueScore;
import org.maskwright.auto.doubt.QueueScore.Scored;
import org.maskwright.sam.Sam;
import org.maskwright.train.LabelledSet;
import org.maskwright.train.ReviewTrial;
import org.maskwright.worker.Lane;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `maskwright review`: how well the queue of doubt finds bad masks.
@Command(
        name = "review",
        description =
                "Gives a labelled set simulated labels of mixed quality and reports how many of the masks with an "
                        + "IoU below 0.70 stand in the first fifth of the queue of doubt.",
        mixinStandardHelpOptions = true)
public final class ReviewCommand implements Callable<Integer> {
    @Mixin
    private final LabelledSetOptions labelled = new LabelledSetOptions();

    @Option(
            names = "--max-objects",
            defaultValue = "0",
            paramLabel = "M",
            description = "Whole images, drawn by the seed, until they hold so many objects.")
    private int mostObjects;

    @Option(names = "--seed", defaultValue = "0", description = "Of the labels, and of the images with --max-objects.")
    private long seed;

    @Option(names = "--series", description = "The images are frames of one series, and ids are tracks.")
    private boolean series;

    @Option(names = "--model", paramLabel = "NAME|FILE", description = "The model; the bundled one by default.")
    private @Nullable String model;

    @Option(names = "--former", paramLabel = "NAME|FILE", description = "The version before it, to compare with.")
    private @Nullable String former;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report, with every mask, to this file.")
    private @Nullable Path json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        LabelledSet set = labelled.set();
        ModelFiles files = ModelFiles.ofThisMachine();
        Path weights = files.find(Optional.ofNullable(model));
        Optional<Path> before = Optional.ofNullable(former).map(f -> files.find(Optional.of(f)));
        List<ReviewTrial.Row> rows;
        try (var lane = new Lane(Duration.ZERO)) {
            rows = lane.call(() -> {
                String device = lane.device().kind().device();
                try (Sam sam = files.load(weights, device);
                        Sam other = before.map(f -> files.load(f, device)).orElse(null)) {
                    return new ReviewTrial(sam, other, series, new Cancel())
                            .run(set, mostObjects, seed, this::progress);
                }
            });
        }
        write(rows);
        return 0;
    }

    private void progress(int done, int of) {
        spec.commandLine().getErr().println(done + " of " + of + " images");
    }

    private void write(List<ReviewTrial.Row> rows) {
        var report = new LinkedHashMap<String, Object>();
        QueueScore score = score(rows, r -> r.doubt().value());
        report.put("objects", score.objects());
        report.put("bad", score.bad());
        report.put("found_in_first_fifth", value(score.found()));
        report.put("most_there_could_be", value(score.most()));
        report.put("auc", value(score.auc()));
        report.put("kinds", kinds(rows));
        try {
            var mapper = new ObjectMapper();
            String brief = mapper.writeValueAsString(report);
            if (json != null) {
                report.put("parts", parts(rows));
                report.put("masks", rows.stream().map(ReviewCommand::row).toList());
                mapper.writerWithDefaultPrettyPrinter().writeValue(json.toFile(), report);
            }
            spec.commandLine().getOut().println(brief);
        } catch (IOException e) {
            throw Problem.causedBy(e, "app.unwritable", String.valueOf(json));
        }
    }

    private static QueueScore score(List<ReviewTrial.Row> rows, ToDoubleFunction<ReviewTrial.Row> by) {
        var scored = new ArrayList<Scored>();
        rows.forEach(r -> scored.add(new Scored(by.applyAsDouble(r), r.iou())));
        return QueueScore.of(scored);
    }

    /// How the labels came about: how many, and how many of them are bad.
    private static Map<String, List<Long>> kinds(List<ReviewTrial.Row> rows) {
        var out = new TreeMap<String, List<Long>>();
        rows.stream().map(ReviewTrial.Row::kind).distinct().forEach(kind -> {
            var of = rows.stream().filter(r -> r.kind().equals(kind)).toList();
            out.put(
                    kind,
                    List.of(
                            (long) of.size(),
                            of.stream().filter(r -> r.iou() < QueueScore.BAD).count()));
        });
        return out;
    }

    /// What each part alone would find; what it does not know comes last.
    private static Map<String, Object> parts(List<ReviewTrial.Row> rows) {
        var out = new LinkedHashMap<String, Object>();
        for (Part part : Part.values()) {
            QueueScore alone = score(rows, r -> {
                double x = part.of(r.evidence());
                return Double.isNaN(x) ? -1 : x;
            });
            out.put(name(part), value(alone.found()));
        }
        return out;
    }

    private static Map<String, Object> row(ReviewTrial.Row row) {
        var out = new LinkedHashMap<String, Object>();
        out.put("image", row.image());
        out.put("id", row.id());
        out.put("kind", row.kind());
        out.put("iou", row.iou());
        out.put("doubt", row.doubt().value());
        for (Part part : Part.values()) {
            out.put(name(part), value(part.of(row.evidence())));
        }
        return out;
    }

    private static String name(Part part) {
        return part.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Double value(double v) {
        return Double.isNaN(v) ? null : v;
    }
}
