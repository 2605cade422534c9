package org.maskwright.ui.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.maskwright.image.Region;
import org.maskwright.label.Bounds;
import org.maskwright.label.Instance;
import org.maskwright.label.Instance.State;
import org.maskwright.label.LabelColours;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.ui.canvas.CanvasScene.Active;
import org.maskwright.ui.canvas.CanvasScene.Marks;
import org.maskwright.ui.canvas.CanvasScene.Preview;
import org.maskwright.ui.canvas.CanvasScene.Style;

/// What the painter writes, told from the pixels: on black, so that an opacity can be read off.
class LabelPainterTest {
    private static final Mask SQUARE = Mask.of(40, 30, 20, 20, i -> true);

    /// The square's upper edge on the screen at zoom 5, its inside, and just outside of it.
    private static final double EDGE_Y = 150;

    private static final int INSIDE = 200;

    @Test
    void anAcceptedObjectHasItsOwnLineAndAQuarterOfItInside() {
        Pixels p = paint(Scenes.square(State.ACCEPTED), 5);
        int own = LabelColours.rgb(9, false);
        assertColour(p.array()[p.index(250, 149)], own, 0.75);
        assertColour(p.array()[p.index(250, INSIDE)], own, 0.24);
        assertThat(p.array()[p.index(250, 140)]).isEqualTo(0xFF000000);
    }

    @Test
    void fillAndOutlineAreThePersonsChoice() {
        CanvasScene scene = Scenes.square(State.ACCEPTED);
        int own = LabelColours.rgb(9, false);
        Pixels half = paint(scene.withStyle(style(0.5, true, true, false)), 5);
        assertColour(half.array()[half.index(250, INSIDE)], own, 0.5);
        Pixels lines = paint(scene.withStyle(style(0.24, false, true, false)), 5);
        assertColour(lines.array()[lines.index(250, INSIDE)], own, 0);
        Pixels fills = paint(scene.withStyle(style(0.24, true, false, false)), 5);
        assertColour(fills.array()[fills.index(250, 151)], own, 0.24);
        Pixels hidden = paint(scene.withStyle(style(0.24, true, true, true)), 5);
        assertColour(hidden.array()[hidden.index(250, INSIDE)], own, 0);
    }

    @Test
    void outlinesKeepTheirWidthAtEveryZoom() {
        for (double zoom : new double[] {1, 2, 5, 12}) {
            assertThat(thickness(paint(Scenes.square(State.ACCEPTED), zoom), zoom, 2))
                    .as("zoom %s", zoom)
                    .isCloseTo(1.5, within(0.3));
        }
    }

    /// Width of the line across the middle of the upper edge, as summed light of the strongest part.
    private static double thickness(Pixels p, double zoom, double reach) {
        int x = (int) (50 * zoom);
        double sum = 0;
        for (int y = (int) (30 * zoom - reach); y <= 30 * zoom + reach; y++) {
            double inside = y >= 30 * zoom ? 0.24 : 0;
            double light = (p.array()[p.index(x, y)] & 0xFF) / (double) (LabelColours.rgb(9, false) & 0xFF);
            sum += (light - inside) / (1 - inside);
        }
        return sum;
    }

    @Test
    void theStatesDifferInAGreyPrint() {
        Map<State, double[]> patterns = new EnumMap<>(State.class);
        for (State state : State.values()) {
            CanvasScene scene = Scenes.square(state);
            patterns.put(
                    state,
                    pattern(paint(
                            scene.withStyle(new Style(0.24, 1.5, true, true, false, true, false, true, true)), 5)));
        }
        var kinds = new ArrayList<>(patterns.values());
        CanvasScene plain = Scenes.square(State.ACCEPTED);
        CanvasScene none = plain.withLabels(Labels.empty(100, 80), null);
        kinds.add(pattern(paint(none.withActive(new Active(SQUARE, 9, List.of(), null)), 5)));
        kinds.add(pattern(paint(none.withPreview(new Preview(SQUARE, 0.9, false)), 5)));
        kinds.add(pattern(paint(plain.withMarks(new Marks(Set.of(Scenes.id(1)), Set.of(), null, null, List.of())), 5)));
        assertAllDiffer(kinds);
        // Rejected objects are shown in Review only, where the frame before is not: both are dotted.
        kinds.remove(patterns.get(State.REJECTED));
        kinds.add(pattern(paint(none.withLabels(Labels.empty(100, 80), plain.labels()), 5)));
        assertAllDiffer(kinds);
    }

    private static void assertAllDiffer(List<double[]> kinds) {
        for (int i = 0; i < kinds.size(); i++) {
            for (int j = 0; j < i; j++) {
                double most = 0;
                for (int k = 0; k < kinds.get(i).length; k++) {
                    most = Math.max(most, Math.abs(kinds.get(i)[k] - kinds.get(j)[k]));
                }
                assertThat(most).as("kinds %d and %d", i, j).isGreaterThan(0.06);
            }
        }
    }

    /// Grey of the inside, mean and variation of grey along the line, along the dots outside, and its
    /// brightest.
    private static double[] pattern(Pixels p) {
        double[] line = along(p, (int) EDGE_Y - 1);
        double[] dots = along(p, (int) EDGE_Y - 6);
        return new double[] {grey(p, 250, INSIDE), line[0], line[1], dots[0], dots[1], line[2]};
    }

    private static double[] along(Pixels p, int y) {
        double sum = 0;
        double squares = 0;
        double most = 0;
        int n = 0;
        for (int x = 215; x < 285; x++) {
            double v = grey(p, x, y);
            sum += v;
            squares += v * v;
            most = Math.max(most, v);
            n++;
        }
        double mean = sum / n;
        return new double[] {mean, Math.sqrt(Math.max(0, squares / n - mean * mean)), most};
    }

