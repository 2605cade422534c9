package org.maskwright.ui;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Scene;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.maskwright.image.Calibration;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;
import org.maskwright.label.Provenance;
import org.maskwright.label.TrackId;
import org.maskwright.ui.canvas.CanvasScene;
import org.maskwright.ui.canvas.LabelCanvas;
import org.maskwright.ui.canvas.Viewport;
import org.maskwright.ui.model.Tool;

/// Makes the three pictures of the start page from drawn nuclei: `dev java org.maskwright.ui.TeachingCards FOLDER`.
public final class TeachingCards {
    private static final int WIDTH = 172;
    private static final int HEIGHT = 112;
    private static final double[][] CELLS = {{92, 27, 20, 28, -0.05}, {80, 77, 15, 29, 0.66}, {18, 92, 25, 20, 0.2}};

    private TeachingCards() {}

    public static void main(String[] folder) throws Exception {
        Path out = Path.of(folder[0]);
        Files.createDirectories(out);
        var done = new CountDownLatch(1);
        Platform.startup(() -> {
            card(
                    out.resolve("hover.png"),
                    null,
                    new CanvasScene.Preview(cell(1), 0.93, false),
                    false,
                    () -> card(
                            out.resolve("click.png"),
                            new CanvasScene.Active(
                                    cell(1),
                                    13,
                                    List.of(new Prompt.Click(80, 78, true), new Prompt.Click(92, 30, false)),
                                    null),
                            null,
                            false,
                            () -> card(out.resolve("enter.png"), null, null, true, done::countDown)));
        });
        done.await(30, TimeUnit.SECONDS);
        Platform.exit();
        System.exit(0);
    }

    private static void card(
            Path file,
            CanvasScene.@Nullable Active active,
            CanvasScene.@Nullable Preview preview,
            boolean accepted,
            Runnable then) {
        var canvas = new LabelCanvas();
        var stage = new Stage();
        stage.setScene(new Scene(canvas, WIDTH, HEIGHT));
        stage.show();
        Labels labels = Labels.empty(WIDTH, HEIGHT).with(instance(1, 0, 7)).with(instance(2, 2, 12));
        if (accepted) {
            labels = labels.with(instance(3, 1, 13));
        }
        var plain = CanvasScene.of(CanvasScene.Picture.of(raster(), new Contrast(0, 235)), labels);
        canvas.show(plain.withActive(active)
                .withPreview(preview)
                .withStyle(new CanvasScene.Style(0.28, 1.5, true, true, false, false, false, false, false))
                .withTool(Tool.POINT, 8)
                .withWords(Calibration.NONE, ""));
        canvas.look(Viewport.fit(WIDTH, HEIGHT, WIDTH, HEIGHT));
        point(canvas, MouseEvent.MOUSE_MOVED);
        if (preview == null) {
            point(canvas, MouseEvent.MOUSE_EXITED);
        }
        var wait = new javafx.animation.PauseTransition(javafx.util.Duration.millis(400));
        wait.setOnFinished(e -> {
            try {
                ImageIO.write(SwingFXUtils.fromFXImage(canvas.snapshot(null, null), null), "png", file.toFile());
            } catch (java.io.IOException failure) {
                throw new java.io.UncheckedIOException(failure);
            }
            stage.hide();
            then.run();
        });
        wait.play();
    }

    private static void point(LabelCanvas canvas, EventType<MouseEvent> type) {
        Event.fireEvent(
                canvas,
                new MouseEvent(
                        type,
                        80,
                        76,
                        80,
                        76,
                        MouseButton.NONE,
                        0,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        null));
    }

    private static Instance instance(int id, int cell, int slot) {
        return new Instance(
                new InstanceId(id),
                cell(cell),
                new TrackId(id),
                Instance.State.ACCEPTED,
                slot,
                Provenance.drawn(Instant.EPOCH));
    }

    private static double inside(double[] c, double x, double y) {
        double dx = x - c[0];
        double dy = y - c[1];
        double u = (dx * Math.cos(c[4]) - dy * Math.sin(c[4])) / c[2];
        double v = (dx * Math.sin(c[4]) + dy * Math.cos(c[4])) / c[3];
        double wobble = 1 + 0.05 * Math.sin(3 * Math.atan2(v, u) + c[0]);
        return Math.hypot(u, v) / wobble;
    }

    private static Mask cell(int i) {
        return Mask.of(WIDTH, HEIGHT, p -> inside(CELLS[i], p % WIDTH, Math.floorDiv(p, WIDTH)) < 1);
    }

    /// Soft-edged nuclei with a blotchy inside on black, with a little noise.
    private static Raster raster() {
        var dice = new Random(7);
        double[][] waves = new double[24][];
        for (int i = 0; i < waves.length; i++) {
            waves[i] = new double[] {dice.nextGaussian() * 0.16, dice.nextGaussian() * 0.16, dice.nextDouble() * 7};
        }
        byte[] grey = new byte[WIDTH * HEIGHT];
        for (int p = 0; p < grey.length; p++) {
            int x = p % WIDTH;
            int y = Math.floorDiv(p, WIDTH);
            double v = 6;
            for (double[] c : CELLS) {
                double d = inside(c, x, y);
                double blotch = 0;
                for (double[] w : waves) {
                    blotch += Math.sin(w[0] * x + w[1] * y + w[2]);
                }
                v += (140 + 6 * blotch) / (1 + Math.exp((d - 0.97) * 26)) + 16 * Math.exp(-Math.max(0, d - 1) * 5);
            }
            grey[p] = (byte) Math.clamp(Math.round(v + dice.nextGaussian() * 2.5), 0, 255);
        }
        return Raster.ofBytes(WIDTH, HEIGHT, 1, grey);
    }
}
