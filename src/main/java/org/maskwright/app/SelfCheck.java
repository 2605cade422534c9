package org.maskwright.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.Words;
import org.maskwright.image.Calibration;
import org.maskwright.image.Contrast;
import org.maskwright.image.Contrasts;
import org.maskwright.image.Images;
import org.maskwright.image.LabelImage;
import org.maskwright.image.Raster;
import org.maskwright.label.Distance;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.LabelImages;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;
import org.maskwright.label.Provenance;
import org.maskwright.label.TrackId;
import org.maskwright.project.Edit;
import org.maskwright.project.FrameEntry;
import org.maskwright.project.ImageRef;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;
import org.maskwright.project.ProjectStore;
import org.maskwright.project.StoreCheck;
import org.maskwright.project.Surroundings;
import org.maskwright.project.View;
import org.maskwright.sam.Embedding;
import org.maskwright.sam.Sam;
import org.maskwright.worker.Lane;
import org.slf4j.LoggerFactory;

/// `maskwright --self-check`: does what a person does, once, without a window, and says of each step whether it works:
/// finds the model and the sample, encodes a frame, clicks on a nucleus, compares the mask with the sample's exact
/// truth, writes it to a journal and reads it back.
final class SelfCheck {
    /// The least IoU with the truth that a click on the sample's largest nucleus must give.
    private static final double EXPECTED_IOU = 0.7;

    private final PrintWriter out;
    private final Supplier<Path> weights;
    private final Optional<Path> sample;
    private boolean whole = true;

    /// @param out told one line a step
    /// @param weights finds the model; may throw [Problem]
    /// @param sample the folder of the sample in the layout of the Cell Tracking Challenge
    SelfCheck(PrintWriter out, Supplier<Path> weights, Optional<Path> sample) {
        this.out = out;
        this.weights = weights;
        this.sample = sample;
    }

    /// A step; what it returns is what to say of it.
    @FunctionalInterface
    private interface Step {
        String run() throws IOException;
    }

    /// The frame that is clicked on, and what the click should find.
    record Target(Raster raster, Contrast contrast, Mask truth) {}

    /// @return true when everything works
    boolean run() {
        say("versions", SelfCheck::versions);
        say("click", this::click);
        say("journal", SelfCheck::journal);
        out.println(Words.of(whole ? "app.check.whole" : "app.check.broken"));
        out.flush();
        return whole;
    }

    private void say(String step, Step run) {
        String words;
        try {
            words = run.run();
        } catch (Problem | IOException | LinkageError | IllegalStateException e) {
            LoggerFactory.getLogger(SelfCheck.class).error("self-check: {}", step, e);
            words = Words.of("app.check.fails", String.valueOf(e.getMessage()));
            whole = false;
        }
        words.lines().forEach(line -> out.println(step + ": " + line));
        out.flush();
    }

    static String versions() {
        return Words.of(
                "app.check.versions",
                Main.VERSION,
                Runtime.version(),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch"));
    }

    private String click() throws IOException {
        Path file = weights.get();
        Target target = target(sample.orElseThrow(() -> new Problem("app.no-sample")));
        try (var lane = new Lane(Duration.ZERO)) {
            return lane.call(() -> click(lane, file, target));
        }
    }

    /// Tensor thread.
    private String click(Lane lane, Path file, Target target) {
        var never = new Cancel();
        try (Sam sam = Sam.load(file, lane.device().kind().device())) {
            long begun = System.nanoTime();
            try (Embedding embedding = sam.encode(target.raster(), target.contrast(), never)) {
                long encoded = System.nanoTime();
                Distance.Deepest at = Distance.deepest(target.truth()).orElseThrow();
                Mask mask = sam.predict(embedding, List.of(new Prompt.Click(at.x(), at.y(), true)), null, never)
                        .getFirst()
                        .mask();
                long answered = System.nanoTime();
                double iou = mask.iou(target.truth());
                whole &= iou >= EXPECTED_IOU;
                return Words.of(
                        iou >= EXPECTED_IOU ? "app.check.click" : "app.check.click.wrong",
                        lane.device().name(),
                        lane.device().reason(),
                        file,
                        sam.info().modelHash(),
                        millis(encoded - begun),
                        millis(answered - encoded),
                        iou,
                        EXPECTED_IOU);
            }
        }
    }

    private static long millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }

    /// The largest nucleus of the sample's first frame.
    ///
    /// @param folder of the sample in the layout of the Cell Tracking Challenge
    static Target target(Path folder) {
        Raster raster = Images.open(folder.resolve("01")).read(0, 0);
        LabelImage truth = Images.readLabels(folder.resolve("01_GT/SEG/man_seg000.tif"));
        Mask largest = LabelImages.masks(truth.width(), truth.height(), truth.ids()).values().stream()
                .max(Comparator.comparingInt(Mask::area))
                .orElseThrow();
        return new Target(raster, Contrasts.window(raster, false), largest);
    }

    /// One object goes into a new project's journal and comes back from the disk.
    private static String journal() throws IOException {
        Path folder = Files.createTempDirectory("maskwright-check");
        try {
            Path place = folder.resolve("project");
            Mask mask = Mask.of(8, 8, i -> i % 8 > 2 && i > 20);
            var project = Project.of(
                    "check",
                    new ImageRef("", folder.toString(), List.of()),
                    List.of(new FrameEntry(0, 0, "t000", 8, 8)),
                    1,
                    new View(new Contrast(0, 255), 0, Calibration.NONE));
            var instance = new Instance(
                    new InstanceId(1),
                    mask,
                    new TrackId(1),
                    Instance.State.ACCEPTED,
                    0,
                    Provenance.drawn(Instant.EPOCH));
            try (var store = ProjectStore.create(place, project, Surroundings.of("self-check", _ -> {}))) {
                store.append(new Edit.Add(new Plane(0, 0), instance)).join();
            }
            StoreCheck check = StoreCheck.of(place);
            boolean same = check.wrong().isEmpty()
                    && check.project()
                            .labels(new Plane(0, 0))
                            .find(instance.id())
                            .filter(instance::equals)
                            .isPresent();
            if (!same) {
                throw new IllegalStateException(Words.of("app.check.journal.wrong", check.wrong()));
            }
            return Words.of("app.check.journal", folder);
        } finally {
            remove(folder);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path f : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(f);
            }
        }
    }
}
