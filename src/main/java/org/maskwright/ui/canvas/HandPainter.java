package org.maskwright.ui.canvas;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;
import org.maskwright.Words;
import org.maskwright.label.Prompt;
import org.maskwright.ui.model.Tool;

/// Draws what is in the hand: the prompts of the active object, the act under way, the pointer of the tool
/// and the predicted IoU beside it.
final class HandPainter {
    private static final Font WORD = Font.font("Inter", 11);
    private static final Font NUMBER = Font.font("JetBrains Mono", 11.5);
    private static final Color CHIP = Color.web("#17181B", 0.88);
    private static final Color CHIP_WORD = Color.web("#E8E9EB");
    private static final double CHIP_HEIGHT = 20;

    private HandPainter() {}

    /// @param act what the hand is doing, if anything
    /// @param pointer where the pointer or the key cursor is; null when it is not on the picture
    static void paint(GraphicsContext g, CanvasScene scene, Viewport v, Optional<Act> act, @Nullable Touch pointer) {
        var pen = new Pen(g);
        if (scene.active() != null && !scene.style().hidden()) {
            prompts(pen, scene.active().prompts(), v, act.flatMap(Act::replaces));
        }
        act.ifPresent(a -> a.paint(pen, v));
        if (pointer == null) {
            return;
        }
        if (scene.tool() == Tool.BRUSH || scene.tool() == Tool.ERASER) {
            pen.brush(pointer.x(), pointer.y(), scene.brushRadius() * v.zoom(), scene.tool() == Tool.ERASER);
        } else {
            pen.cross(pointer.x(), pointer.y());
        }
        if (scene.preview() != null && act.isEmpty()) {
            chip(g, pointer, scene.preview().predictedIou());
        }
    }

    private static void prompts(Pen pen, List<Prompt> prompts, Viewport v, Optional<Prompt.Box> replaced) {
        for (int i = 0; i < prompts.size(); i++) {
            boolean last = i == prompts.size() - 1;
            switch (prompts.get(i)) {
                case Prompt.Click c -> pen.click(v.toScreenX(c.x()), v.toScreenY(c.y()), c.positive(), last);
                case Prompt.Box b when replaced.isPresent() && replaced.get().equals(b) -> {}
                case Prompt.Box b -> pen.box(b, v);
                case Prompt.Scribble s -> pen.line(s.xy(), v);
            }
        }
    }

    private static void chip(GraphicsContext g, Touch at, double iou) {
        String word = Words.of("ui.canvas.iou");
        String number = String.format(Locale.ROOT, "%.2f", iou);
        double wordWidth = width(word, WORD);
        double w = 8 + wordWidth + 6 + width(number, NUMBER) + 8;
        double x = at.x() + 16 + w > at.viewport().width() ? at.x() - 16 - w : at.x() + 16;
        double y = at.y() + 14 + CHIP_HEIGHT > at.viewport().height() ? at.y() - 14 - CHIP_HEIGHT : at.y() + 14;
        g.setFill(CHIP);
        g.fillRoundRect(x, y, w, CHIP_HEIGHT, 8, 8);
        g.setFill(CHIP_WORD);
        g.setFont(WORD);
        g.fillText(word, x + 8, y + 14);
        g.setFont(NUMBER);
        g.fillText(number, x + 8 + wordWidth + 6, y + 14);
    }

    private static double width(String text, Font font) {
        var t = new Text(text);
        t.setFont(font);
        return t.getLayoutBounds().getWidth();
    }
}
