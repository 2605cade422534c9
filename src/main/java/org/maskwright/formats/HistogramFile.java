package org.maskwright.formats;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.maskwright.Problem;
import org.maskwright.Words;
import org.maskwright.measure.Distribution;

/// A histogram as a picture for a paper: SVG, whose words stay words, or PNG of twice the pixels. Black on white.
public final class HistogramFile {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 400;
    private static final int LEFT = 64;
    private static final int RIGHT = WIDTH - 20;
    private static final int TOP = 52;
    private static final int BOTTOM = HEIGHT - 56;
    private static final int PNG_SCALE = 2;
    private static final String BAR = "#2A6FCB";
    private static final String INK = "#1A1C1F";
    private static final String FAINT = "#D5D8DD";

    /// One thing that is drawn.
    private sealed interface Mark {
        record Bar(double x, double y, double width, double height) implements Mark {}

        record Line(double x0, double y0, double x1, double y1, String colour) implements Mark {}

        /// @param anchor 0 when the words begin at x, 0.5 when they are centred there, 1 when they end there
        /// @param upward turned by a right angle, to be read from below
        record Text(double x, double y, double anchor, int size, boolean bold, boolean upward, String words)
                implements Mark {}
    }

    private HistogramFile() {}

    /// Writes by the file's ending, `.svg` or `.png`, whole or not at all.
    ///
    /// @param title what was counted
    /// @param axis what was measured, with its unit
    /// @throws Problem for another ending, or when it cannot be written
    public static void write(Path file, Distribution counted, String title, String axis) {
        String name = String.valueOf(file.getFileName());
        byte[] bytes = switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "svg" -> svg(marks(counted, title, axis)).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            case "png" -> png(marks(counted, title, axis));
            default -> throw new Problem("formats.picture", name);
        };
        Path folder = file.toAbsolutePath().getParent();
        new Outbox(folder == null ? Path.of("") : folder).bytes(name, bytes);
    }

    private static List<Mark> marks(Distribution d, String title, String axis) {
        List<Mark> out = new ArrayList<>();
        int most = d.counts().stream().mapToInt(Integer::intValue).max().orElse(1);
        double step = Math.max(1, Distribution.step(most / 5.0));
        double perCount = (BOTTOM - TOP) / (double) Math.max(most, 1);
        for (double n = 0; n <= most; n += step) {
            double y = BOTTOM - n * perCount;
            out.add(new Mark.Line(LEFT, y, RIGHT, y, FAINT));
            out.add(new Mark.Text(LEFT - 8, y + 4, 1, 12, false, false, number(n)));
        }
        double perUnit = (RIGHT - LEFT) / (d.to() - d.from());
        for (int i = 0; i < d.counts().size(); i++) {
            double high = d.counts().get(i) * perCount;
            double x = LEFT + i * d.width() * perUnit;
            out.add(new Mark.Bar(x + 0.5, BOTTOM - high, Math.max(0.5, d.width() * perUnit - 1), high));
        }
        double tick = Distribution.step((d.to() - d.from()) / 7);
        for (double v = Math.ceil(d.from() / tick) * tick; v <= d.to() + tick * 1e-6; v += tick) {
            double x = LEFT + (v - d.from()) * perUnit;
            out.add(new Mark.Line(x, BOTTOM, x, BOTTOM + 5, INK));
            out.add(new Mark.Text(x, BOTTOM + 19, 0.5, 12, false, false, number(Math.abs(v) < tick / 2 ? 0 : v)));
        }
        out.add(new Mark.Line(LEFT, BOTTOM, RIGHT, BOTTOM, INK));
        out.add(new Mark.Text((LEFT + RIGHT) / 2.0, HEIGHT - 14, 0.5, 13, false, false, axis));
        out.add(new Mark.Text(18, (TOP + BOTTOM) / 2.0, 0.5, 13, false, true, Words.of("formats.histogram.objects")));
        out.add(new Mark.Text(LEFT, 22, 0, 15, true, false, title));
        out.add(new Mark.Text(LEFT, 40, 0, 12, false, false, summary(d)));
        return out;
    }

    private static String summary(Distribution d) {
        return Words.of(
                "formats.histogram.summary",
                Integer.toString(d.size()),
                number(d.mean()),
                number(d.median()),
                number(d.deviation()));
    }

    /// With four digits at most, and a true minus.
    private static String number(double v) {
        return new java.math.BigDecimal(v)
                .round(new java.math.MathContext(4))
                .stripTrailingZeros()
                .toString()
                .replace("E+", "e")
                .replace("E", "e")
                .transform(HistogramFile::plain)
                .replace('-', '−');
    }

    /// Numbers that people write out are written out.
    private static String plain(String number) {
        var value = new java.math.BigDecimal(number);
        double size = Math.abs(value.doubleValue());
        return size == 0 || (size >= 1e-4 && size < 1e7) ? value.toPlainString() : number;
    }

    private static String svg(List<Mark> marks) {
        var out = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\""
                .concat(" viewBox=\"0 0 %1$d %2$d\" font-family=\"Inter, Helvetica, Arial, sans-serif\">\n")
                .formatted(WIDTH, HEIGHT));
        out.append("<rect width=\"100%\" height=\"100%\" fill=\"#FFFFFF\"/>\n");
        for (Mark mark : marks) {
            out.append(
                    switch (mark) {
                        case Mark.Bar b ->
                            "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>\n"
                                    .formatted(at(b.x), at(b.y), at(b.width), at(b.height), BAR);
                        case Mark.Line l ->
                            "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\"/>\n"
                                    .formatted(at(l.x0), at(l.y0), at(l.x1), at(l.y1), l.colour);
                        case Mark.Text t ->
                            "<text x=\"%1$s\" y=\"%2$s\" font-size=\"%3$d\" fill=\"%4$s\"%5$s%6$s%7$s>%8$s</text>\n"
                                    .formatted(
                                            at(t.x),
                                            at(t.y),
                                            t.size,
                                            INK,
                                            t.anchor == 0
                                                    ? ""
                                                    : " text-anchor=\"" + (t.anchor == 1 ? "end" : "middle") + '"',
                                            t.bold ? " font-weight=\"600\"" : "",
                                            t.upward
                                                    ? " transform=\"rotate(-90 %s %s)\"".formatted(at(t.x), at(t.y))
                                                    : "",
                                            escape(t.words));
                    });
        }
        return out.append("</svg>\n").toString();
    }

    private static String at(double v) {
        return String.format(Locale.ROOT, "%.2f", v);
    }

    private static String escape(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static byte[] png(List<Mark> marks) {
        var image = new BufferedImage(WIDTH * PNG_SCALE, HEIGHT * PNG_SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.scale(PNG_SCALE, PNG_SCALE);
        g.setColor(Color.WHITE);
        g.fill(new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        g.setStroke(new BasicStroke(1));
        for (Mark mark : marks) {
            switch (mark) {
                case Mark.Bar b -> {
                    g.setColor(Color.decode(BAR));
                    g.fill(new Rectangle2D.Double(b.x, b.y, b.width, b.height));
                }
                case Mark.Line l -> {
                    g.setColor(Color.decode(l.colour));
                    g.draw(new Line2D.Double(l.x0, l.y0, l.x1, l.y1));
                }
                case Mark.Text t -> {
                    g.setColor(Color.decode(INK));
                    write(g, t);
                }
            }
        }
        g.dispose();
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) { // a stream in memory does not fail
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void write(Graphics2D g, Mark.Text t) {
        var line = new Lettering(t.bold, t.size).line(t.words);
        var before = g.getTransform();
        g.translate(t.x, t.y);
        if (t.upward) {
            g.rotate(-Math.PI / 2);
        }
        g.translate(-t.anchor * line.getLogicalBounds().getWidth(), 0);
        g.fill(line.getOutline());
        g.setTransform(before);
    }
}
