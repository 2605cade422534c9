package org.maskwright.ui.canvas;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.maskwright.image.Calibration;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.label.Instance;
import org.maskwright.label.Instance.State;
import org.maskwright.label.InstanceId;
import org.maskwright.label.LabelColours;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;
import org.maskwright.label.Provenance;
import org.maskwright.label.TrackId;
import org.maskwright.ui.canvas.CanvasScene.Active;
import org.maskwright.ui.canvas.CanvasScene.Division;
import org.maskwright.ui.canvas.CanvasScene.Marks;
import org.maskwright.ui.canvas.CanvasScene.Picture;
import org.maskwright.ui.canvas.CanvasScene.Preview;

/// Small made-up scenes of cells, for tests and the demo.
final class Scenes {
    private Scenes() {}

    /// A wobbly ellipse.
    record Cell(double x, double y, double a, double b, double angle, int seed) {
        boolean holds(double px, double py) {
            return depth(px, py) >= 0;
        }

        /// 1 in the middle, 0 on the edge, negative outside.
        double depth(double px, double py) {
            double c = Math.cos(angle);
            double s = Math.sin(angle);
            double u = ((px - x) * c + (py - y) * s) / a;
            double w = ((py - y) * c - (px - x) * s) / b;
            double wobble = 1 + 0.06 * Math.sin(3 * Math.atan2(w, u) + seed) + 0.03 * Math.sin(7 * Math.atan2(w, u));
            return 1 - Math.hypot(u, w) / wobble;
        }

        Mask mask(int width, int height) {
            double r = 1.2 * Math.max(a, b);
            int left = (int) Math.max(0, x - r);
            int top = (int) Math.max(0, y - r);
            int w = (int) Math.min(width, x + r + 1) - left;
            int h = (int) Math.min(height, y + r + 1) - top;
            return Mask.of(left, top, w, h, i -> holds(left + i % w, top + i / w));
        }
    }

    static Raster picture(int width, int height, List<Cell> cells) {
        var random = new Random(7);
        short[] out = new short[width * height];
        for (int i = 0; i < out.length; i++) {
            out[i] = (short) (300 + random.nextInt(120));
        }
        for (Cell cell : cells) {
            double r = 1.6 * Math.max(cell.a, cell.b);
            for (int y = (int) Math.max(0, cell.y - r); y < Math.min(height, cell.y + r); y++) {
                for (int x = (int) Math.max(0, cell.x - r); x < Math.min(width, cell.x + r); x++) {
                    double d = cell.depth(x, y);
                    double light = 1 / (1 + Math.exp(-14 * d));
                    double texture = 1 + 0.12 * Math.sin(x * 0.4 + cell.seed) * Math.cos(y * 0.45);
                    int v = (int) (3600 * light * texture * (0.7 + 0.3 * Math.max(0, d)) + random.nextInt(200));
                    out[y * width + x] = (short) Math.max(out[y * width + x], v + 300);
                }
            }
        }
        return Raster.ofShorts(width, height, 1, out);
    }

    static Instance instance(int id, Mask mask, State state, int slot) {
        return new Instance(new InstanceId(id), mask, new TrackId(id), state, slot, Provenance.imported(Instant.EPOCH));
    }

    static InstanceId id(int n) {
        return new InstanceId(n);
    }

    /// One square of 20 at (40, 30) in a black image of 100 x 80, in the given state.
    static CanvasScene square(State state) {
        Labels labels = Labels.empty(100, 80).with(instance(1, Mask.of(40, 30, 20, 20, i -> true), state, 9));
        return CanvasScene.of(black(100, 80), labels);
    }

    static Picture black(int width, int height) {
        return Picture.of(Raster.ofBytes(width, height, 1, new byte[width * height]), Contrast.NONE);
    }

