package org.maskwright.app;

import java.util.concurrent.Executor;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.PauseTransition;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.input.InputEvent;
import javafx.scene.input.MouseEvent;
import javafx.util.Duration;
import org.maskwright.ui.model.Learning;
import org.maskwright.worker.Power;

/// Tells learning when the hand rests, while it presses a button, and what the machine runs on. On the FX Application
/// Thread.
final class HandAtRest implements AutoCloseable {
    private static final Duration REST = Duration.seconds(1.5);
    private static final Duration POWER_EVERY = Duration.seconds(20);

    private final Learning learning;
    private final Executor background;
    private final PauseTransition rest = new PauseTransition(REST);
    private final Timeline power;

    HandAtRest(Scene scene, Learning learning, Executor background) {
        this.learning = learning;
        this.background = background;
        rest.setOnFinished(e -> learning.rested());
        scene.addEventFilter(InputEvent.ANY, e -> rest.playFromStart());
        scene.addEventFilter(MouseEvent.MOUSE_PRESSED, e -> learning.handBusy().set(true));
        scene.addEventFilter(MouseEvent.MOUSE_RELEASED, e -> learning.handBusy().set(false));
        learning.acceptedSince().addListener(o -> rest.playFromStart());
        learning.held().addListener(o -> rest.playFromStart());
        power = new Timeline(new KeyFrame(POWER_EVERY, e -> askForPower()));
        power.setCycleCount(Animation.INDEFINITE);
        power.play();
        learning.onlyOnMains().addListener(o -> askForPower());
        askForPower();
    }

    private void askForPower() {
        if (learning.onlyOnMains().get()) {
            background.execute(() -> {
                boolean battery = Power.now() == Power.BATTERY;
                Platform.runLater(() -> learning.onBattery().set(battery));
            });
        }
    }

    @Override
    public void close() {
        rest.stop();
        power.stop();
    }
}
