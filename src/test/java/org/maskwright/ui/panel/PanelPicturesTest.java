package org.maskwright.ui.panel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.maskwright.ui.Theme;
import org.maskwright.ui.model.Belongs;
import org.maskwright.ui.model.Folds;
import org.maskwright.ui.model.Learning;
import org.maskwright.ui.model.TrainingCurves;
import org.maskwright.ui.model.Workbench;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Pictures of the panels in both themes, in target/screenshots, to be looked at beside the design.
@ExtendWith(ApplicationExtension.class)
class PanelPicturesTest {
    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Stage stage;

    @Start
    void start(Stage s) {
        stage = s;
        Theme.loadFonts();
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void take(Theme theme, FxRobot robot) throws IOException {
        Workbench bench = on(robot, Bench::empty);
        Inspector[] inspector = new Inspector[1];
        robot.interact(() -> {
            Bench.open(bench, folder.resolve("project"));
            inspector[0] = show(bench, theme);
            bench.goTo(13);
        });
        settle();
        robot.interact(() -> {
            bench.hand().click(200, 200, true, Belongs.NEW);
            bench.hand().click(210, 200, true, Belongs.ACTIVE);
        });
        settle();
        robot.interact(() -> teach(bench.learning()));
        for (Inspector.Tab tab : Inspector.Tab.values()) {
            robot.interact(() -> inspector[0].select(tab));
            settle();
            shoot(
                    robot,
                    "panels-" + tab.name().toLowerCase(Locale.ROOT) + "-"
                            + theme.name().toLowerCase(Locale.ROOT));
        }
        robot.interact(() -> {
            bench.folds().set(Folds.at(960, 640));
            inspector[0].select(Inspector.Tab.OBJECTS);
            stage.setWidth(860);
            stage.setHeight(640);
        });
        settle();
        shoot(robot, "panels-small-" + theme.name().toLowerCase(Locale.ROOT));
        robot.interact(bench::close);
    }

    private Inspector show(Workbench bench, Theme theme) {
        var objects = new ObjectsPanel(bench);
        var inspector = new Inspector(
                objects,
                Bench.measures(bench),
                new DisplayPanel(bench, ForkJoinPool.commonPool()),
                model(bench),
                new HistoryPanel(bench, Bench.CLOCK, Bench.ZONE));
        inspector.setPrefWidth(312);
        var frames = new FramesPanel(bench);
        frames.prefWidthProperty().bind(bench.folds().map(f -> f.rail() ? 76.0 : 184.0));
        var status = new StatusBar(bench, Bench.ZONE);
        status.zoom().set(1.75);
        status.pointer().set(new Pointer(394, 179));
        var surround = new Region();
        surround.getStyleClass().add("surround");
        VBox.setVgrow(surround, javafx.scene.layout.Priority.ALWAYS);
        var root = new BorderPane(new VBox(surround, new TimeBar(bench)), null, inspector, status, frames);
        var scene = new Scene(root, 1000, 756);
        theme.dress(scene, 12);
        stage.setScene(scene);
        stage.show();
        return inspector;
    }

    private static ModelPanel model(Workbench bench) {
        var panel =
                new ModelPanel(bench, Bench.models(bench), () -> {}, near -> Optional.empty(), Bench.CLOCK, Bench.ZONE);
        var curves = new TrainingCurves(bench.notices(), Runnable::run, Runnable::run);
        panel.add(new TrainingPane(curves, panel.visibleProperty(), Optional::empty));
        curves.follow(Path.of("models/maskwright-2.curve.csv"));
        return panel;
    }

    private static void teach(Learning learning) {
        learning.every().set(50);
        learning.begin();
        learning.scoredBefore(0.871);
        double[] curve = {
            0.871, 0.879, 0.884, 0.888, 0.89, 0.893, 0.892, 0.895, 0.898, 0.897, 0.9, 0.899, 0.901, 0.9, 0.902
        };
        for (int i = 0; i < curve.length; i++) {
            learning.scored(new Learning.Point(i * 410 / (curve.length - 1), curve[i]));
        }
        learning.end(
                new Learning.Verdict(6, true, 0.871, 0.902, 24, "Better than before by 0.031, so it is now in use."));
        learning.versions()
                .setAll(
                        new Learning.Version("f", 6, Learning.Standing.IN_USE, 214, 0.902, "", null),
                        new Learning.Version(
                                "e",
                                5,
                                Learning.Standing.REFUSED,
                                164,
                                0.866,
                                "Not surely better than 0.871, so nothing changed.",
                                null),
                        new Learning.Version("d", 4, Learning.Standing.KEPT, 138, 0.871, "", null),
                        new Learning.Version("c", 3, Learning.Standing.KEPT, 112, 0.858, "", null),
                        new Learning.Version("", 0, Learning.Standing.BUNDLED, 0, 0.812, "", null));
    }

    private void shoot(FxRobot robot, String name) throws IOException {
        var image = on(robot, () -> stage.getScene().snapshot(null));
        Path file = Path.of("target/screenshots/" + name + ".png");
        Files.createDirectories(file.getParent());
        ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", file.toFile());
    }

    private static void settle() {
        ForkJoinPool.commonPool().awaitQuiescence(5, java.util.concurrent.TimeUnit.SECONDS);
        WaitForAsyncUtils.waitForFxEvents();
        ForkJoinPool.commonPool().awaitQuiescence(5, java.util.concurrent.TimeUnit.SECONDS);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static <T> T on(FxRobot robot, Supplier<T> made) {
        Object[] out = new Object[1];
        robot.interact(() -> out[0] = made.get());
        @SuppressWarnings("unchecked")
        T result = (T) out[0];
        return result;
    }
}