    private static double grey(Pixels p, int x, int y) {
        int c = p.array()[p.index(x, y)];
        return (0.2126 * ((c >> 16) & 0xFF) + 0.7152 * ((c >> 8) & 0xFF) + 0.0722 * (c & 0xFF)) / 255;
    }

    @Test
    void aTinyObjectIsFillOnly() {
        Pixels p = paint(Scenes.square(State.ACCEPTED), 0.35);
        int own = LabelColours.rgb(9, false);
        for (int y = 0; y < p.height(); y++) {
            for (int x = 0; x < p.width(); x++) {
                int c = p.array()[p.index(x, y)] & 0xFF;
                assertThat(c).isLessThanOrEqualTo((int) Math.ceil((own & 0xFF) * 0.25));
            }
        }
        assertColour(p.array()[p.index(17, 14)], own, 0.24);
    }

    @Test
    void inReviewAllOthersRecede() {
        CanvasScene scene = Scenes.square(State.ACCEPTED);
        Pixels p = paint(scene.withMarks(new Marks(Set.of(), Set.of(), null, Scenes.id(7), List.of())), 5);
        assertColour(p.array()[p.index(250, INSIDE)], LabelColours.rgb(9, false), 0.24 * 0.55);
    }

    @Test
    void theReopenedObjectStandsAsideForTheActiveOne() {
        CanvasScene scene = Scenes.square(State.ACCEPTED);
        Mask smaller = Mask.of(45, 35, 5, 5, i -> true);
        Pixels p = paint(scene.withActive(new Active(smaller, 9, List.of(), Scenes.id(1))), 5);
        assertThat(p.array()[p.index(290, 240)]).isEqualTo(0xFF000000);
    }

    @Test
    void aDirtyPartIsPaintedAsTheWholeWouldBe() {
        long seed = 5;
        var random = new Random(seed);
        CanvasScene a = Scenes.states();
        var contours = new Contours();
        for (int i = 0; i < 12; i++) {
            Viewport v = Viewport.fit(500, 400, 448, 392)
                    .zoomedBy(0.5 + 3 * random.nextDouble(), random.nextInt(500), random.nextInt(400));
            List<Instance> all = List.copyOf(a.labels().instances());
            Instance changed = all.get(random.nextInt(all.size()));
            CanvasScene b = a.withLabels(a.labels().without(changed.id()), a.otherFrame());
            Pixels parts = paint(a, v, contours);
            SceneDiff diff = SceneDiff.between(a, b);
            assertThat(diff.everything()).isFalse();
            paint(b, v, contours, parts, onScreen(diff.changed(), v).intersect(parts.bounds()));
            assertThat(parts.array())
                    .as("seed %d, try %d", seed, i)
                    .isEqualTo(paint(b, v, contours).array());
        }
    }

    private static Region onScreen(Bounds b, Viewport v) {
        int left = (int) Math.floor(v.left() + b.left() * v.zoom());
        int top = (int) Math.floor(v.top() + b.top() * v.zoom());
        int right = (int) Math.ceil(v.left() + b.right() * v.zoom());
        int bottom = (int) Math.ceil(v.top() + b.bottom() * v.zoom());
        return new Region(left, top, right - left, bottom - top).grow(LabelPainter.REACH);
    }

    @Test
    void fillsFollowTheMaskWithHolesAtEveryZoom() {
        Mask ring = Mask.of(
                10,
                10,
                21,
                21,
                i -> Math.hypot(i % 21 - 10, i / 21 - 10) < 10 && Math.hypot(i % 21 - 10, i / 21 - 10) > 5);
        CanvasScene scene = CanvasScene.of(
                        Scenes.black(40, 40), Labels.empty(40, 40).with(Scenes.instance(1, ring, State.ACCEPTED, 9)))
                .withStyle(style(0.24, true, false, false));
        for (double zoom : new double[] {1, 1.3, 4, 9.5}) {
            Pixels p = paint(scene, new Viewport(40 * zoom, 40 * zoom, 40, 40, zoom, 0, 0), new Contours());
            int inside = 0;
            for (int argb : p.array()) {
                inside += (argb & 0xFF) > 20 ? 1 : 0;
            }
            assertThat(inside / (zoom * zoom)).as("zoom %s", zoom).isCloseTo(ring.area(), within(ring.area() * 0.06));
        }
    }

    private static Style style(double fill, boolean fills, boolean outlines, boolean hidden) {
        return new Style(fill, 1.5, fills, outlines, hidden, false, false, true, true);
    }

    private static void assertColour(int argb, int own, double opacity) {
        for (int shift = 0; shift <= 16; shift += 8) {
            assertThat((double) ((argb >> shift) & 0xFF)).isCloseTo(((own >> shift) & 0xFF) * opacity, within(3.0));
        }
    }

    private static Pixels paint(CanvasScene scene, double zoom) {
        return paint(scene, new Viewport(100 * zoom, 80 * zoom, 100, 80, zoom, 0, 0), new Contours());
    }

    private static Pixels paint(CanvasScene scene, Viewport v, Contours contours) {
        var out = new Pixels((int) v.width(), (int) v.height());
        paint(scene, v, contours, out, out.bounds());
        return out;
    }

    private static void paint(CanvasScene scene, Viewport v, Contours contours, Pixels out, Region part) {
        contours.beginPulse();
        new PicturePainter()
                .paint(
                        out,
                        part,
                        v,
                        scene.picture(),
                        Pyramid.flat(scene.picture().raster()));
        Mask inHand = scene.active() == null ? null : scene.active().mask();
        new LabelPainter(contours).paint(out, part, v, 1, scene, inHand);
    }
}
