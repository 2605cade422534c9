package org.maskwright.synth;

import java.util.ArrayList;
import java.util.List;
import org.maskwright.synth.Shape.Blob;
import org.maskwright.synth.Shape.Facets;
import org.maskwright.synth.Shape.Joined;
import org.maskwright.synth.Shape.Shifted;
import org.maskwright.synth.Shape.Worm;

/// Outlines of specimens, drawn from dice. `radius` is that of a disc of about the same area, in pixels;
/// `time` (frames) lets living outlines move.
final class Outlines {
    private static final int HARMONICS = 5;

    private Outlines() {}

    static Shape disc(float radius) {
        return Worm.of(0, 0, radius, 0.01f, 0, radius);
    }

    /// A smooth cell or nucleus.
    ///
    /// @param elongation length over width, at least 1
    /// @param wobble relative amplitude of the irregularity
    static Shape blob(Dice dice, float radius, float elongation, float wobble, float time) {
        float root = (float) Math.sqrt(elongation);
        float a = radius * root;
        float b = radius / root;
        float[] amplitude = new float[HARMONICS];
        float[] phase = new float[HARMONICS];
        for (int k = 0; k < HARMONICS; k++) {
            amplitude[k] = wobble * dice.gauss() / (k + 1);
            phase[k] = dice.angle() + time * dice.uniform(-0.25, 0.25);
        }
        return Blob.of(radius > 30 ? 160 : 64, angle -> {
            double c = StrictMath.cos(angle);
            double s = StrictMath.sin(angle);
            double ellipse = a * b / Math.sqrt(b * b * c * c + a * a * s * s);
            double bump = 1;
            for (int k = 0; k < HARMONICS; k++) {
                bump += amplitude[k] * StrictMath.cos((k + 2) * angle + phase[k]);
            }
            return (float) (ellipse * Math.max(0.45, bump));
        });
    }

    /// A crystal seen from one side.
    static Shape facets(Dice dice, float radius, int corners, float elongation, float irregularity) {
        float[] nx = new float[corners];
        float[] ny = new float[corners];
        float[] offset = new float[corners];
        float reach = 0;
        for (int i = 0; i < corners; i++) {
            double angle = 2 * StrictMath.PI * (i + irregularity * dice.uniform(-0.4, 0.4)) / corners;
            nx[i] = (float) StrictMath.cos(angle);
            ny[i] = (float) StrictMath.sin(angle);
            float stretch = (float) Math.sqrt(nx[i] * nx[i] * elongation + ny[i] * ny[i] / elongation);
            offset[i] = radius * 0.95f * stretch * (1 + irregularity * dice.uniform(-0.25, 0.25));
            reach = Math.max(reach, offset[i]);
        }
        double widest = corners == 3 ? 2.6 : corners == 4 ? 1.75 : 1.45;
        return new Facets(nx, ny, offset, dice.uniform(0, 0.3) * radius, (float) (reach * widest));
    }

    /// A bacterium or a nanorod.
    ///
    /// @param aspect length over width
    /// @param bend radians from end to end
    static Shape rod(Dice dice, float radius, float aspect, float bend, boolean tapered) {
        float half = (float) (radius * Math.sqrt(3.14 / (4 * aspect - 0.86)));
        float length = 2 * half * (aspect - 1);
        int points = bend == 0 ? 2 : 6;
        float[] xyr = new float[3 * points];
        double heading = -bend / 2;
        double x = -length / 2;
        double y = 0;
        for (int i = 0; i < points; i++) {
            float end = Math.abs(2f * i / (points - 1) - 1);
            xyr[3 * i] = (float) x;
            xyr[3 * i + 1] = (float) y;
            xyr[3 * i + 2] = half * (tapered ? 1 - 0.45f * end * end : 1) * (1 + 0.05f * dice.gauss());
            heading += bend / (points - 1);
            x += length / (points - 1) * StrictMath.cos(heading);
            y += length / (points - 1) * StrictMath.sin(heading);
        }
        return Worm.of(xyr);
    }

