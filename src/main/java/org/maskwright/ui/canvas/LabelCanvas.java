package org.maskwright.ui.canvas;

import java.util.Objects;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.maskwright.Words;
import org.maskwright.image.Raster;
import org.maskwright.label.Bounds;
import org.maskwright.label.Mask;
import org.maskwright.ui.canvas.CanvasScene.Active;

/// The canvas on which people label: shows a [CanvasScene], lets the hand pan and zoom, and says what else
/// the hand did as [Gesture]s. Lives on the FX thread; showing a scene costs as much as differs from the
/// scene before, and painting happens once per pulse.
///
/// Mouse: left click and drag for the tool, right click "not this", middle drag or Space and drag to pan,
/// wheel or pinch to zoom at the pointer. Keys while focused: arrows move a key cursor (Shift: by 10),
/// Insert clicks there, Shift and Insert clicks "not this", Esc drops a gesture under way.
public final class LabelCanvas extends Region {
    private static final String STYLES =
            Objects.requireNonNull(LabelCanvas.class.getResource("canvas.css")).toExternalForm();
    private static final double NARROW = 640;
    private static final double BAR_EDGE = 16;

    private final ReadOnlyObjectWrapper<@Nullable Viewport> viewport = new ReadOnlyObjectWrapper<>();
    private final Surface surface = new Surface(this::paint);
    private final VectorLayer marks = new VectorLayer(this::paintMarks);
    private final VectorLayer hand = new VectorLayer(this::paintHand);
    private final Region focusRing = new Region();
    private final ObjectBar objectBar = new ObjectBar();
    private final Pointing pointing = new Pointing(this);
    private final Contours contours = new Contours();
    private final PicturePainter picturePainter = new PicturePainter();
    private final LabelPainter labelPainter = new LabelPainter(contours);
    private @Nullable CanvasScene scene;
    private @Nullable Pyramid pyramid;
    private @Nullable Mask inHand;
    private @Nullable Ruler ruler;
    private boolean barOnTop;
    private Point2D placed = Point2D.ZERO;
    private Consumer<Gesture> gestures = g -> {};

    public LabelCanvas() {
        getStyleClass().add("label-canvas");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleRoleDescription(Words.of("ui.canvas.name"));
        focusRing.getStyleClass().add("focus-ring");
        focusRing.setMouseTransparent(true);
        getChildren().addAll(surface, marks, hand, focusRing, objectBar);
        objectBar.visibleProperty().addListener(o -> placeObjectBar());
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
        boolean other = before == null || !SceneDiff.same(before.picture().raster(), raster);
        if (other) {
            prepare(raster);
        }
        if (before == null || !SceneDiff.same(before.labels(), next.labels())) {
            contours.keep(next.labels(), next.otherFrame());
        }
        Viewport v = viewport.get();
        if (v == null || v.imageWidth() != raster.width() || v.imageHeight() != raster.height()) {
            fit();
        }
        if (before == null) {
            surface.invalidateAll();
            marks.invalidate();
        } else {
            repaint(SceneDiff.between(before, next));
        }
        if (before == null || !next.description().equals(before.description())) {
            setAccessibleText(next.description());
        }
        handChanged();
    }

    private void repaint(SceneDiff diff) {
        if (diff.everything()) {
            surface.invalidateAll();
        } else {
            invalidate(diff.changed());
        }
        if (diff.marks()) {
            marks.invalidate();
        }
    }

    /// Image pixels whose labels changed.
    private void invalidate(Bounds b) {
        Viewport v = viewport.get();
        if (v == null || b.isEmpty()) {
            return;
        }
        Viewport d = v.scaled(surface.deviceScale());
        int reach = (int) Math.ceil(LabelPainter.REACH * surface.deviceScale());
        int left = (int) Math.floor(d.left() + b.left() * d.zoom());
        int top = (int) Math.floor(d.top() + b.top() * d.zoom());
        int right = (int) Math.ceil(d.left() + b.right() * d.zoom());
        int bottom = (int) Math.ceil(d.top() + b.bottom() * d.zoom());
        surface.invalidate(new org.maskwright.image.Region(left, top, right - left, bottom - top).grow(reach));
    }

    /// Shows a line that measures something, or takes it away.
    public void showRuler(@Nullable Ruler line) {
        ruler = line;
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
        Viewport before = viewport.get();
        if (!v.equals(before)) {
            viewport.set(v);
            moveSurface(before, v);
            marks.invalidate();
            pointing.aim();
            placeObjectBar();
        }
    }

