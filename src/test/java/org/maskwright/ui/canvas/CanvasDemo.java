package org.maskwright.ui.canvas;

import javafx.application.Application;
import javafx.scene.Scene;
import javafx.stage.Stage;

/// The canvas alone, with objects in every state: `dev java org.maskwright.ui.canvas.CanvasDemo`.
public final class CanvasDemo extends Application {
    @Override
    public void start(Stage stage) {
        var canvas = new LabelCanvas();
        canvas.show(Scenes.states());
        stage.setScene(new Scene(canvas, 784, 686));
        stage.setTitle("Canvas");
        stage.show();
    }

    static void main(String[] args) {
        launch(args);
    }
}
