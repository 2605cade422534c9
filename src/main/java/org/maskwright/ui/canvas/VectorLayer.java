package org.maskwright.ui.canvas;

import java.util.function.Consumer;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;

/// A transparent layer of lines, marks and text over the [Surface], drawn anew as a whole when something on
/// it changed, at most once per pulse.
final class VectorLayer extends Region {
    private final Canvas canvas = new Canvas();
    private final Consumer<GraphicsContext> painter;
    private boolean stale = true;

    VectorLayer(Consumer<GraphicsContext> painter) {
        this.painter = painter;
        setManaged(false);
        setMouseTransparent(true);
        getChildren().add(canvas);
    }

    void invalidate() {
        stale = true;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
            canvas.setWidth(getWidth());
            canvas.setHeight(getHeight());
            stale = true;
        }
        if (stale) {
            stale = false;
            canvas.getGraphicsContext2D().clearRect(0, 0, getWidth(), getHeight());
            painter.accept(canvas.getGraphicsContext2D());
        }
    }
}
