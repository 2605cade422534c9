package org.maskwright.ui.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerDark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.application.Application;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.text.Font;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.maskwright.label.LabelColours;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// Writes a picture of the canvas with objects in every state, to be looked at.
@ExtendWith(ApplicationExtension.class)
class CanvasPictureTest {
    private final LabelCanvas canvas = new LabelCanvas();

    @Start
    void start(Stage stage) {
        for (String face : new String[] {"Inter-Regular.otf", "Inter-SemiBold.otf", "JetBrainsMono-Regular.ttf"}) {
            Font.loadFont(LabelCanvas.class.getResourceAsStream("/org/maskwright/ui/fonts/" + face), 12);
        }
        Application.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet());
        stage.setScene(new Scene(canvas, 784, 686));
        stage.show();
    }

    @Test
    void allStates(FxRobot robot) throws IOException {
        robot.interact(() -> {
            canvas.show(Scenes.states());
            int rgb = LabelColours.rgb(13, false);
            canvas.objectBar().show(new ObjectBar.Content.InHand(rgb, "Object 113", 1, 3, true, true));
        });
        robot.moveTo(canvas.localToScreen(
                canvas.viewport().get().toScreenX(272), canvas.viewport().get().toScreenY(320)));
        WritableImage shot = snapshot(robot);
        Path file = Path.of("target/screenshots/canvas-states.png");
        Files.createDirectories(file.getParent());
        ImageIO.write(SwingFXUtils.fromFXImage(shot, null), "png", file.toFile());
        assertThat(file).isNotEmptyFile();
    }

    private WritableImage snapshot(FxRobot robot) {
        WritableImage[] out = new WritableImage[1];
        robot.interact(() -> out[0] = canvas.getScene().snapshot(null));
        return out[0];
    }
}
