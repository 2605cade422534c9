package org.maskwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.Problem;
import org.maskwright.formats.Exporter.Format;
import org.maskwright.image.Images;
import org.maskwright.image.LabelImage;
import org.maskwright.label.LabelImages;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.ui.model.Belongs;
import org.maskwright.worker.Session;
import org.testfx.api.FxToolkit;

/// The main job, end to end, in the whole window with the real network: open, hover, click, correct, box, accept, undo,
/// restart, redo, fine-tune, click again, export, and the exported TIFF read by ImageJ.
class MainJobTest {
    private static final Path DATA = Path.of("../shared/data");
    private static final long TAUGHT = 400;
    private static final long MEMORY = 400_000_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    @BeforeAll
    static void toolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    private AppWindow window() {
        Stage stage = AppWindow.stage();
        return AppWindow.show(
                stage,
                home,
                Beside.folder("assets/sample/01"),
                replies -> new Session(MEMORY, Optional.empty(), Platform::runLater, replies),
                s -> model(),
                960,
                700);
    }

    private static Path model() {
        return ModelFiles.ofThisMachine().find(Optional.empty());
    }

    private static void assumeModel() {
        boolean there = true;
        try {
            model();
        } catch (Problem none) {
            there = false;
        }
        assumeTrue(there, "there is no bundled model to click with");
    }

    /// The images of a set by a way through a folder of the test's own, so that the project is made there.
    private Path images(String set, int frames) throws IOException {
        Path from = DATA.resolve(set).resolve("images").toAbsolutePath().normalize();
        assumeTrue(Files.isDirectory(from), from + " is not here");
        Path to = Files.createDirectories(home.resolve(set));
        try (var all = Files.list(from)) {
            for (Path file : all.sorted().limit(frames).toList()) {
                Files.createSymbolicLink(to.resolve(String.valueOf(file.getFileName())), file);
            }
        }
        return to;
    }

    /// Where a person would click: in the middle of each reference object of the first frame, largest first.
    private static List<double[]> middles(Path labels) throws IOException {
        LabelImage reference = Images.readLabels(labels);
        List<Mask> masks = new ArrayList<>(LabelImages.masks(reference.width(), reference.height(), reference.ids())
                .values());
        masks.sort((a, b) -> Integer.compare(b.area(), a.area()));
        return masks.stream().map(MainJobTest::middle).toList();
    }

    private static double[] middle(Mask mask) {
        double[] sum = new double[2];
        mask.forEachRun((y, x0, x1) -> {
            sum[0] += (x1 - x0) * (x0 + x1 - 1) / 2.0;
            sum[1] += (double) (x1 - x0) * y;
        });
        return new double[] {sum[0] / mask.area(), sum[1] / mask.area()};
    }

    @Test
    void onAFluorescenceSequence() throws IOException {
        mainJob(images("ctc2013_n2dh_gowt1", 3), middles(firstLabels("ctc2013_n2dh_gowt1")), 22);
    }

    /// With the disc-shaped middles of the exact truth; the copy that is opened has none.
    @Test
    void onTheSample() throws IOException {
        Path truth = Path.of("assets/sample/01_GT/SEG/man_seg000.tif");
        assumeTrue(Files.isRegularFile(truth), "the sample is not here");
        mainJob(null, middles(truth), 22);
    }

    @Test
    void onAYeastMovie() throws IOException {
        mainJob(images("yeastvision_movie", 3), middles(firstLabels("yeastvision_movie")), 22);
    }

    private static Path firstLabels(String set) throws IOException {
        try (var all = Files.list(DATA.resolve(set).resolve("labels"))) {
            return all.sorted().findFirst().orElseThrow();
        }
    }

    private void mainJob(@Nullable Path source, List<double[]> cells, int objects) throws IOException {
        assumeModel();
        assumeTrue(cells.size() >= objects, "too few cells: " + cells.size());
        double[] one = cells.get(0);
        double[] two = cells.get(1);
        double[] three = cells.get(2);
        try (var w = window()) {
            opened(w, source).ready();
            w.hover(one[0], one[1]).until("previewed", () -> w.bench().preview().get() != null);
            w.click(one[0], one[1]).answered();
            w.rightClick(two[0], two[1]).answered();
            w.press(KeyCode.BACK_SPACE).answered();
            w.press(KeyCode.ENTER).accepted(1);
            w.dragBox(two[0] - 30, two[1] - 30, two[0] + 30, two[1] + 30).answered();
            w.press(KeyCode.ENTER).accepted(2);
            w.click(three[0], three[1]).answered().press(KeyCode.ENTER).accepted(3);
            w.does(w.bench()::undo).accepted(2);
        }
        try (var w = window()) {
            opened(w, source).ready().accepted(2);
            w.does(w.bench()::redo).accepted(3);
            // A field of easy cells costs one click a cell.
            for (int i = 3; i < objects; i++) {
                double[] at = cells.get(i);
                w.does(() -> w.bench().hand().click(at[0], at[1], true, Belongs.NEW))
                        .answered();
            }
            w.press(KeyCode.ENTER).accepted(objects);
            w.does(w.bench().learning()::fineTune);
            w.until("taught", () -> w.bench().learning().verdict().get() != null, TAUGHT);
            w.does(() -> w.bench().goTo(1))
                    .ready()
                    .click(one[0], one[1])
                    .answered()
                    .press(KeyCode.ESCAPE);
            w.does(() -> w.bench().goTo(0)).ready();
            w.does(w.bench()::toggleComplete)
                    .until("complete", () -> w.bench().framesComplete().get() == 1);
            Path out = home.resolve("out");
            w.does(() -> w.wiring().export(Format.CTC, out))
                    .until(
                            "exported",
                            () -> w.bench().notices().all().stream()
                                    .anyMatch(n -> n.key().equals("export")));
            read(out, AppWindow.on(() -> w.bench().labels().get()));
        }
    }

    private static AppWindow opened(AppWindow w, @Nullable Path source) {
        return source == null ? w.openSample() : w.open(source);
    }

    private static void read(Path out, Labels labels) throws IOException {
        Path seg = out.resolve("01_GT/SEG");
        try (var files = Files.list(seg)) {
            Path file = files.findFirst().orElseThrow();
            ImagePlus tiff = IJ.openImage(file.toString());
            assertThat(tiff.getBitDepth()).isEqualTo(16);
            assertThat(tiff.getWidth()).isEqualTo(labels.width());
            int[] image = labels.toImage();
            for (int i = 0; i < image.length; i++) {
                assertThat(tiff.getProcessor().get(i)).isEqualTo(image[i]);
            }
        }
    }
}
