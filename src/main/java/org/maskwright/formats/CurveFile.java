package org.maskwright.formats;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/// Learning curves as a PNG of twice the pixels: shares of 1 by step, black on white.
public final class CurveFile {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 400;
    private static final int LEFT = 56;
    private static final int RIGHT = WIDTH - 24;
    private static final int TOP = 48;
    private static final int BOTTOM = HEIGHT - 48;
    private static final int SCALE = 2;
    private static final Color INK = Color.decode("#1A1C1F");
    private static final Color FAINT = Color.decode("#D5D8DD");
    private static final List<Color> COLOURS =
            List.of(Color.decode("#2A6FCB"), Color.decode("#C2571A"), Color.decode("#2E8540"));

    /// One curve.
    ///
    /// @param values from 0 to 1, one for each step that was measured at
    public record Curve(String name, List<Double> values) {
        public Curve {
            values = List.copyOf(values);
        }
    }

    private CurveFile() {}

    /// Writes whole or not at all.
    ///
    /// @param steps that were measured at, growing
    /// @param axis what a step is
    public static void write(Path file, String title, String axis, List<Integer> steps, List<Curve> curves) {
        var image = new BufferedImage(WIDTH * SCALE, HEIGHT * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.scale(SCALE, SCALE);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, WIDTH, HEIGHT);
        int last = Math.max(1, steps.isEmpty() ? 1 : steps.getLast());
        axes(g, title, axis, last);
        for (int c = 0; c < curves.size(); c++) {
            draw(g, curves.get(c), steps, last, COLOURS.get(c % COLOURS.size()), c);
        }
        g.dispose();
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) { // a stream in memory does not fail
            throw new UncheckedIOException(e);
        }
        Path folder = file.toAbsolutePath().getParent();
        new Outbox(folder == null ? Path.of("") : folder).bytes(String.valueOf(file.getFileName()), out.toByteArray());
    }

    private static void axes(Graphics2D g, String title, String axis, int last) {
        g.setStroke(new BasicStroke(1));
        for (int i = 0; i <= 5; i++) {
            double y = y(i / 5.0);
            g.setColor(i == 0 ? INK : FAINT);
            g.draw(new Line2D.Double(LEFT, y, RIGHT, y));
            words(g, String.format(Locale.ROOT, "%.1f", i / 5.0), LEFT - 8, y + 4, 1, false, INK);
        }
        for (int i = 0; i <= 4; i++) {
            words(g, String.valueOf(Math.round(last * i / 4.0)), x(last * i / 4.0, last), BOTTOM + 18, 0.5, false, INK);
        }
        words(g, title, LEFT, 22, 0, true, INK);
        words(g, axis, (LEFT + RIGHT) / 2.0, HEIGHT - 10, 0.5, false, INK);
    }

    private static void draw(Graphics2D g, Curve curve, List<Integer> steps, int last, Color colour, int place) {
        g.setColor(colour);
        g.setStroke(new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        var path = new Path2D.Double();
        var points = new ArrayList<Ellipse2D>();
        for (int i = 0; i < Math.min(steps.size(), curve.values().size()); i++) {
            double x = x(steps.get(i), last);
            double value = curve.values().get(i);
            double y = y(Double.isNaN(value) ? 0 : value);
            if (points.isEmpty()) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
            points.add(new Ellipse2D.Double(x - 2.5, y - 2.5, 5, 5));
        }
        g.draw(path);
        points.forEach(g::fill);
        words(g, curve.name(), RIGHT, TOP - 26 + 15 * place, 1, false, colour);
    }

    private static void words(
            Graphics2D g, String words, double x, double y, double anchor, boolean bold, Color colour) {
        var line = new Lettering(bold, bold ? 15 : 12).line(words);
        g.setColor(colour);
        double left = x - anchor * line.getLogicalBounds().getWidth();
        g.fill(AffineTransform.getTranslateInstance(left, y).createTransformedShape(line.getOutline()));
    }

    private static double x(double step, int last) {
        return LEFT + (RIGHT - LEFT) * step / last;
    }

    private static double y(double value) {
        return BOTTOM - (BOTTOM - TOP) * Math.clamp(value, 0, 1);
    }
}
