package org.maskwright.ui.canvas;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// The pixels under the marks: one buffer of the viewport's size in device pixels, repainted where it is
/// stale, once per pulse (in the layout pass, when the toolkit is not reading the buffer).
final class Surface extends Region {
    /// Paints a rectangle of device pixels.
    @FunctionalInterface
    interface Painter {
        /// Paints what is stale; called in the layout pass.
        ///
        /// @param deviceScale device pixels per screen pixel
        void paint(Pixels out, org.maskwright.image.Region stale, double deviceScale);
    }

    private static final int MOST_PARTS = 4;

    private final Painter painter;
    private final ImageView view = new ImageView();
    private @Nullable Pixels pixels;
    private @Nullable PixelBuffer<IntBuffer> buffer;
    private final List<org.maskwright.image.Region> stale = new ArrayList<>();
    private double scale = 1;
    private int scrollX;
    private int scrollY;

    Surface(Painter painter) {
        this.painter = painter;
        setManaged(false);
        setMouseTransparent(true);
        view.setSmooth(false);
        getChildren().add(view);
    }

    /// Device pixels per screen pixel.
    double deviceScale() {
        return scale;
    }

    void invalidateAll() {
        invalidate(new org.maskwright.image.Region(0, 0, Integer.MAX_VALUE, Integer.MAX_VALUE));
    }

    /// In device pixels; the part that lies outside does not matter.
    void invalidate(org.maskwright.image.Region r) {
        var fresh = pixels == null ? r : r.intersect(pixels.bounds());
        if (fresh.isEmpty()) {
            return;
        }
        // Parts that lie in one another, or too many of them, are painted as one.
        for (int i = stale.size() - 1; i >= 0; i--) {
            if (stale.size() >= MOST_PARTS || !stale.get(i).intersect(fresh).isEmpty()) {
                fresh = fresh.union(stale.remove(i));
            }
        }
        stale.add(fresh);
        requestLayout();
    }

    /// Moves what is painted by whole device pixels, so that only what comes into view must be painted.
    /// Done in the next pulse; what is invalidated from now on is meant as it lies after the move.
    void scroll(int dx, int dy) {
        scrollX += dx;
        scrollY += dy;
        if (pixels == null || Math.abs(scrollX) >= pixels.width() || Math.abs(scrollY) >= pixels.height()) {
            invalidateAll();
            return;
        }
        int w = pixels.width();
        int h = pixels.height();
        var moved = stale.stream()
                .map(r -> new org.maskwright.image.Region(r.x() + dx, r.y() + dy, r.width(), r.height()))
                .toList();
        stale.clear();
        moved.forEach(this::invalidate);
        invalidate(new org.maskwright.image.Region(dx > 0 ? 0 : w + dx, 0, Math.abs(dx), h));
        invalidate(new org.maskwright.image.Region(0, dy > 0 ? 0 : h + dy, w, Math.abs(dy)));
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        fitBuffer();
        if (pixels == null || buffer == null) {
            return;
        }
        Pixels out = pixels;
        var changed = out.bounds();
        var now = List.copyOf(stale);
        boolean whole = now.size() == 1 && now.getFirst().equals(out.bounds());
        if (scrollX == 0 && scrollY == 0) {
            changed = now.stream()
                    .reduce(org.maskwright.image.Region.of(0, 0), org.maskwright.image.Region::union)
                    .intersect(changed);
        } else if (!whole) {
            out.scroll(scrollX, scrollY);
        }
        scrollX = 0;
        scrollY = 0;
        stale.clear();
        for (var part : now) {
            painter.paint(out, part.intersect(out.bounds()), scale);
        }
        if (!changed.isEmpty()) {
            var r = new Rectangle2D(changed.x(), changed.y(), changed.width(), changed.height());
            buffer.updateBuffer(b -> r);
        }
    }

    private void fitBuffer() {
        var window = getScene() == null ? null : getScene().getWindow();
        scale = window == null ? 1 : window.getOutputScaleX();
        int w = (int) Math.ceil(getWidth() * scale);
        int h = (int) Math.ceil(getHeight() * scale);
        if (pixels != null && pixels.width() == w && pixels.height() == h) {
            return;
        }
        if (w < 1 || h < 1) {
            pixels = null;
            return;
        }
        var fresh = new Pixels(w, h);
        var shared = new PixelBuffer<>(w, h, IntBuffer.wrap(fresh.array()), PixelFormat.getIntArgbPreInstance());
        pixels = fresh;
        buffer = shared;
        view.setImage(new WritableImage(shared));
        view.setFitWidth(w / scale);
        view.setFitHeight(h / scale);
        stale.clear();
        stale.add(fresh.bounds());
    }
}
