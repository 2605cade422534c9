package org.maskwright.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.maskwright.Problem;
import org.maskwright.Words;
import org.maskwright.app.ModelFiles;
import org.maskwright.auto.Placing;
import org.maskwright.auto.Suppress;
import org.maskwright.image.Contrast;
import org.maskwright.image.Frame;
import org.maskwright.image.Images;
import org.maskwright.image.LabelTiff;
import org.maskwright.image.Raster;
import org.maskwright.label.Instance;
import org.maskwright.label.LabelImages;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.label.TrackId;
import org.maskwright.project.Edit;
import org.maskwright.project.ImageFinder;
import org.maskwright.project.Located;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;
import org.maskwright.project.ProjectStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `maskwright auto SOURCE`: proposes all objects of every frame.
@Command(
        name = "auto",
        description = {
            "Proposes all objects of every frame. SOURCE is an image, a folder of images, a Cell Tracking Challenge "
                    + "sequence, or a project.",
            "From images: DIR/NAME.tif for each NAME, 16-bit labels, all zero where nothing was found. Into a project: "
                    + "proposals, in place of those of an earlier run; what is accepted or rejected stays, and so do "
                    + "complete frames."
        },
        mixinStandardHelpOptions = true)
public final class AutoCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SOURCE", description = "Images or a project.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path source;

    @Option(names = "--out", paramLabel = "DIR", description = "Where label images go; not for a project.")
    private @Nullable Path out;

    @Option(
            names = "--format",
            defaultValue = "LABELS",
            description = "labels: NAME.tif. ctc: maskT.tif and res_track.txt, as NN_RES.")
    @SuppressWarnings("NullAway.Init")
    private Format format;

    @Option(names = "--model", paramLabel = "NAME|FILE", description = "The model; the bundled one by default.")
    private @Nullable String model;

    @Option(
            names = "--min-confidence",
            paramLabel = "C",
            description = "Leave out what is expected to have a lower IoU, 0 to 1. Default: 0.5; with --prompts 0.")
    private @Nullable Float least;

    @Option(
            names = "--prompts",
            paramLabel = "markers",
            description = "markers: ask only at the tracking markers (NN_GT/TRA) beside a sequence, a click at the "
                    + "deepest point of each; masks carry the number of the marker.")
    private @Nullable Prompts prompts;

    @Option(names = "--series", description = "Images of a folder share one contrast window.")
    private boolean series;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final ModelFiles models = ModelFiles.ofThisMachine();
    private final AtomicInteger refused = new AtomicInteger();

    /// How label images are named.
    enum Format {
        LABELS,
        CTC
    }

    /// What the network is asked.
    enum Prompts {
        MARKERS
    }

    @Override
    public Integer call() {
        float confidence = least != null ? least : prompts == null ? Suppress.LEAST_CONFIDENCE : 0;
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new ParameterException(spec.commandLine(), "--min-confidence is from 0 to 1, not " + confidence);
        }
        boolean isProject = ProjectStore.isProject(source);
        if (isProject == (out != null)) {
            throw new ParameterException(
                    spec.commandLine(), isProject ? "a project takes no --out" : "--out DIR is missing");
        }
        Path weights = models.find(Optional.ofNullable(model));
        if (out == null) {
            intoProject(weights, confidence);
        } else {
            intoFolder(weights, confidence, out);
        }
        return refused.get() == 0 ? 0 : 1;
    }

    private void intoFolder(Path weights, float confidence, Path folder) {
        var from = AutoSource.open(source, series);
        var markers = markers(from);
        try (var proposer = new Proposer(models, weights)) {
            Files.createDirectories(folder);
            var progress = new Progress(from.stack().frames().size());
            Map<String, List<int[]>> open = new LinkedHashMap<>();
            var tracks = new ResultTracks(prompts == null ? List.of() : from.tracks());
            for (Frame frame : from.stack().frames()) {
                String name = name(from, frame);
                try {
                    int objects = 0;
                    Raster raster = from.raster(frame, 0);
                    for (int z = 0; z < from.stack().depth(); z++) {
                        raster = z == 0 ? raster : from.raster(frame, z);
                        var items = items(proposer, from, frame, z, raster, confidence, markers);
                        open.computeIfAbsent(name, _ -> new ArrayList<>())
                                .add(LabelImages.paint(
                                        raster.width(),
                                        raster.height(),
                                        format == Format.CTC
                                                ? tracks.numbered(frame.number(), items)
                                                : numbered(items)));
                        objects += items.size();
                    }
                    boolean goesOn = frame.index() + 1 < from.stack().frames().size()
                            && name(from, from.stack().frames().get(frame.index() + 1))
                                    .equals(name);
                    if (!goesOn) {
                        LabelTiff.writeStack(
                                folder.resolve(name + ".tif"),
                                raster.width(),
                                raster.height(),
                                open.getOrDefault(name, List.of()));
                        open.remove(name);
                    }
                    progress.done(frame.name(), objects);
                } catch (Problem why) {
                    refuse(why);
                }
            }
            if (format == Format.CTC) {
                tracks.write(folder);
            }
            progress.end();
        } catch (IOException | UncheckedIOException e) {
            throw Problem.causedBy(e, "app.unwritable", folder.toString());
        }
    }

    /// Frames of one file go into one file.
    private String name(AutoSource from, Frame frame) {
        if (format == Format.CTC) {
            int last = from.stack().frames().getLast().number();
            return "mask" + String.format(java.util.Locale.ROOT, last > 999 ? "%04d" : "%03d", frame.number());
        }
        return Images.stem(from.stack().files(frame.index()).getFirst());
    }

    /// The number of a marker is its object's; without markers they are counted.
    private static Map<Integer, Mask> numbered(List<Placing.Item> items) {
        var out = new TreeMap<Integer, Mask>();
        for (Placing.Item i : items) {
            TrackId track = i.track();
            out.put(track == null ? out.size() + 1 : track.value(), i.proposal().mask());
        }
        return out;
    }

    private void intoProject(Path weights, float confidence) {
        try (var store = CommandStore.open(source);
                var proposer = new Proposer(models, weights)) {
            Project project = store.project();
            project.model().map(m -> m.file()).ifPresent(file -> {
                if (model == null) {
                    proposer.use(store.store().models().resolve(file));
                }
            });
            var from = switch (new ImageFinder(source).find(project.images())) {
                case Located.Found(Path at, var _) -> AutoSource.of(at, project.view());
                case Located.Missing missing ->
                    throw new Problem(
                            "app.no-images",
                            source.toString(),
                            missing.missing().getFirst());
            };
            var markers = markers(from);
            var progress = new Progress(project.frames().size());
            var track = new AtomicInteger(project.nextTrack().value());
            for (Frame frame : from.stack().frames()) {
                if (project.isComplete(frame.index())) {
                    progress.skip();
                    continue;
                }
                try {
                    int objects = 0;
                    for (int z = 0; z < project.depth(); z++) {
                        Raster raster = from.raster(frame, z);
                        var items = items(proposer, from, frame, z, raster, confidence, markers);
                        var placing = new Placing(
                                proposer.modelHash(),
                                from.contrast(raster),
                                Instant.now(),
                                false,
                                () -> new TrackId(track.getAndIncrement()));
                        objects += propose(store, new Plane(frame.index(), z), placing, items);
                    }
                    progress.done(frame.name(), objects);
                } catch (Problem why) {
                    refuse(why);
                }
            }
            progress.end();
        }
    }

    private static int propose(CommandStore store, Plane plane, Placing placing, List<Placing.Item> items) {
        Labels labels = store.project().labels(plane);
        var edits = new ArrayList<Edit>();
        for (Instance old : Placing.outdated(labels)) {
            edits.add(new Edit.Remove(plane, old));
            labels = labels.without(old.id());
        }
        List<Instance> placed = placing.instances(labels, items);
        placed.forEach(i -> edits.add(new Edit.Add(plane, i)));
        if (!edits.isEmpty()) {
            store.append(new Edit.Group(Edit.Deed.PROPOSE, edits));
        }
        return placed.size();
    }

    private SortedMap<Integer, Path> markers(AutoSource from) {
        return prompts == null ? new TreeMap<>() : from.markers();
    }

    private List<Placing.Item> items(
            Proposer proposer,
            AutoSource from,
            Frame frame,
            int z,
            Raster raster,
            float confidence,
            SortedMap<Integer, Path> markers) {
        Contrast contrast = from.contrast(raster);
        return prompts == null
                ? proposer.all(raster, contrast, confidence)
                : proposer.at(AutoSource.clicks(markers.get(frame.number()), z), raster, contrast, confidence);
    }

    /// One picture that cannot be read does not stop the others.
    private void refuse(Problem why) {
        refused.incrementAndGet();
        spec.commandLine().getErr().println(why.getMessage().replace('\n', ' '));
    }

    /// Says on standard error how far it is.
    private final class Progress {
        private final long begun = System.nanoTime();
        private final int of;
        private int done;
        private int skipped;
        private int objects;

        Progress(int of) {
            this.of = of;
        }

        void skip() {
            skipped++;
        }

        void done(String name, int found) {
            done++;
            objects += found;
            int left = of - done - skipped - refused.get();
            var time = Duration.ofNanos((System.nanoTime() - begun) / done * left);
            spec.commandLine()
                    .getErr()
                    .println(Words.of("app.auto.frame", name, found, of - left, of, time.toSeconds()));
            spec.commandLine().getErr().flush();
        }

        void end() {
            spec.commandLine().getOut().println(Words.of("app.auto.done", done, objects, skipped));
        }
    }
}
