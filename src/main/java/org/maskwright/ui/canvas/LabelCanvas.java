package org.maskwright.ui.canvas;

import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.maskwright.image.Raster;
import org.maskwright.label.Bounds;

/// The canvas on which people label: shows a [CanvasScene], lets the hand pan and zoom, and says what else the hand did
/// as [Gesture]s. Lives on the FX thread; showing a scene costs as much as differs from the scene before, and painting
/// happens once per pulse.
///
/// Mouse: left click and drag for the tool, right click "not this", middle drag or Space and drag to pan, wheel
/// or pinch to zoom at the pointer. Keys while focused: arrows move a key cursor (Shift: by 10), Insert clicks
/// there, Shift and Insert clicks "not this", Esc drops a gesture under way.
public final class LabelCanvas extends Region {
    private final ReadOnlyObjectWrapper<@Nullable Viewport> viewport = new ReadOnlyObjectWrapper<>();
    private final Surface surface = new Surface(this::paint);
    private final VectorLayer hand = new VectorLayer(this::paintHand);
    private final Pointing pointing = new Pointing(this);
    private final PicturePainter picturePainter = new PicturePainter();
    private @Nullable CanvasScene scene;
    private @Nullable Pyramid pyramid;
    private Consumer<Gesture> gestures = g -> {};

    public LabelCanvas() {
        getStyleClass().add("label-canvas");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        getChildren().addAll(surface, hand);
        pointing.install();
    }

    /// Who is told what the hand did; one listener, called on the FX thread.
    public void onGesture(Consumer<Gesture> listener) {
        gestures = listener;
    }

    /// Shows a scene. A picture of another size is fitted to the canvas, else the view stays where it is.
    public void show(CanvasScene next) {
        CanvasScene before = scene;
        scene = next;
        Raster raster = next.picture().raster();
        if (before == null || !same(before.picture().raster(), raster)) {
            prepare(raster);
        }
        Viewport v = viewport.get();
        if (v == null || v.imageWidth() != raster.width() || v.imageHeight() != raster.height()) {
            fit();
        }
        surface.invalidateAll();
        hand.invalidate();
    }

    public @Nullable CanvasScene scene() {
        return scene;
    }

    /// Where the picture lies on the canvas; null before the first scene.
    public ReadOnlyObjectProperty<@Nullable Viewport> viewport() {
        return viewport.getReadOnlyProperty();
    }

    /// The whole picture.
    public void fit() {
        if (scene != null) {
            Raster r = scene.picture().raster();
            look(Viewport.fit(getWidth(), getHeight(), r.width(), r.height()));
        }
    }

    /// One screen pixel for each image pixel, about the middle of the canvas.
    public void actualSize() {
        Viewport v = viewport.get();
        if (v != null) {
            look(v.zoomedTo(1, getWidth() / 2, getHeight() / 2));
        }
    }

    /// Zooms about the middle of the canvas.
    public void zoomBy(double factor) {
        Viewport v = viewport.get();
        if (v != null) {
            look(v.zoomedBy(factor, getWidth() / 2, getHeight() / 2));
        }
    }

    /// Zooms so that the box fills a share of the canvas' area.
    public void zoomTo(Bounds box, double share) {
        Viewport v = viewport.get();
        if (v != null) {
            look(v.around(box, share));
        }
    }

    public void pan(double dx, double dy) {
        Viewport v = viewport.get();
        if (v != null) {
            look(v.panned(dx, dy));
        }
    }

    /// Looks at the picture in another way.
    public void look(Viewport v) {
        if (!v.equals(viewport.get())) {
            viewport.set(v);
            surface.invalidateAll();
            pointing.aim();
        }
    }

    /// Drops the gesture under way; false when there was none.
    public boolean dropGesture() {
        return pointing.drop();
    }

    /// While true, the left button pans.
    public void holdToPan(boolean held) {
        pointing.holdToPan(held);
    }

    /// The pointer moved or its act went on.
    void handChanged() {
        hand.invalidate();
    }

    void tell(Gesture g) {
        gestures.accept(g);
    }

    private void prepare(Raster raster) {
        pyramid = Pyramid.flat(raster);
        Thread.ofVirtual().start(() -> {
            Pyramid made = Pyramid.of(raster);
            Platform.runLater(() -> {
                if (pyramid != null && same(pyramid.base(), raster)) {
                    pyramid = made;
                    surface.invalidateAll();
                }
            });
        });
    }

    private void paint(Pixels out, org.maskwright.image.Region stale, double deviceScale) {
        Viewport v = viewport.get();
        if (scene == null || pyramid == null || v == null) {
            out.clear(stale);
            return;
        }
        Viewport device = v.scaled(deviceScale);
        picturePainter.paint(out, stale, device, scene.picture(), pyramid);
    }

    /// Identity on purpose: comparing pixels would cost more than painting them.
    private static boolean same(Object a, Object b) {
        return a == b;
    }

    private void paintHand(GraphicsContext g) {
        Viewport v = viewport.get();
        if (scene != null && v != null) {
            HandPainter.paint(g, scene, v, pointing.act(), pointing.pointer());
        }
    }

    @Override
    protected void layoutChildren() {
        double w = getWidth();
        double h = getHeight();
        surface.resizeRelocate(0, 0, w, h);
        hand.resizeRelocate(0, 0, w, h);
        Viewport v = viewport.get();
        if (v != null && (v.width() != w || v.height() != h)) {
            boolean firstSize = v.width() < 1 || v.height() < 1;
            look(firstSize ? Viewport.fit(w, h, v.imageWidth(), v.imageHeight()) : v.resized(w, h));
        }
    }
}
