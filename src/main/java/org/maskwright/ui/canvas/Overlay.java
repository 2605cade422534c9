package org.maskwright.ui.canvas;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.maskwright.formats.Lettering;
import org.maskwright.image.Calibration;
import org.maskwright.image.Raster;
import org.maskwright.image.Region;
import org.maskwright.label.Bounds;
import org.maskwright.label.Instance;
import org.maskwright.label.Labels;

/// A picture with its accepted objects drawn into it, one pixel for each of the image's, for papers and talks. Painted
/// by the same painters as the canvas, in strips, without a window and on any thread.
///
/// @param numbers the id of each object, written on it
/// @param line width of an outline in pixels; 0 for one that suits the size of the picture
/// @param fill opacity of a fill, 0 to 1
public record Overlay(boolean outlines, boolean fills, boolean numbers, boolean scaleBar, double line, double fill) {
    /// Outlines, faint fills and a scale bar.
    public static final Overlay USUAL = new Overlay(true, true, false, true, 0, 0.24);

    private static final int STRIP = 512;
    private static final double USUAL_LINE = 1.5;
    private static final double USUAL_SIDE = 800;
    private static final double LETTER = 11;
    private static final double BAR_MOST = 96;
    private static final double BAR_EDGE = 16;
    private static final double BAR_HEIGHT = 4;

    public Overlay {
        if (!(line >= 0) || line > 100 || !(fill >= 0) || fill > 1) {
            throw new IllegalArgumentException("line " + line + ", fill " + fill);
        }
    }

    /// How many times larger than on a screen lines and words are: as the picture is larger than a screen.
    private static double scale(Raster raster) {
        return Math.max(1, Math.min(raster.width(), raster.height()) / USUAL_SIDE);
    }

    /// Red, green and blue, 8 bits each.
    ///
    /// @param labels of the picture's size; only accepted objects are drawn
    public Raster paint(CanvasScene.Picture picture, Labels labels, Calibration size) {
        Raster raster = picture.raster();
        int w = raster.width();
        int h = raster.height();
        double scale = scale(raster);
        var style = new CanvasScene.Style(
                fill, USUAL_LINE, fills, outlines, !fills && !outlines, false, false, false, false);
        CanvasScene scene = CanvasScene.of(picture, accepted(labels)).withStyle(style);
        var contours = traced(scene.labels());
        var labelPainter = new LabelPainter(contours);
        var picturePainter = new PicturePainter();
        Pyramid flat = Pyramid.flat(raster);
        List<Word> words = words(scene.labels(), size, w, h, scale);
        byte[] planar = new byte[Math.multiplyExact(3, Math.multiplyExact(w, h))];
        for (int top = 0; top < h; top += STRIP) {
            var out = new Pixels(w, Math.min(STRIP, h - top));
            var v = new Viewport(w, out.height(), w, h, 1, 0, -top);
            Region all = out.bounds();
            picturePainter.paint(out, all, v, picture, flat);
            labelPainter.paint(out, all, v, line > 0 ? line / USUAL_LINE : scale, scene, null);
            write(words, out, top);
            split(out, top, w * h, planar);
        }
        return Raster.ofBytes(w, h, 3, planar);
    }

    private static Labels accepted(Labels labels) {
        Labels out = labels;
        for (Instance i : labels.instances()) {
            if (!i.isAccepted()) {
                out = out.without(i.id());
            } else if (i.state() != Instance.State.ACCEPTED) {
                out = out.with(i.withState(Instance.State.ACCEPTED)); // a padlock means nothing on paper
            }
        }
        return out;
    }

    /// All outlines before anything is painted, since the painter leaves out what would take it too long.
    private static Contours traced(Labels labels) {
        var contours = new Contours();
        for (Instance i : labels.instances()) {
            contours.beginPulse();
            contours.ifAffordable(i.mask(), false);
        }
        return contours;
    }

    private static void split(Pixels strip, int top, int plane, byte[] planar) {
        int at = top * strip.width();
        for (int argb : strip.array()) {
            planar[at] = (byte) (argb >> 16);
            planar[plane + at] = (byte) (argb >> 8);
            planar[2 * plane + at] = (byte) argb;
            at++;
        }
    }

    /// A white shape with a dark edge.
    private record Word(Shape shape, double edge) {}

    private List<Word> words(Labels labels, Calibration size, int w, int h, double scale) {
        List<Word> out = new ArrayList<>();
        if (numbers && labels.size() > 0) {
            var lettering = new Lettering(true, LETTER * scale);
            for (Instance i : labels.instances()) {
                Bounds b = i.mask().bounds();
                GlyphVector id = lettering.line(Integer.toString(i.id().value()));
                out.add(new Word(centred(id, (b.left() + b.right()) / 2.0, (b.top() + b.bottom()) / 2.0), 2.5 * scale));
            }
        }
        double edge = BAR_EDGE * scale;
        double room = Math.min(BAR_MOST * scale, w - 2 * edge);
        if (scaleBar && room >= 1) {
            ScaleBar bar = ScaleBar.of(size, 1, room);
            double y = h - edge - BAR_HEIGHT * scale;
            out.add(new Word(new Rectangle2D.Double(edge, y, bar.width(), BAR_HEIGHT * scale), 2 * scale));
            GlyphVector length = new Lettering(true, LETTER * scale).line(bar.words());
            double middle =
                    edge + Math.max(bar.width(), length.getLogicalBounds().getWidth()) / 2;
            out.add(new Word(centred(length, middle, y - 10 * scale), 3 * scale));
        }
        return out;
    }

    private static Shape centred(GlyphVector words, double x, double y) {
        Rectangle2D box = words.getVisualBounds();
        return AffineTransform.getTranslateInstance(x - box.getCenterX(), y - box.getCenterY())
                .createTransformedShape(words.getOutline());
    }

    private static void write(List<Word> words, Pixels strip, int top) {
        int w = strip.width();
        int h = strip.height();
        if (words.stream().noneMatch(s -> s.shape.intersects(0, top - 2 * s.edge, w, h + 4 * s.edge))) {
            return;
        }
        var image = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, w, h, strip.array(), 0, w);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.translate(0, -top);
        for (Word word : words) {
            g.setColor(Color.BLACK);
            g.setStroke(new BasicStroke((float) word.edge, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            g.draw(word.shape);
            g.setColor(Color.WHITE);
            g.fill(word.shape);
        }
        g.dispose();
        image.getRGB(0, 0, w, h, strip.array(), 0, w);
    }
}