    /// A spread cell that crawls: a body with tapering, bent protrusions.
    static Shape spread(Dice dice, float radius, float time) {
        var parts = new ArrayList<Shape>();
        float elongation = dice.uniform(1.1, 2.6);
        parts.add(blob(dice, radius * 0.78f, elongation, 0.16f, time));
        int arms = 2 + dice.below(4);
        double first = dice.uniform(-0.5, 0.5);
        for (int i = 0; i < arms; i++) {
            // Arms leave the poles first, then anywhere.
            double angle = i < 2 ? first + i * StrictMath.PI + dice.uniform(-0.4, 0.4) : dice.angle();
            double sway = 0.35 * StrictMath.sin(time * dice.uniform(0.1, 0.4) + dice.angle());
            float length = radius * dice.uniform(0.5, 2.1) * (i < 2 ? 1 : 0.6f);
            float root = radius * 0.5f;
            float width = radius * dice.uniform(0.18, 0.5);
            double bend = dice.uniform(-0.7, 0.7) + sway;
            float x = (float) (root * StrictMath.cos(angle) * Math.sqrt(elongation));
            float y = (float) (root * StrictMath.sin(angle) / Math.sqrt(elongation));
            float mx = x + (float) (length * 0.55 * StrictMath.cos(angle + bend / 3));
            float my = y + (float) (length * 0.55 * StrictMath.sin(angle + bend / 3));
            float ex = mx + (float) (length * 0.6 * StrictMath.cos(angle + bend));
            float ey = my + (float) (length * 0.6 * StrictMath.sin(angle + bend));
            float tip = dice.chance(0.4) ? width * 0.7f : width * 0.15f;
            parts.add(Worm.of(x, y, width, mx, my, width * 0.5f, ex, ey, tip));
        }
        return Joined.of(radius * 0.35f, parts);
    }

    /// A cell held flat by the points where it clings: corners far out, the edges between them drawn in, or pushed out
    /// where it advances; now and then a tail left behind.
    static Shape flat(Dice dice, float radius, float time) {
        int n = 3 + dice.below(4);
        float stretch = (float) Math.sqrt(dice.uniform(1, 3.2));
        double[] angle = new double[n];
        float[] reach = new float[n];
        float[] pull = new float[n];
        for (int i = 0; i < n; i++) {
            angle[i] = 2 * StrictMath.PI * (i + dice.uniform(-0.25, 0.25)) / n;
            double sway = 0.1 * StrictMath.sin(time * dice.uniform(0.1, 0.3) + dice.angle());
            reach[i] = radius * dice.uniform(0.95, 1.6) * (float) (1 + sway);
            pull[i] = dice.chance(0.3) ? -dice.uniform(0.05, 0.35) : dice.uniform(0, 0.35);
        }
        Shape cell = Blob.of(radius > 30 ? 256 : 128, direction -> {
            // The direction before the cell was stretched.
            double u = StrictMath.cos(direction) / stretch;
            double v = StrictMath.sin(direction) * stretch;
            double turn = StrictMath.atan2(v, u) - angle[0];
            double t = turn - 2 * StrictMath.PI * Math.floor(turn / (2 * StrictMath.PI)) + angle[0];
            int i = n - 1;
            while (t < angle[i]) {
                i--;
            }
            double next = i == n - 1 ? angle[0] + 2 * StrictMath.PI : angle[i + 1];
            double a = reach[i];
            double b = reach[(i + 1) % n];
            double chord = a
                    * b
                    * StrictMath.sin(next - angle[i])
                    / (a * StrictMath.sin(t - angle[i]) + b * StrictMath.sin(next - t));
            double f = (t - angle[i]) / (next - angle[i]);
            return (float) (Math.max(0.3 * radius, chord * (1 - 4 * f * (1 - f) * pull[i])) / Math.sqrt(u * u + v * v));
        });
        if (!dice.chance(0.35)) {
            return Joined.of(1, List.of(cell));
        }
        int from = dice.below(n);
        float x = reach[from] * 0.8f * (float) StrictMath.cos(angle[from]) * stretch;
        float y = reach[from] * 0.8f * (float) StrictMath.sin(angle[from]) / stretch;
        float longer = dice.uniform(1.2, 2.2);
        float side = 0.15f * radius * dice.gauss();
        Shape tail =
                Worm.of(x, y, radius * 0.14f, x * longer - side, y * longer + side, radius * dice.uniform(0.03, 0.1));
        return Joined.of(radius * 0.2f, List.of(cell, tail));
    }

    /// Several round lobes in one outline: nuclei of white blood cells, raspberries of particles.
    static Shape lobes(Dice dice, float radius, int count, float together) {
        List<Shape> parts = new ArrayList<>();
        float r = radius * 1.15f / (float) Math.sqrt(count);
        double angle = dice.angle();
        for (int i = 0; i < count; i++) {
            angle += 2 * StrictMath.PI / count + dice.uniform(-0.3, 0.3);
            float away = count == 1 ? 0 : r * together;
            parts.add(Shifted.of(disc(r * dice.uniform(0.85, 1.15)), (float) (away * StrictMath.cos(angle)), (float)
                    (away * StrictMath.sin(angle))));
        }
        return Joined.of(r * 0.6f, parts);
    }
}
