package org.maskwright.ui.panel;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import javafx.application.Platform;
import org.maskwright.image.Calibration;
import org.maskwright.image.Contrast;
import org.maskwright.image.Frame;
import org.maskwright.image.ImageStack;
import org.maskwright.image.PlaneInfo;
import org.maskwright.image.Raster;
import org.maskwright.image.SampleType;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;
import org.maskwright.label.Provenance;
import org.maskwright.label.TrackId;
import org.maskwright.measure.Distribution;
import org.maskwright.project.Edit;
import org.maskwright.project.FrameEntry;
import org.maskwright.project.ImageRef;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;
import org.maskwright.project.ProjectStore;
import org.maskwright.project.Surroundings;
import org.maskwright.project.View;
import org.maskwright.ui.model.CardLibraries;
import org.maskwright.ui.model.Measuring;
import org.maskwright.ui.model.Models;
import org.maskwright.ui.model.OpenProject;
import org.maskwright.ui.model.Scale;
import org.maskwright.ui.model.Workbench;
import org.maskwright.weights.Catalogue;
import org.maskwright.worker.FakeWorker;
import org.maskwright.worker.Probe;

/// A bench with a project of blobs in 16 bits on it, for tests and pictures of the panels.
final class Bench {
    static final ZoneId ZONE = ZoneId.of("UTC");
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T14:32:07Z"));
    static final int FRAMES = 96;
    private static final int WIDTH = 512;
    private static final int HEIGHT = 384;

    private Bench() {}

    /// An empty bench; to be made on the FX thread.
    static Workbench empty() {
        return new Workbench(
                Platform::runLater,
                ForkJoinPool.commonPool(),
                CLOCK,
                ZONE,
                replies -> new FakeWorker(Platform::runLater, replies));
    }

    /// The tab of measures, whose files go nowhere.
    static MeasuresPanel measures(Workbench bench) {
        var nowhere = new MeasuresPanel.Files() {
            @Override
            public void table(Measuring.Scope scope) {}

            @Override
            public void histogram(Distribution counted, String title, String axis, Path named) {}
        };
        return new MeasuresPanel(
                bench, new Measuring(bench, Platform::runLater, ForkJoinPool.commonPool()), new Scale(bench), nowhere);
    }

    /// The models that come with Maskwright, and those that can be fetched.
    static Models models(Workbench bench) {
        return new Models(
                bench,
                new Catalogue(Path.of("target/no-models"), Optional.of(Path.of("models"))),
                Optional.empty(),
                Platform::runLater,
                ForkJoinPool.commonPool(),
                new Models.Outside() {
                    @Override
                    public void chose(Catalogue.Entry entry) {}

                    @Override
                    public Probe probe() {
                        throw new IllegalStateException("no sample");
                    }

                    @Override
                    public CardLibraries cards() {
                        return CardLibraries.NONE;
                    }
                });
    }

    /// Opens a new project in the folder: frames 1 to 96, 14 in work, 13 complete.
    static void open(Workbench bench, Path folder) {
        var around = new Surroundings("a test", CLOCK, r -> {}, bench::saving);
        var frames = new ArrayList<FrameEntry>();
        for (int i = 0; i < FRAMES; i++) {
            frames.add(new FrameEntry(i, i + 1, "t%03d".formatted(i + 1), WIDTH, HEIGHT));
        }
        var view = new View(new Contrast(984, 12_116), 0, new Calibration(0.65, "µm"));
        var store = ProjectStore.create(
                folder,
                Project.of("HeLa H2B, well B04", new ImageRef("", "/nowhere", List.of()), frames, 1, view),
                around);
        for (int f = 0; f < 14; f++) {
            var edits = new ArrayList<Edit>();
            for (Instance i : blobs(f)) {
                edits.add(new Edit.Add(Plane.of(f), i));
            }
            store.append(new Edit.Group(Edit.Deed.IMPORT, edits)).join();
            if (f < 13) {
                store.append(new Edit.SetComplete(f, true)).join();
            }
        }
        bench.open(new OpenProject(store, new Blobs(), ""));
        bench.machine().load(Path.of("any"));
    }

    static List<Instance> blobs(int frame) {
        var random = new Random(5);
        var out = new ArrayList<Instance>();
        for (int k = 0; k < 36; k++) {
            int cx = 30 + random.nextInt(WIDTH - 60) + frame;
            int cy = 30 + random.nextInt(HEIGHT - 60);
            int rx = 12 + random.nextInt(10);
            int ry = 10 + random.nextInt(8);
            Mask mask = Mask.of(cx - rx, cy - ry, 2 * rx, 2 * ry, p -> {
                double dx = (p % (2 * rx) - rx) / (double) rx;
                double dy = (p / (2 * rx) - ry) / (double) ry;
                return dx * dx + dy * dy < 1;
            });
            mask = mask.clip(WIDTH, HEIGHT);
            Instance.State state =
                    k % 9 == 7 ? Instance.State.PROPOSED : k == 11 ? Instance.State.LOCKED : Instance.State.ACCEPTED;
            var prompts = new ArrayList<Prompt>();
            for (int c = 0; c < (state == Instance.State.PROPOSED ? 0 : 1 + k % 3); c++) {
                prompts.add(new Prompt.Click(cx, cy, true));
            }
            var from = new Provenance(
                    Provenance.Source.PROMPTED,
                    prompts,
                    "m0",
                    984,
                    12_116,
                    k == 20 ? 0.64f : 0.98f - k % 13 / 100f,
                    CLOCK.instant());
            out.add(new Instance(new InstanceId(101 + k), mask, new TrackId(101 + k), state, k % 18, from));
        }
        return out;
    }

    private static final List<Instance> BLOBS = blobs(0);

    private static int noise(int i) {
        int h = i * 0x9E3779B9;
        return ((h >>> 16) & 0x3FF) + ((h >>> 6) & 0x3FF);
    }

    /// Bright blobs on a dim, noisy ground.
    private static final class Blobs implements ImageStack {
        @Override
        public String name() {
            return "blobs";
        }

        @Override
        public List<Frame> frames() {
            var out = new ArrayList<Frame>();
            for (int i = 0; i < FRAMES; i++) {
                out.add(new Frame(i, i + 1, "t%03d".formatted(i + 1)));
            }
            return out;
        }

        @Override
        public int depth() {
            return 1;
        }

        @Override
        public boolean isSeries() {
            return true;
        }

        @Override
        public Calibration calibration() {
            return new Calibration(0.65, "µm");
        }

        @Override
        public boolean isColour() {
            return false;
        }

        @Override
        public PlaneInfo plane(int frame) {
            return new PlaneInfo(WIDTH, HEIGHT, 1, SampleType.UINT16);
        }

        @Override
        public List<Path> files(int frame) {
            return List.of();
        }

        @Override
        public Raster read(int frame, int z) {
            short[] out = new short[WIDTH * HEIGHT];
            for (int i = 0; i < out.length; i++) {
                out[i] = (short) (900 + noise(i + frame) / 8);
            }
            for (Instance i : BLOBS) {
                int level = 3000 + i.id().value() * 53 % 7000;
                i.mask().translate(frame, 0).clip(WIDTH, HEIGHT).forEachRun((y, x0, x1) -> {
                    for (int x = x0; x < x1; x++) {
                        out[y * WIDTH + x] = (short) (level + noise(x * 7 + y));
                    }
                });
            }
            return Raster.ofShorts(WIDTH, HEIGHT, 1, out);
        }
    }
}
