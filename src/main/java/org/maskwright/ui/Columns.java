package org.maskwright.ui;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.Cursor;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.maskwright.ui.model.Folds;

/// The three columns of the body: left panel, centre, inspector. The side panels keep the width a person dragged them
/// to (double click on the edge resets); the left one folds to a rail, the inspector to a drawer over the centre.
final class Columns extends Pane {
    static final double LEFT = 184;
    static final double INSPECTOR = 312;
    private static final double RAIL = 76;
    private static final double LEAST_CENTRE = 480;
    private static final double GRIP = 6;

    private final Region left;
    private final Region centre;
    private final Region inspector;
    private final Region leftEdge;
    private final Region inspectorEdge;
    private final DoubleProperty leftWidth = new SimpleDoubleProperty(LEFT);
    private final DoubleProperty inspectorWidth = new SimpleDoubleProperty(INSPECTOR);
    private Folds folds = Folds.at(1280, 800);
    private boolean drawerOpen;

    Columns(Region left, Region centre, Region inspector) {
        this.left = left;
        this.centre = centre;
        this.inspector = inspector;
        leftEdge = edge(leftWidth, LEFT, 160, 320, 1);
        inspectorEdge = edge(inspectorWidth, INSPECTOR, 264, 420, -1);
        getChildren().setAll(centre, left, inspector, leftEdge, inspectorEdge);
        leftWidth.addListener((o, was, is) -> requestLayout());
        inspectorWidth.addListener((o, was, is) -> requestLayout());
    }

    DoubleProperty leftWidth() {
        return leftWidth;
    }

    DoubleProperty inspectorWidth() {
        return inspectorWidth;
    }

    void fold(Folds next) {
        folds = next;
        if (!folds.drawer()) {
            drawerOpen = false;
        }
        requestLayout();
    }

    void toggleDrawer() {
        drawerOpen = folds.drawer() && !drawerOpen;
        requestLayout();
    }

    private static Region edge(DoubleProperty width, double normal, double least, double most, int direction) {
        var edge = new Region();
        edge.getStyleClass().add("edge-handle");
        edge.setCursor(Cursor.H_RESIZE);
        double[] start = new double[2];
        edge.setOnMousePressed(e -> {
            start[0] = e.getScreenX();
            start[1] = width.get();
        });
        edge.setOnMouseDragged(e ->
                width.set(Math.clamp(start[1] + direction * (e.getScreenX() - start[0]), least, most)));
        edge.setOnMouseClicked(e -> {
            if (e.getButton() == MouseButton.PRIMARY && e.getClickCount() == 2) {
                width.set(normal);
            }
        });
        return edge;
    }

    @Override
    protected void layoutChildren() {
        double w = getWidth();
        double h = getHeight();
        double l = folds.rail() ? RAIL : Math.max(leftWidth.get(), left.minWidth(-1));
        double i = Math.max(inspectorWidth.get(), inspector.minWidth(-1));
        double room = folds.drawer() ? w - l : Math.max(LEAST_CENTRE, w - l - i);
        if (!folds.drawer()) {
            i = Math.max(264, w - l - room);
            room = w - l - i;
        }
        left.resizeRelocate(0, 0, l, h);
        centre.resizeRelocate(l, 0, Math.max(0, room), h);
        boolean inspectorShown = !folds.drawer() || drawerOpen;
        inspector.setVisible(inspectorShown);
        inspectorEdge.setVisible(inspectorShown);
        toggle(inspector, "drawer", folds.drawer());
        inspector.resizeRelocate(w - i, 0, i, h);
        leftEdge.setVisible(!folds.rail());
        leftEdge.resizeRelocate(l - GRIP / 2, 0, GRIP, h);
        inspectorEdge.resizeRelocate(w - i - GRIP / 2, 0, GRIP, h);
    }

    private static void toggle(Region region, String styleClass, boolean on) {
        region.getStyleClass().remove(styleClass);
        if (on) {
            region.getStyleClass().add(styleClass);
        }
    }
}
