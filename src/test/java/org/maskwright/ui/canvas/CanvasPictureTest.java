package org.maskwright.ui.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerDark;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javafx.application.Application;
import javafx.embed.swing.SwingFXUtils;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.text.Font;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.maskwright.label.LabelColours;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;
import org.maskwright.ui.canvas.CanvasScene.Active;
import org.maskwright.ui.canvas.CanvasScene.Marks;
import org.maskwright.ui.model.Tool;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// Writes pictures of the canvas to target/screenshots, to be looked at beside the design's.
@ExtendWith(ApplicationExtension.class)
class CanvasPictureTest {
    private static final Path FOLDER = Path.of("target/screenshots");

    @SuppressWarnings("NullAway.Init") // made on the window's thread
    private LabelCanvas canvas;

    @Start
    void start(Stage stage) {
        canvas = new LabelCanvas();
        for (String face : List.of("Inter-Regular.otf", "Inter-SemiBold.otf", "JetBrainsMono-Regular.ttf")) {
            Font.loadFont(LabelCanvas.class.getResourceAsStream("/org/maskwright/ui/fonts/" + face), 12);
        }
        Application.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet());
        var scene = new Scene(canvas, 784, 686);
        URL sheet = LabelCanvas.class.getResource("/org/maskwright/ui/maskwright.css");
        if (sheet != null) {
            scene.getStylesheets().add(sheet.toExternalForm());
        }
        stage.setScene(scene);
        stage.show();
    }

    @Test
    void everyStateAndTheBar(FxRobot robot) throws IOException {
        robot.interact(() -> {
            canvas.show(Scenes.states());
            int rgb = LabelColours.rgb(13, false);
            canvas.objectBar().show(new ObjectBar.Content.InHand(rgb, "Object 113", 1, 3, true, true));
        });
        robot.moveTo(onScreen(272, 320));
        write(robot, "canvas-states.png");
    }

    @Test
    void boxAndReviewNarrowAndLarge(FxRobot robot) throws IOException {
        CanvasScene states = Scenes.states();
        Mask mask = Objects.requireNonNull(states.active()).mask();
        var box = new Prompt.Box(170, 54, 230, 138);
        robot.interact(() -> {
            canvas.show(states.withPreview(null)
                    .withTool(Tool.BRUSH, 12)
                    .withActive(new Active(mask, 13, List.of(box), null))
                    .withMarks(new Marks(Set.of(Scenes.id(1)), Set.of(), null, Scenes.id(1), List.of())));
            canvas.zoomTo(Objects.requireNonNull(mask).bounds(), 0.25);
            int rgb = LabelColours.rgb(1, false);
            canvas.objectBar().show(new ObjectBar.Content.InReview(rgb, "Object 1"));
        });
        robot.moveTo(onScreen(205, 130));
        write(robot, "canvas-review.png");
    }

    private Point2D onScreen(double x, double y) {
        Viewport v = canvas.viewport().get();
        return canvas.localToScreen(v.toScreenX(x), v.toScreenY(y));
    }

    private void write(FxRobot robot, String name) throws IOException {
        WritableImage[] shot = new WritableImage[1];
        robot.interact(() -> shot[0] = canvas.getScene().snapshot(null));
        Files.createDirectories(FOLDER);
        Path file = FOLDER.resolve(name);
        ImageIO.write(SwingFXUtils.fromFXImage(shot[0], null), "png", file.toFile());
        assertThat(file).isNotEmptyFile();
    }
}