    /// Every state that an object can be in, in a picture of 448 x 392.
    static CanvasScene states() {
        int w = 448;
        int h = 392;
        var cells = new ArrayList<Cell>();
        double[][] at = {
            {210, 42, 24, 34, 0}, {198, 96, 26, 40, -0.5}, {125, 120, 29, 26, 0.2}, {175, 178, 27, 18, -0.3},
            {132, 210, 24, 22, 0}, {112, 282, 24, 36, 0.1}, {28, 310, 24, 26, 0}, {272, 320, 30, 22, -0.4},
            {350, 60, 30, 24, 0.3}, {405, 110, 27, 28, 0}, {340, 160, 18, 36, 0}, {410, 235, 26, 28, 0.4},
            {372, 296, 28, 22, 0.9}, {206, 276, 15, 9, -0.3}, {216, 306, 15, 9, -0.3}, {20, 120, 26, 40, 0.5},
            {24, 262, 4, 4, 0}, {300, 238, 22, 20, 0}, {60, 60, 22, 26, 0.4}
        };
        for (int i = 0; i < at.length; i++) {
            cells.add(new Cell(at[i][0], at[i][1], at[i][2], at[i][3], at[i][4], i));
        }
        State[] states = {
            State.ACCEPTED, State.ACCEPTED, State.LOCKED, State.ACCEPTED, State.ACCEPTED, State.ACCEPTED,
            State.ACCEPTED, State.ACCEPTED, State.PROPOSED, State.PROPOSED, State.PROPOSED, State.ACCEPTED,
            State.PROPOSED, State.ACCEPTED, State.ACCEPTED, State.ACCEPTED, State.ACCEPTED, State.REJECTED,
            State.ACCEPTED
        };
        Labels labels = Labels.empty(w, h);
        Mask active = Mask.EMPTY;
        Mask preview = Mask.EMPTY;
        for (int i = 0; i < at.length; i++) {
            Mask mask = cells.get(i).mask(w, h);
            if (i == 1) {
                active = mask.minus(cells.get(0).mask(w, h));
            } else if (i == 7) {
                preview = mask;
            } else {
                int slot = LabelColours.choose(mask, id(i + 1), labels, false);
                labels = labels.with(instance(i + 1, mask, states[i], slot));
            }
        }
        Labels before = Labels.empty(w, h)
                .with(instance(14, new Cell(211, 291, 20, 26, 0.2, 3).mask(w, h), State.ACCEPTED, 10));
        List<Prompt> prompts = List.of(
                new Prompt.Click(190, 82, true), new Prompt.Click(206, 110, true), new Prompt.Click(205, 56, false));
        var style = new CanvasScene.Style(0.24, 1.5, true, true, false, true, false, true, true);
        return CanvasScene.of(
                        new Picture(
                                picture(w, h, cells),
                                Picture.of(picture(w, h, cells), new Contrast(300, 4200))
                                        .channels(),
                                new Contrast(300, 4200),
                                1,
                                false),
                        labels)
                .withLabels(labels, before)
                .withActive(new Active(active, 13, prompts, null))
                .withPreview(new Preview(preview, 0.93, false))
                .withMarks(new Marks(Set.of(id(12)), Set.of(), id(19), null, List.of(new Division(id(14), id(15)))))
                .withStyle(style)
                .withWords(new Calibration(0.65, "µm"), "Frame 14 of 96. 18 objects.");
    }

    /// A grid of many cells, nearly touching.
    static CanvasScene many(int size, int count) {
        int across = (int) Math.ceil(Math.sqrt(count));
        double pitch = (double) size / across;
        var random = new Random(3);
        var cells = new ArrayList<Cell>();
        Labels labels = Labels.empty(size, size);
        for (int i = 0; i < count; i++) {
            int row = i / across;
            var cell = new Cell(
                    (i % across + 0.5) * pitch, (row + 0.5) * pitch,
                    pitch * (0.36 + 0.1 * random.nextDouble()), pitch * (0.36 + 0.1 * random.nextDouble()),
                    random.nextDouble() * 3, i);
            cells.add(cell);
            State state = i % 7 == 0 ? State.PROPOSED : State.ACCEPTED;
            labels = labels.with(instance(i + 1, cell.mask(size, size), state, i * 5 % 18));
        }
        return CanvasScene.of(Picture.of(picture(size, size, cells), new Contrast(300, 4200)), labels);
    }
}
