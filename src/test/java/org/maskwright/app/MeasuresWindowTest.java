package org.maskwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.Words;
import org.maskwright.image.Calibration;
import org.maskwright.image.Images;
import org.maskwright.image.Raster;
import org.maskwright.image.RasterFile;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Mask;
import org.maskwright.label.Provenance;
import org.maskwright.label.Shapes;
import org.maskwright.label.TrackId;
import org.maskwright.measure.Quantity;
import org.maskwright.project.Edit;
import org.maskwright.project.Plane;
import org.maskwright.project.ProjectStore;
import org.maskwright.ui.Theme;
import org.maskwright.ui.model.Measuring.Row;
import org.maskwright.ui.model.Tool;
import org.maskwright.ui.panel.Inspector;
import org.maskwright.worker.FakeWorker;
import org.testfx.api.FxToolkit;

/// Scale and measures in the window: a pixel size drawn along a burnt-in bar, typed, and taken back; the table.
class MeasuresWindowTest {
    private static final int W = 400;
    private static final int H = 300;
    private static final Path OUT = Path.of("target/screenshots");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    @SuppressWarnings("NullAway.Init")
    private Path picture;

    private static final List<Mask> DISCS = IntStream.range(0, 12)
            .mapToObj(i -> Shapes.brush(new double[] {50 + i % 4 * 95, 45 + i / 4 * 75}, 10 + 1.5 * i))
            .toList();

    @BeforeEach
    void draw() throws Exception {
        FxToolkit.registerPrimaryStage();
        byte[] samples = new byte[W * H];
        Arrays.fill(samples, (byte) 40);
        for (int i = 0; i < DISCS.size(); i++) {
            byte level = (byte) (120 + 8 * i);
            DISCS.get(i).forEachRun((y, x0, x1) -> Arrays.fill(samples, y * W + x0, y * W + x1, level));
        }
        for (int y = 280; y < 286; y++) {
            Arrays.fill(samples, y * W + 20, y * W + 120, (byte) 255);
        }
        picture = home.resolve("particles.png");
        RasterFile.writePng(picture, Raster.ofBytes(W, H, 1, samples));
    }

    private AppWindow window(double width, double height) {
        return AppWindow.show(
                AppWindow.stage(),
                home,
                Optional.empty(),
                replies -> new FakeWorker(Platform::runLater, replies),
                s -> Path.of("any"),
                width,
                height);
    }

    private static Edit add(int id, Mask mask) {
        return new Edit.Add(
                Plane.of(0),
                new Instance(
                        new InstanceId(id),
                        mask,
                        new TrackId(id),
                        Instance.State.ACCEPTED,
                        id % 18,
                        Provenance.drawn(Instant.EPOCH)));
    }

