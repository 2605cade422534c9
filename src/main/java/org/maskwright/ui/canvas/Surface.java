package org.maskwright.ui.canvas;

import java.nio.IntBuffer;
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
        /// @param deviceScale device pixels per screen pixel
        void paint(Pixels out, org.maskwright.image.Region stale, double deviceScale);
    }

    private static final org.maskwright.image.Region NOTHING = org.maskwright.image.Region.of(0, 0);

    private final Painter painter;
    private final ImageView view = new ImageView();
    private @Nullable Pixels pixels;
    private @Nullable PixelBuffer<IntBuffer> buffer;
    private org.maskwright.image.Region stale = NOTHING;
    private double scale = 1;

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
        if (!r.isEmpty()) {
            var seen = pixels == null ? r : r.intersect(pixels.bounds());
            stale = stale.union(seen);
            requestLayout();
        }
    }

    @Override
    protected void layoutChildren() {
        fitBuffer();
        if (pixels == null || buffer == null) {
            return;
        }
        var now = stale.intersect(pixels.bounds());
        stale = NOTHING;
        if (now.isEmpty()) {
            return;
        }
        painter.paint(pixels, now, scale);
        buffer.updateBuffer(b -> new Rectangle2D(now.x(), now.y(), now.width(), now.height()));
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
        stale = fresh.bounds();
    }
}