    private void moveSurface(@Nullable Viewport before, Viewport now) {
        double s = surface.deviceScale();
        double dx = before == null ? Double.NaN : (now.left() - before.left()) * s;
        double dy = before == null ? Double.NaN : (now.top() - before.top()) * s;
        boolean whole = Math.abs(dx - Math.rint(dx)) < 1e-6 && Math.abs(dy - Math.rint(dy)) < 1e-6;
        if (whole && before != null && now.isPanOf(before)) {
            surface.scroll((int) Math.rint(dx), (int) Math.rint(dy));
        } else {
            surface.invalidateAll();
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

    /// The pointer moved, its act went on, or what it works on changed.
    void handChanged() {
        Mask now = inHandNow();
        if (!SceneDiff.same(now, inHand)) {
            invalidate(bounds(inHand).union(bounds(now)));
            inHand = now;
            if (pointing.act().isEmpty()) {
                placeObjectBar();
            }
        }
        hand.invalidate();
    }

    private @Nullable Mask inHandNow() {
        Active active = scene == null ? null : scene.active();
        Mask mask = active == null || active.mask() == null ? Mask.EMPTY : active.mask();
        Mask now = pointing.act().map(a -> a.applied(mask)).orElse(mask);
        return now.isEmpty() ? null : now;
    }

    private static Bounds bounds(@Nullable Mask mask) {
        return mask == null ? Bounds.EMPTY : mask.bounds();
    }

    void tell(Gesture g) {
        gestures.accept(g);
    }

    private void prepare(Raster raster) {
        pyramid = Pyramid.flat(raster);
        Thread.ofVirtual().start(() -> {
            Pyramid made = Pyramid.of(raster);
            Platform.runLater(() -> {
                if (pyramid != null && SceneDiff.same(pyramid.base(), raster)) {
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
        contours.beginPulse();
        labelPainter.paint(out, stale, device, deviceScale, scene, inHand);
        if (contours.missed()) {
            Platform.runLater(surface::invalidateAll);
        }
    }

    private void paintMarks(GraphicsContext g) {
        Viewport v = viewport.get();
        if (scene != null && v != null) {
            new MarkPainter(g, scene, v).paint();
        }
    }

    private void paintHand(GraphicsContext g) {
        Viewport v = viewport.get();
        if (scene != null && v != null) {
            if (ruler != null && pointing.act().isEmpty()) {
                ruler.paint(new Pen(g), v);
            }
            HandPainter.paint(g, scene, v, pointing.act(), pointing.pointer());
        }
    }

    /// The bar that floats on the picture; whoever shows scenes also says what is on it.
    public ObjectBar objectBar() {
        return objectBar;
    }

    /// Where the active object is on the canvas, for whatever else floats there; null when there is none.
    public @Nullable Rectangle2D activeOnScreen() {
        Viewport v = viewport.get();
        if (v == null || inHand == null) {
            return null;
        }
        Bounds b = inHand.bounds();
        double x = v.left() + b.left() * v.zoom();
        double y = v.top() + b.top() * v.zoom();
        return new Rectangle2D(x, y, b.width() * v.zoom(), b.height() * v.zoom());
    }

    /// Decided when it appears and when the object or the view changes, not while the pointer moves, so
    /// that it does not flee from the hand.
    private void placeObjectBar() {
        barOnTop = isUnderBar(barPlace(false)) && !isUnderBar(barPlace(true));
        requestLayout();
    }

    private boolean isUnderBar(Rectangle2D place) {
        Rectangle2D active = activeOnScreen();
        Touch pointer = pointing.pointer();
        return (active != null && place.intersects(active))
                || (pointer != null && place.contains(pointer.x(), pointer.y()));
    }

    private Rectangle2D barPlace(boolean top) {
        double w = Math.min(objectBar.prefWidth(-1), getWidth());
        double h = objectBar.prefHeight(-1);
        double x = Math.round((getWidth() - w) / 2);
        return new Rectangle2D(x, top ? BAR_EDGE : getHeight() - h - BAR_EDGE, w, h);
    }

    @Override
    public String getUserAgentStylesheet() {
        return STYLES;
    }

    @Override
    protected void layoutChildren() {
        double w = getWidth();
        double h = getHeight();
        surface.resizeRelocate(0, 0, w, h);
        marks.resizeRelocate(0, 0, w, h);
        hand.resizeRelocate(0, 0, w, h);
        focusRing.resizeRelocate(0, 0, w, h);
        objectBar.setCompact(w < NARROW);
        Rectangle2D bar = barPlace(barOnTop);
        objectBar.resizeRelocate(bar.getMinX(), bar.getMinY(), bar.getWidth(), bar.getHeight());
        Point2D place = localToScene(0, 0);
        Viewport v = viewport.get();
        if (v != null && (v.width() != w || v.height() != h)) {
            resized(v, w, h, place);
        }
        placed = place;
    }

    /// The picture stays where it is on the screen, whatever folds or opens beside the canvas. Only a
    /// picture that was shown whole, with nothing in the hand, is fitted again.
    private void resized(Viewport v, double w, double h, Point2D place) {
        boolean free = inHand == null && pointing.act().isEmpty();
        if (v.width() < 1 || v.height() < 1 || (free && v.isFit())) {
            look(Viewport.fit(w, h, v.imageWidth(), v.imageHeight()));
        } else {
            look(v.resized(w, h, place.getX() - placed.getX(), place.getY() - placed.getY()));
        }
    }
}
