package org.maskwright.ui.canvas;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.maskwright.image.Region;
import org.maskwright.label.Bounds;
import org.maskwright.label.Instance;
import org.maskwright.label.LabelColours;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.ui.canvas.CanvasScene.Style;
import org.maskwright.ui.canvas.Look.Stroke;

/// Paints the objects over the picture, each as its [Look] says: from below other frames, proposals,
/// accepted, locked, doubtful, selected, preview and active.
final class LabelPainter {
    /// Nothing of an object is painted farther than this outside its bounds, in screen pixels.
    static final int REACH = 12;

    /// Below this size, in screen pixels, an object is fill only.
    private static final double SMALL = 8;

    /// From this zoom on, fills follow the outline instead of the squares of the pixels.
    private static final double LARGE_PIXELS = 1.5;

    /// How far outside the outline the dots of a doubtful object run.
    private static final double APART = 5;

    private static final int SELECTED = 5;

    private final Contours contours;
    private final Stroker stroker = new Stroker();
    private final Filler filler = new Filler();

    LabelPainter(Contours contours) {
        this.contours = contours;
    }

    /// One paint: where to, which part, how the image lies there, and device pixels per screen pixel.
    private record Target(Pixels out, Region stale, Viewport v, double scale, Style style) {
        /// The part of the image that can be seen in the stale part.
        boolean shows(Bounds b) {
            double reach = REACH * scale;
            return v.left() + b.right() * v.zoom() + reach > stale.x()
                    && v.left() + b.left() * v.zoom() - reach < stale.right()
                    && v.top() + b.bottom() * v.zoom() + reach > stale.y()
                    && v.top() + b.top() * v.zoom() - reach < stale.bottom();
        }

        boolean small(Bounds b) {
            return Math.max(b.width(), b.height()) * v.zoom() < SMALL * scale;
        }
    }

    /// @param v how the image lies on `out`
    /// @param inHand mask of the active object as the act under way leaves it; null when there is none
    void paint(Pixels out, Region stale, Viewport v, double scale, CanvasScene scene, @Nullable Mask inHand) {
        Style style = scene.style();
        if (style.hidden()) {
            return;
        }
        var target = new Target(out, stale, v, scale, style);
        stroker.begin(out, stale);
        boolean bright = scene.picture().bright();
        if (scene.otherFrame() != null) {
            for (Instance i : visible(scene.otherFrame(), target)) {
                draw(target, i.mask(), LabelColours.rgb(i.colour(), bright), Look.OTHER_FRAME, 1, false);
            }
        }
        var marks = scene.marks();
        var shown = visible(scene.labels(), target);
        shown.removeIf(i -> (i.state() == Instance.State.REJECTED && !style.rejected())
                || (scene.active() != null && i.id().equals(scene.active().reopened())));
        for (Instance i : inOrder(shown, scene)) {
            boolean recedes = marks.inQuestion() != null && !i.id().equals(marks.inQuestion());
            int own = LabelColours.rgb(i.colour(), bright);
            boolean doubtful = marks.doubtful().contains(i.id());
            var state = marks.unsaved().contains(i.id()) ? Instance.State.ACCEPTED : i.state();
            Look look = Look.of(state, i.id().equals(marks.selected()), style);
            draw(target, i.mask(), own, look, recedes ? Look.RECEDING : 1, doubtful);
        }
        hand(target, scene, inHand);
    }

    private void hand(Target target, CanvasScene scene, @Nullable Mask inHand) {
        var active = scene.active();
        int own = active == null
                ? Look.BLUE
                : LabelColours.rgb(active.colour(), scene.picture().bright());
        var preview = scene.preview();
        if (preview != null && target.shows(preview.mask().bounds())) {
            draw(target, preview.mask(), preview.adds() ? own : Look.BLUE, Look.PREVIEW, 1, false);
        }
        if (inHand != null && target.shows(inHand.bounds())) {
            draw(target, inHand, own, Look.active(target.style), 1, false);
        }
    }

    private static List<Instance> visible(Labels labels, Target target) {
        var out = new ArrayList<Instance>();
        for (Instance i : labels.instances()) {
            if (target.shows(i.mask().bounds())) {
                out.add(i);
            }
        }
        return out;
    }

    private static List<Instance> inOrder(List<Instance> shown, CanvasScene scene) {
        var ranks = new ArrayList<List<Instance>>();
        for (int i = 0; i <= SELECTED; i++) {
            ranks.add(new ArrayList<>());
        }
        shown.forEach(i -> ranks.get(rank(i, scene)).add(i));
        return ranks.stream().flatMap(List::stream).toList();
    }

    private static int rank(Instance i, CanvasScene scene) {
        if (i.id().equals(scene.marks().selected())) {
            return SELECTED;
        }
        if (scene.marks().doubtful().contains(i.id())) {
            return 4;
        }
        return switch (i.state()) {
            case REJECTED -> 0;
            case PROPOSED -> 1;
            case ACCEPTED -> 2;
            case LOCKED -> 3;
        };
    }

    private void draw(Target t, Mask mask, int own, Look look, double strength, boolean doubtful) {
        boolean farOut = t.v.zoom() <= 0.5 * t.scale && !doubtful;
        boolean small = t.small(mask.bounds()) && !look.inHand();
        List<float[]> rings =
                small ? null : look.inHand() ? contours.inHand(mask) : contours.ifAffordable(mask, farOut);
        boolean lined = rings != null && (t.style.outlines() || look.inHand());
        double fill = lined ? look.fill() : look.fillAlone();
        if (fill > 0 && (t.style.fills() || !lined)) {
            int opacity = (int) Math.round(fill * strength * Pixels.OPAQUE);
            if (rings != null && t.v.zoom() >= LARGE_PIXELS) {
                filler.inside(t.out, t.stale, t.v, rings, own, opacity);
            } else {
                filler.runs(t.out, t.stale, t.v, mask, own, opacity);
            }
        }
        if (rings == null || !lined) {
            return;
        }
        if (look.halo() != null) {
            stroke(t, rings, look.halo(), own, strength);
        }
        stroke(t, rings, look.line(), own, strength);
        if (doubtful) {
            List<float[]> around = rings.stream()
                    .map(r -> Offset.outside(r, APART * t.scale / t.v.zoom()))
                    .toList();
            stroke(t, around, Look.DOUBTFUL_DOTS, own, strength);
        }
    }

    private void stroke(Target t, List<float[]> rings, Stroke s, int own, double strength) {
        var line = new Stroker.Line(s.width() * t.scale, s.on() * t.scale, s.off() * t.scale);
        for (float[] ring : rings) {
            stroker.ring(ring, t.v.zoom(), t.v.left(), t.v.top(), line);
        }
        stroker.lay(t.out, s.rgb() < 0 ? own : s.rgb(), s.opacity() * strength);
    }
}
