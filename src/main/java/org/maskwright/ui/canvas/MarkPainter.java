package org.maskwright.ui.canvas;

import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.IkonHandler;
import org.kordamp.ikonli.IkonResolverProvider;
import org.kordamp.ikonli.javafx.JavaFXFontLoader;
import org.maskwright.image.Calibration;
import org.maskwright.label.Bounds;
import org.maskwright.label.Instance;
import org.maskwright.ui.canvas.CanvasScene.Division;

/// Draws what stands on objects and on the picture: padlocks, question marks, numbers, divisions and the
/// scale bar. None of it scales with the zoom.
final class MarkPainter {
    private static final Font SEMIBOLD = Font.font("Inter SemiBold", 11);
    private static final Font NUMBER = Font.font("JetBrains Mono", 11);
    private static final Color DOUBT = Color.web("#EFB444");
    private static final Color UNSAVED = Color.web("#FF7F76");
    private static final Color DISC = Color.web("#17181B", 0.88);
    private static final double ICON = 12;
    private static final double BAR_MOST = 96;
    private static final double BAR_EDGE = 16;
    private static final double PADLOCK_FROM = 36;
    private static final double NUMBER_FROM = 24;
    private static final double FORK_FROM = 48;

    private final GraphicsContext g;
    private final CanvasScene scene;
    private final Viewport v;

    MarkPainter(GraphicsContext g, CanvasScene scene, Viewport v) {
        this.g = g;
        this.scene = scene;
        this.v = v;
    }

    void paint() {
        var style = scene.style();
        if (!style.hidden()) {
            for (Instance i : scene.labels().instances()) {
                if (isShown(i)) {
                    marks(i);
                }
            }
            if (style.divisions()) {
                scene.marks().divisions().forEach(this::division);
            }
        }
        if (style.scaleBar()) {
            scaleBar();
        }
    }

    private boolean isShown(Instance i) {
        Bounds b = i.mask().bounds();
        boolean hidden = i.state() == Instance.State.REJECTED
                || (scene.active() != null && i.id().equals(scene.active().reopened()));
        return !hidden
                && v.left() + b.right() * v.zoom() > 0
                && v.left() + b.left() * v.zoom() < v.width()
                && v.top() + b.bottom() * v.zoom() > 0
                && v.top() + b.top() * v.zoom() < v.height();
    }

    private void marks(Instance i) {
        double size = i.mask().bounds().width() * v.zoom();
        if (i.state() == Instance.State.LOCKED && size > PADLOCK_FROM) {
            Place p = centre(i);
            icon("ci-locked", p.x, p.y);
        } else if (scene.style().numbers() && size > NUMBER_FROM) {
            Place p = centre(i);
            number(Integer.toString(i.id().value()), p.x, p.y);
        }
        if (scene.marks().doubtful().contains(i.id())) {
            disc(i, "?", DOUBT);
        }
        if (scene.marks().unsaved().contains(i.id())) {
            disc(i, "!", UNSAVED);
        }
    }

    /// Where the outline reaches farthest up and to the right, on the dots that run beside it.
    private void disc(Instance i, String sign, Color colour) {
        int[] corner = {Integer.MIN_VALUE, Integer.MAX_VALUE};
        i.mask().forEachRun((y, x0, x1) -> {
            if (x1 - y > (long) corner[0] - corner[1]) {
                corner[0] = x1;
                corner[1] = y;
            }
        });
        double x = v.left() + corner[0] * v.zoom() + 3;
        double y = v.top() + corner[1] * v.zoom() - 3;
        g.setFill(Color.BLACK);
        g.fillOval(x - 9, y - 9, 18, 18);
        g.setFill(colour);
        g.fillOval(x - 8, y - 8, 16, 16);
        g.setFill(Color.BLACK);
        text(sign, x, y, SEMIBOLD);
    }

    private void division(Division d) {
        Optional<Instance> one = scene.labels().find(d.one());
        Optional<Instance> other = scene.labels().find(d.other());
        if (one.isEmpty() || other.isEmpty()) {
            return;
        }
        Place a = centre(one.get());
        Place b = centre(other.get());
        var pen = new Pen(g);
        pen.twice(() -> g.strokeLine(a.x, a.y, b.x, b.y));
        double x = (a.x + b.x) / 2;
        double y = (a.y + b.y) / 2;
        if (Math.hypot(a.x - b.x, a.y - b.y) < FORK_FROM) {
            pen.disc(x, y, 4, Color.BLACK);
            pen.disc(x, y, 3, Color.WHITE);
        } else {
            pen.disc(x, y, 10, Color.WHITE);
            icon("ci-branch", x, y);
        }
    }

    private void scaleBar() {
        Calibration c = scene.calibration();
        ScaleBar bar = ScaleBar.of(c, v.zoom(), BAR_MOST);
        double y = v.height() - BAR_EDGE - 4;
        g.setFill(Color.BLACK);
        g.fillRect(BAR_EDGE - 1, y - 1, bar.width() + 2, 6);
        g.setFill(Color.WHITE);
        g.fillRect(BAR_EDGE, y, bar.width(), 4);
        double middle = BAR_EDGE + bar.width() / 2;
        outlined(bar.words(), middle, y - 10, SEMIBOLD);
    }

    private void number(String text, double x, double y) {
        outlined(text, x, y, NUMBER);
    }

    private void icon(String name, double x, double y) {
        g.setFill(DISC);
        g.fillOval(x - 9, y - 9, 18, 18);
        g.setFill(Color.WHITE);
        IkonHandler icons =
                IkonResolverProvider.getInstance(JavaFXFontLoader.getInstance()).resolve(name);
        var font = Font.font(icons.getFontFamily(), ICON);
        text(Character.toString(icons.resolve(name).getCode()), x, y, font);
    }

    private void outlined(String words, double x, double y, Font font) {
        g.setStroke(Color.BLACK);
        g.setLineWidth(2.5);
        g.setFont(font);
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.CENTER);
        g.strokeText(words, x, y);
        g.setFill(Color.WHITE);
        g.fillText(words, x, y);
    }

    private void text(String words, double x, double y, Font font) {
        g.setFont(font);
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.CENTER);
        g.fillText(words, x, y);
    }

    private record Place(double x, double y) {}

    /// On the screen; the middle of the mask's pixels.
    private Place centre(Instance i) {
        double[] sum = new double[2];
        i.mask().forEachRun((y, x0, x1) -> {
            sum[0] += (x1 - x0) * (x0 + x1 - 1) / 2.0;
            sum[1] += (double) (x1 - x0) * y;
        });
        double n = i.mask().area();
        return new Place(v.toScreenX(sum[0] / n), v.toScreenY(sum[1] / n));
    }
}
