package org.maskwright.ui.canvas;

import org.maskwright.label.Bounds;

/// Which part of the image the canvas shows, immutable. `left` and `top` are the screen position, in the
/// canvas, of the upper left corner of the first pixel; `zoom` is screen pixels per image pixel. Image
/// coordinates are those of [org.maskwright.label.Prompt]: the centre of the first pixel at (0, 0), so its
/// corner at (-0.5, -0.5).
///
/// @param width width of the canvas in screen pixels
/// @param height height of the canvas in screen pixels
public record Viewport(
        double width, double height, int imageWidth, int imageHeight, double zoom, double left, double top) {
    static final double MOST = 64;
    private static final double LEAST = 1 / 64.0;

    /// The picture keeps at least this much of itself on the canvas, in screen pixels.
    private static final double KEPT = 48;

    public Viewport {
        if (imageWidth < 1 || imageHeight < 1 || !(zoom > 0)) {
            throw new IllegalArgumentException(imageWidth + " x " + imageHeight + " at " + zoom);
        }
    }

    /// The whole image, centred, as large as fits; small images are enlarged by whole numbers only.
    public static Viewport fit(double width, double height, int imageWidth, int imageHeight) {
        double z = Math.min(Math.max(1, width) / imageWidth, Math.max(1, height) / imageHeight);
        z = Math.clamp(z > 2 ? Math.floor(z) : z, LEAST, MOST);
        return new Viewport(width, height, imageWidth, imageHeight, z, 0, 0)
                .centred(imageWidth / 2.0, imageHeight / 2.0);
    }

    public double toImageX(double screenX) {
        return (screenX - left) / zoom - 0.5;
    }

    public double toImageY(double screenY) {
        return (screenY - top) / zoom - 0.5;
    }

    public double toScreenX(double imageX) {
        return left + (imageX + 0.5) * zoom;
    }

    public double toScreenY(double imageY) {
        return top + (imageY + 0.5) * zoom;
    }

    /// True when a screen position lies on the picture.
    public boolean onImage(double screenX, double screenY) {
        return screenX >= left
                && screenX < left + imageWidth * zoom
                && screenY >= top
                && screenY < top + imageHeight * zoom;
    }

    /// Zooms to `newZoom` so that what lies under (screenX, screenY) stays there.
    public Viewport zoomedTo(double newZoom, double screenX, double screenY) {
        double z = Math.clamp(newZoom, LEAST, MOST);
        double f = z / zoom;
        return at(z, screenX - (screenX - left) * f, screenY - (screenY - top) * f);
    }

    public Viewport zoomedBy(double factor, double screenX, double screenY) {
        return zoomedTo(zoom * factor, screenX, screenY);
    }

    public Viewport panned(double dx, double dy) {
        return at(zoom, left + dx, top + dy);
    }

    /// True when only the place differs.
    boolean isPanOf(Viewport o) {
        return equals(new Viewport(o.width, o.height, o.imageWidth, o.imageHeight, o.zoom, left, top));
    }

    /// Centred on the box and zoomed so that it fills `share` of the canvas' area, at most.
    public Viewport around(Bounds box, double share) {
        double side = Math.sqrt(share);
        double z = Math.min(width * side / Math.max(1, box.width()), height * side / Math.max(1, box.height()));
        return at(Math.clamp(z, LEAST, MOST), left, top)
                .centred((box.left() + box.right()) / 2.0, (box.top() + box.bottom()) / 2.0);
    }

    /// On a canvas of another size whose upper left corner moved by (dx, dy) on the screen: the picture
    /// stays where it is.
    public Viewport resized(double newWidth, double newHeight, double dx, double dy) {
        return new Viewport(newWidth, newHeight, imageWidth, imageHeight, zoom, left, top).panned(-dx, -dy);
    }

    /// True when this is how [#fit] would show the image.
    public boolean isFit() {
        return equals(fit(width, height, imageWidth, imageHeight));
    }

    /// Panned no farther than needed to bring an image position onto the canvas, a little inside its edge.
    public Viewport showing(double imageX, double imageY) {
        double x = toScreenX(imageX);
        double y = toScreenY(imageY);
        double edge = Math.min(KEPT, Math.min(width, height) / 4);
        return panned(
                Math.clamp(x, edge, Math.max(edge, width - edge)) - x,
                Math.clamp(y, edge, Math.max(edge, height - edge)) - y);
    }

    /// The same view in pixels of another size: `s` of them for each screen pixel.
    Viewport scaled(double s) {
        return new Viewport(width * s, height * s, imageWidth, imageHeight, zoom * s, left * s, top * s);
    }

    private Viewport centred(double edgeX, double edgeY) {
        return at(zoom, width / 2 - edgeX * zoom, height / 2 - edgeY * zoom);
    }

    private Viewport at(double z, double l, double t) {
        return new Viewport(
                width,
                height,
                imageWidth,
                imageHeight,
                z,
                kept(l, imageWidth * z, width),
                kept(t, imageHeight * z, height));
    }

    private static double kept(double start, double extent, double canvas) {
        double keep = Math.min(KEPT, extent);
        double least = keep - extent;
        return Math.clamp(start, least, Math.max(least, canvas - keep));
    }
}
