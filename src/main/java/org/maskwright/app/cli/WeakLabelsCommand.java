package org.maskwright.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.maskwright.Problem;
import org.maskwright.Words;
import org.maskwright.app.ModelFiles;
import org.maskwright.formats.LabelFiles;
import org.maskwright.image.Frame;
import org.maskwright.image.Images;
import org.maskwright.image.LabelImage;
import org.maskwright.image.LabelTiff;
import org.maskwright.label.LabelImages;
import org.maskwright.sam.Network;
import org.maskwright.sam.Sam;
import org.maskwright.train.Bootstrap;
import org.maskwright.train.Page;
import org.maskwright.train.SearchSet;
import org.maskwright.train.WeakLabels;
import org.maskwright.weights.Safetensors;
import org.maskwright.weights.Tensor;
import org.maskwright.worker.Lane;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `maskwright weak-labels SOURCE`: labels for images that nobody labelled, and a search that learnt from them.
@Command(
        name = "weak-labels",
        description = {
            "Proposes the objects of images that nobody labelled, keeps what is certain, lets the search learn from it "
                    + "together with the labels that there are, and repeats that while it finds more on labelled images "
                    + "that are held out.",
            "Writes DIR/NAME.tif, 16-bit labels of what is certain, DIR/ignored/NAME.tif, 1 where nothing should be "
                    + "learnt, and DIR/model.safetensors, the model with what was learnt."
        },
        mixinStandardHelpOptions = true)
public final class WeakLabelsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SOURCE", description = "An image, a folder of images or a sequence.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path source;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the results go.")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Option(
            names = "--labels",
            paramLabel = "DIR",
            description = "Complete label images of some of the images, by equal names. A quarter of them is held out.")
    private @Nullable Path labels;

    @Option(names = "--rounds", defaultValue = "3", paramLabel = "N", description = "At most; 0: the labels alone.")
    private int rounds;

    @Option(names = "--model", paramLabel = "NAME|FILE", description = "The model; the bundled one by default.")
    private @Nullable String model;

    @Option(names = "--series", description = "Images of a folder share one contrast window.")
    private boolean series;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "S", description = "Of every choice.")
    private long seed;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /// An unlabelled image, as files name it.
    private record Unlabelled(String name, int width, int height) {}

    @Override
    public Integer call() {
        if (rounds < 0) {
            throw new ParameterException(spec.commandLine(), "--rounds is 0 or more, not " + rounds);
        }
        ModelFiles models = ModelFiles.ofThisMachine();
        Path weights = models.find(Optional.ofNullable(model));
        var from = AutoSource.open(source, series);
        Map<String, Path> labelled = labelled();
        var pages = new ArrayList<Page>();
        var unlabelled = new ArrayList<Page>();
        var names = new ArrayList<Unlabelled>();
        for (Frame frame : from.stack().frames()) {
            String name = Images.stem(from.stack().files(frame.index()).getFirst());
            Path truth = labelled.get(name);
            var plane = from.stack().plane(frame.index());
            if (truth == null) {
                names.add(new Unlabelled(name, plane.width(), plane.height()));
                unlabelled.add(page(from, frame, List.of(), false));
            } else {
                LabelImage image = LabelFiles.read(truth).getFirst();
                pages.add(page(
                        from,
                        frame,
                        List.copyOf(LabelImages.masks(image.width(), image.height(), image.ids())
                                .values()),
                        true));
            }
        }
        var first = from.stack().plane(0);
        var set = SearchSet.of(pages, first.width(), first.height(), seed);
        run(models.read(weights), set, unlabelled, names);
        return 0;
    }

    private static Page page(AutoSource from, Frame frame, List<org.maskwright.label.Mask> masks, boolean complete) {
        return new Page(() -> from.raster(frame, 0), () -> from.contrast(from.raster(frame, 0)), masks, complete);
    }

    private Map<String, Path> labelled() {
        var found = new HashMap<String, Path>();
        if (labels != null) {
            Images.imagesIn(labels).forEach(file -> found.put(Images.stem(file), file));
        }
        return found;
    }

    private void run(Map<String, Tensor> base, SearchSet set, List<Page> unlabelled, List<Unlabelled> names) {
        try (var lane = new Lane(Duration.ZERO)) {
            String device = lane.call(() -> lane.device().kind().device());
            Sam sam = lane.call(() -> Sam.of(base, "base", device));
            Bootstrap work =
                    lane.call(() -> new Bootstrap(set, unlabelled, rounds, seed, word -> heard(word, names, base)));
            double done = 0;
            while (done < 1) {
                done = lane.call(() -> work.step(sam));
            }
            lane.call(() -> {
                work.close();
                sam.close();
                return true;
            });
        }
    }

    private void heard(Bootstrap.Word word, List<Unlabelled> names, Map<String, Tensor> base) {
        PrintWriter err = spec.commandLine().getErr();
        switch (word) {
            case Bootstrap.Word.Scored s -> err.println(s.words());
            case Bootstrap.Word.Labelled l -> {
                err.println(Words.of(
                        "app.weak.frame",
                        names.get(l.frame()).name(),
                        l.labels().kept().size(),
                        l.frame() + 1,
                        names.size(),
                        l.round()));
                write(names.get(l.frame()), l.labels());
            }
            case Bootstrap.Word.Done d -> {
                var all = new LinkedHashMap<>(base);
                all.keySet().removeIf(name -> name.startsWith(Network.HEAD));
                all.putAll(d.head());
                new Safetensors(all, Map.of("parent", d.parent()))
                        .write(folder(out).resolve("model.safetensors"));
                spec.commandLine().getOut().println(d.words());
                spec.commandLine().getOut().flush();
            }
            case Bootstrap.Word.Over _ -> {}
        }
        err.flush();
    }

    private void write(Unlabelled image, WeakLabels certain) {
        LabelTiff.write(
                folder(out).resolve(image.name() + ".tif"),
                image.width(),
                image.height(),
                certain.painted(image.width(), image.height()));
        LabelTiff.write(
                folder(out.resolve("ignored")).resolve(image.name() + ".tif"),
                image.width(),
                image.height(),
                LabelImages.paint(image.width(), image.height(), Map.of(1, certain.ignored())));
    }

    private static Path folder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException | UncheckedIOException e) {
            throw Problem.causedBy(e, "app.unwritable", folder.toString());
        }
    }
}
