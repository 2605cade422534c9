import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/// Draws the application's icon, a cell that is clicked on, at every size that a system asks for, and packs it as each
/// system wants it. `assets/icon.svg` is the same drawing; a test compares the numbers.
final class Icons {
    /// Side of the drawing's own coordinates.
    static final double SIDE = 256;

    /// What Linux desktops look for.
    static final List<Integer> PNG = List.of(16, 22, 24, 32, 48, 64, 128, 256, 512);

    private static final List<Integer> ICO = List.of(16, 24, 32, 48, 64, 128, 256);

    /// No ic04 and ic05, the sizes 16 and 32 at 1x: a Mac shows PNG in them scrambled where they are of an application,
    /// and without them makes these sizes itself.
    private static final Map<String, Integer> ICNS = new TreeMap<>(Map.of(
            "ic07", 128, "ic08", 256, "ic09", 512, "ic10", 1024, "ic11", 32, "ic12", 64, "ic13", 256, "ic14", 512));

    private Icons() {}

    static BufferedImage draw(int size) {
        var image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
        var g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.transform(AffineTransform.getScaleInstance(size / SIDE, size / SIDE));
        g.setColor(new Color(0x1F2226));
        g.fill(new RoundRectangle2D.Double(8, 8, 240, 240, 56, 56));
        g.rotate(Math.toRadians(20), 128, 128);
        var cell = new Ellipse2D.Double(60, 42, 136, 172);
        g.setColor(new Color(0x1E4F86));
        g.fill(cell);
        // A line of a 16th of the side stays visible when the icon is 16 pixels large.
        g.setStroke(new BasicStroke(16));
        g.setColor(new Color(0x5AA7FF));
        g.draw(cell);
        g.rotate(Math.toRadians(-20), 128, 128);
        g.setColor(Color.WHITE);
        g.setStroke(new BasicStroke(18, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(new Line2D.Double(96, 128, 160, 128));
        g.draw(new Line2D.Double(128, 96, 128, 160));
        g.dispose();
        return image;
    }

    private static byte[] png(int size) {
        try {
            var bytes = new ByteArrayOutputStream();
            ImageIO.write(draw(size), "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes `maskwright.png`, `.ico` and `.icns`, and one PNG for each size as `SIZE.png`.
    static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (int size : PNG) {
            Files.write(folder.resolve(size + ".png"), png(size));
        }
        Files.write(folder.resolve("maskwright.png"), png(256));
        Files.write(folder.resolve("maskwright.ico"), ico());
        Files.write(folder.resolve("maskwright.icns"), icns());
    }

    /// A directory of PNG images, as Windows has read them since Vista.
    static byte[] ico() {
        var images = ICO.stream().map(Icons::png).toList();
        int length = 6 + 16 * ICO.size();
        var out = ByteBuffer.allocate(length + images.stream().mapToInt(i -> i.length).sum())
                .order(ByteOrder.LITTLE_ENDIAN);
        out.putShort((short) 0).putShort((short) 1).putShort((short) ICO.size());
        for (int i = 0; i < ICO.size(); i++) {
            byte side = (byte) (int) ICO.get(i); // 256 is written as 0
            out.put(side).put(side).putShort((short) 0).putShort((short) 1).putShort((short) 32);
            out.putInt(images.get(i).length).putInt(length);
            length += images.get(i).length;
        }
        images.forEach(out::put);
        return out.array();
    }

    /// Apple's container: a type and a length before each PNG.
    static byte[] icns() throws IOException {
        var body = new ByteArrayOutputStream();
        var out = new DataOutputStream(body);
        for (var e : ICNS.entrySet()) {
            byte[] image = png(e.getValue());
            out.write(e.getKey().getBytes(StandardCharsets.US_ASCII));
            out.writeInt(8 + image.length);
            out.write(image);
        }
        return ByteBuffer.allocate(8 + body.size())
                .put("icns".getBytes(StandardCharsets.US_ASCII))
                .putInt(8 + body.size())
                .put(body.toByteArray())
                .array();
    }
}