    private static List<Edit> discs() {
        return IntStream.range(0, DISCS.size())
                .mapToObj(i -> add(i + 1, DISCS.get(i)))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static TableView<Row> table(AppWindow w) {
        return (TableView<Row>) w.shell().lookup("#measures");
    }

    private static Calibration size(AppWindow w) {
        return AppWindow.on(() -> w.bench().project().get().view().calibration());
    }

    private AppWindow open(AppWindow w) {
        return w.open(picture)
                .does(() -> w.bench().edit(new Edit.Group(Edit.Deed.IMPORT, discs())))
                .does(() -> w.bench().notices().solved("opened"))
                .does(() -> w.shell().inspector().select(Inspector.Tab.MEASURES))
                .until("measured", () -> table(w).getItems().size() == DISCS.size());
    }

    @Test
    void aSizeThatTheFileGivesIsSaidToBeTheFiles() {
        try (var w = window(1280, 800)) {
            Path sized = home.resolve("sized.tif");
            var image = new ImagePlus("sized", new ByteProcessor(W, H));
            image.getCalibration().setUnit("micron");
            image.getCalibration().pixelWidth = 0.25;
            image.getCalibration().pixelHeight = 0.25;
            assertThat(new FileSaver(image).saveAsTiff(sized.toString())).isTrue();
            w.open(sized).does(() -> w.shell().inspector().select(Inspector.Tab.MEASURES));
            w.until(
                    "said",
                    () -> w.shell().lookupAll(".label").stream()
                            .anyMatch(n -> n instanceof Label l && l.getText().equals(Words.of("ui.scale.from-file"))));
        }
    }

    @Test
    void aLineAlongAScaleBarGivesThePixelSizeAndCanBeTakenBack() {
        Path project;
        try (var w = window(1280, 800)) {
            open(w);
            assertThat(size(w)).isEqualTo(Calibration.NONE);
            w.press(KeyCode.U).dragBox(22, 283, 117, 283.4);
            w.until("asked", () -> w.shell().lookup("#scale-card").isVisible());
            w.does(() -> ((TextField) w.shell().lookup("#scale-length")).setText("20"));
            w.picture(OUT.resolve("scale-card-dark.png"));
            w.does(() -> ((Button) w.shell().lookup("#scale-take")).fire())
                    .until(
                            "set",
                            () -> w.bench().project().get().view().calibration().isKnown());
            assertThat(size(w).unit()).isEqualTo("µm");
            assertThat(size(w).pixelSize()).as("the bar has 100 pixels").isEqualTo(0.2);
            assertThat(AppWindow.on(() -> w.bench().tool().get())).isEqualTo(Tool.POINT);
            w.until("in units", () -> {
                Row last = table(w).getItems().getLast();
                return new Quantity(Quantity.Kind.AREA, 0).of(last.measured()) < 100;
            });
            w.does(() ->
                    w.bench().notices().all().getFirst().acts().getFirst().run().run());
            assertThat(size(w)).as("gone back").isEqualTo(Calibration.NONE);
            w.does(() ->
                    w.bench().notices().all().getFirst().acts().getFirst().run().run());
            assertThat(size(w).isKnown()).isTrue();
            project = AppWindow.on(() -> w.bench().store().orElseThrow().folder());
        }
        assertThat(ProjectStore.read(project).view().calibration().unit())
                .as("after a restart")
                .isEqualTo("µm");
    }

    @Test
    void aSizeIsTypedAlsoForPixelsThatAreNotSquare() {
        try (var w = window(1280, 800)) {
            open(w);
            type(w, "0.5");
            assertThat(size(w)).isEqualTo(new Calibration(0.5, "µm"));
            type(w, "0.5 x 0,25");
            assertThat(size(w)).isEqualTo(new Calibration(0.5, 0.25, "µm"));
            type(w, "-3");
            assertThat(size(w)).as("what is no size changes nothing").isEqualTo(new Calibration(0.5, 0.25, "µm"));
            type(w, "");
            assertThat(size(w)).isEqualTo(Calibration.NONE);
            w.press(KeyCode.ESCAPE);
            w.does(() -> w.bench().tool().set(Tool.SCALE)).dragBox(100, 100, 101, 100);
            assertThat(AppWindow.on(() -> w.shell().lookup("#scale-card").isVisible()))
                    .as("a slip of the hand is no line")
                    .isFalse();
        }
    }

    private static void type(AppWindow w, String text) {
        w.does(() -> {
            var field = (TextField) w.shell().lookup("#pixel-size");
            field.requestFocus();
            field.setText(text);
            field.getOnAction().handle(null);
        });
    }

    @Test
    void theTableFollowsEditsAndLeadsToObjects() {
        try (var w = window(1280, 800)) {
            open(w);
            List<Row> before = AppWindow.on(() -> List.copyOf(table(w).getItems()));
            var area = new Quantity(Quantity.Kind.AREA, 0);
            assertThat(area.of(before.getFirst().measured()))
                    .isEqualTo(DISCS.getFirst().area());
            var above = new Quantity(Quantity.Kind.CORRECTED_MEAN, 0);
            assertThat(above.of(before.getFirst().measured())).isEqualTo(80);
            w.does(() -> {
                Instance old = w.bench().labels().get().find(new InstanceId(1)).orElseThrow();
                var from = Provenance.drawn(Instant.EPOCH);
                Mask smaller = Shapes.brush(new double[] {50, 45}, 6);
                w.bench().edit(new Edit.Replace(Plane.of(0), old, old.withMask(smaller, from)));
            });
            w.until(
                    "measured again",
                    () -> area.of(table(w).getItems().getFirst().measured()) < 130);
            List<Row> after = AppWindow.on(() -> List.copyOf(table(w).getItems()));
            for (int i = 1; i < 12; i++) {
                assertThat(after.get(i)).as("the others are not measured again").isSameAs(before.get(i));
            }
            w.does(() -> table(w).getSelectionModel().select(4));
            assertThat(AppWindow.on(() -> w.bench().selected().get())).isEqualTo(new InstanceId(5));
            w.does(() -> w.bench().selected().set(new InstanceId(9)));
            assertThat(AppWindow.on(() -> table(w).getSelectionModel()
                            .getSelectedItem()
                            .instance()
                            .id()
                            .value()))
                    .isEqualTo(9);
            w.does(w.bench()::undo)
                    .until(
                            "as before",
                            () -> area.of(table(w).getItems().getFirst().measured()) > 300);
            w.does(w.bench()::undo).until("none left", () -> table(w).getItems().isEmpty());
        }
    }

    @Test
    void allFramesAreMeasuredAndARowLeadsToItsFrame() throws Exception {
        Path folder = Files.createDirectory(home.resolve("series"));
        for (int t = 0; t < 7; t++) {
            byte[] samples = new byte[W * H];
            Arrays.fill(samples, (byte) (10 * t));
            RasterFile.writePng(folder.resolve("t%03d.png".formatted(t)), Raster.ofBytes(W, H, 1, samples));
        }
        try (var w = window(1280, 800)) {
            w.open(folder);
            var from = Provenance.drawn(Instant.EPOCH);
            for (int t = 0; t < 7; t++) {
                var disc = new Instance(
                        new InstanceId(t + 1), DISCS.get(t), new TrackId(t + 1), Instance.State.ACCEPTED, 0, from);
                int frame = t;
                w.does(() -> w.bench().edit(new Edit.Add(Plane.of(frame), disc)));
            }
            w.does(() -> w.shell().inspector().select(Inspector.Tab.MEASURES))
                    .until("this frame", () -> table(w).getItems().size() == 1);
            w.does(() -> ((ToggleButton) w.shell().lookup("#scope-all")).setSelected(true))
                    .until("all frames", () -> table(w).getItems().size() == 7);
            var mean = new Quantity(Quantity.Kind.MEAN, 0);
            assertThat(AppWindow.on(() -> table(w).getItems().stream()
                            .map(r -> mean.of(r.measured()))
                            .toList()))
                    .containsExactly(0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0);
            w.does(() -> table(w).getSelectionModel().select(4));
            w.until(
                    "there",
                    () -> Plane.of(4).equals(w.bench().plane().get())
                            && new InstanceId(5).equals(w.bench().selected().get()));
            assertThat(AppWindow.on(() -> table(w).getSelectionModel().getSelectedIndex()))
                    .isEqualTo(4);
            w.picture(OUT.resolve("measures-all-dark.png"));
            w.does(() -> w.bench().goTo(1))
                    .does(w.bench()::undo)
                    .until("six", () -> table(w).getItems().size() == 6);
        }
    }

    @Test
    void thousandsOfRowsStayFast() {
        try (var w = window(1280, 800)) {
            open(w);
            List<Edit> many = IntStream.range(0, 4000)
                    .mapToObj(i -> add(100 + i, Mask.of(i % 100 * 4, i / 100 * 7, 2 + i % 2, 3, p -> true)))
                    .toList();
            w.does(() -> w.bench().edit(new Edit.Group(Edit.Deed.IMPORT, many)))
                    .until("measured", () -> table(w).getItems().size() == 4012, 60);
            try (var watch = new FxWatchdog(400)) {
                for (int i = 0; i < 5; i++) {
                    int id = 200 + i;
                    w.does(() -> {
                        Instance gone = w.bench()
                                .labels()
                                .get()
                                .find(new InstanceId(id))
                                .orElseThrow();
                        w.bench().edit(new Edit.Remove(Plane.of(0), gone));
                    });
                    int left = 4011 - i;
                    w.until("measured", () -> table(w).getItems().size() == left);
                }
                assertThat(watch.holds()).as("the window answers meanwhile").isEmpty();
            }
        }
    }

    @Test
    void picturesWithTheirObjectsAreWritten() {
        Path to = home.resolve("out");
        try (var w = window(1280, 800)) {
            open(w).press(KeyCode.CONTROL, KeyCode.E)
                    .does(() -> ((Button) w.shell().lookup("#export-pictures")).fire())
                    .does(() -> ((CheckBox) w.shell().lookup("#picture-numbers")).setSelected(true));
            w.until(
                    "painted",
                    () -> w.shell().lookupAll(".image-view").stream()
                            .anyMatch(n -> n instanceof ImageView v && v.getFitWidth() == 412 && v.getImage() != null));
            w.picture(OUT.resolve("pictures-sheet-dark.png"));
            w.does(() -> ((TextField) w.shell().lookup("#picture-target")).setText(to.toString()));
            w.does(() -> ((Button) w.shell().lookup("#pictures-do")).fire());
            w.until("written", () -> Files.exists(to.resolve("particles.png")));
            assertThat(Images.open(to.resolve("particles.png")).read(0, 0).width())
                    .isEqualTo(W);
        }
    }

    @Test
    void picturesInBothThemesAndSmall() {
        try (var w = window(1280, 800)) {
            open(w).does(() -> w.bench().setView(v -> v.withCalibration(new Calibration(0.2, "µm"))));
            for (Theme theme : Theme.values()) {
                w.does(() -> w.wiring().theme().set(theme))
                        .picture(OUT.resolve("measures-" + theme.name().toLowerCase(Locale.ROOT) + ".png"));
            }
        }
        try (var w = window(960, 640)) {
            w.open(picture).does(() -> w.bench().notices().solved("opened"));
            w.does(() -> w.shell().inspector().select(Inspector.Tab.MEASURES))
                    .until("measured", () -> table(w).getItems().size() == DISCS.size());
            w.picture(OUT.resolve("measures-small.png"));
        }
    }
}
