package org.maskwright.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Draws augmented crops: an object is brought to a size drawn at random, somewhere in the crop,
/// turned and mirrored; then contrast, colour, blur and noise vary.
final class CropSampler {
    private static final int MOST_TARGETS = 64;
    private final boolean augment;
    private final double varied;

    /// @param augment false leaves orientation and intensities alone, for validation
    CropSampler(boolean augment) {
        this(augment, augment ? 1 : 0);
    }

    /// @param varied share of the crops whose intensities are changed
    CropSampler(boolean augment, double varied) {
        this.augment = augment;
        this.varied = varied;
    }

    /// @param size side of the crop in pixels
    /// @param diameter that the chosen object gets, in pixels of the crop
    Crop draw(Example example, Example.Item item, int size, double diameter, RandomGenerator random) {
        double factor = Math.clamp(item.diameter() / diameter, 0.25, 8);
        double reach = Math.max(0, size / 2.0 - Math.min(diameter, size * 0.8) / 2);
        double ox = augment ? (random.nextDouble() * 2 - 1) * reach : 0;
        double oy = augment ? (random.nextDouble() * 2 - 1) * reach : 0;
        double angle = augment ? turn(random) : 0;
        double mirror = augment && random.nextBoolean() ? -1 : 1;
        double cos = Math.cos(angle) * factor;
        double sin = Math.sin(angle) * factor;
        // target (u, v) -> source: centre + R * mirror * (u - half - ox, v - half - oy)
        var map = new Affine(mirror * cos, -sin, mirror * sin, cos, 0, 0);
        double half = (size - 1) / 2.0;
        map = map.through(half + ox, half + oy, item.centreX(), item.centreY());

        int[] ids = new int[size * size];
        Map<Integer, Integer> areas = new HashMap<>();
        for (int v = 0; v < size; v++) {
            for (int u = 0; u < size; u++) {
                int x = (int) Math.round(map.x(u, v));
                int y = (int) Math.round(map.y(u, v));
                if (x >= 0 && x < example.width() && y >= 0 && y < example.height()) {
                    int id = example.id(x, y);
                    ids[v * size + u] = id;
                    if (id > 0) {
                        areas.merge(id, 1, Integer::sum);
                    }
                }
            }
        }
        float[] pixels = new float[size * size * 3];
        resample(example, map, factor, size, pixels);
        if (varied >= 1 || (varied > 0 && random.nextDouble() < varied)) {
            Intensity.vary(pixels, size, example.colour(), random);
        }
        return new Crop(size, pixels, ids, targets(example, areas, factor), centres(example, ids, map, size));
    }

    private static double turn(RandomGenerator random) {
        double quarter = random.nextInt(4) * Math.PI / 2;
        return random.nextInt(3) == 0 ? random.nextDouble() * 2 * Math.PI : quarter;
    }

    private static List<Crop.Target> targets(Example example, Map<Integer, Integer> areas, double factor) {
        var out = new ArrayList<Crop.Target>();
        for (Example.Item i : example.items()) {
            int visible = areas.getOrDefault(i.id(), 0);
            double whole = i.area() / (factor * factor);
            if (visible >= 24 && visible >= 0.35 * whole && out.size() < MOST_TARGETS) {
                out.add(new Crop.Target(i.id(), visible));
            }
        }
        Collections.shuffle(out, new java.util.Random(areas.hashCode()));
        return out;
    }

    private static void resample(Example example, Affine map, double factor, int size, float[] out) {
        Example.Level level = example.level(factor);
        double scale = level.width() / (double) example.width();
        int c = level.channels();
        for (int v = 0; v < size; v++) {
            for (int u = 0; u < size; u++) {
                double x = (map.x(u, v) + 0.5) * scale - 0.5;
                double y = (map.y(u, v) + 0.5) * scale - 0.5;
                if (x < -1 || y < -1 || x > level.width() || y > level.height()) {
                    continue;
                }
                int x0 = Math.clamp((int) Math.floor(x), 0, level.width() - 1);
                int y0 = Math.clamp((int) Math.floor(y), 0, level.height() - 1);
                int x1 = Math.min(x0 + 1, level.width() - 1);
                int y1 = Math.min(y0 + 1, level.height() - 1);
                float fx = (float) Math.clamp(x - x0, 0, 1);
                float fy = (float) Math.clamp(y - y0, 0, 1);
                for (int k = 0; k < 3; k++) {
                    int o = c == 1 ? 0 : k;
                    Example.Samples s = level.samples();
                    float top = s.at((y0 * level.width() + x0) * c + o) * (1 - fx)
                            + s.at((y0 * level.width() + x1) * c + o) * fx;
                    float low = s.at((y1 * level.width() + x0) * c + o) * (1 - fx)
                            + s.at((y1 * level.width() + x1) * c + o) * fx;
                    out[(v * size + u) * 3 + k] = (top * (1 - fy) + low * fy) / 255;
                }
            }
        }
    }

    private static float[] centres(Example example, int[] ids, Affine map, int size) {
        Map<Integer, double[]> byId = new HashMap<>();
        for (Example.Item i : example.items()) {
            byId.put(i.id(), map.back(i.centreX(), i.centreY()));
        }
        float[] out = new float[size * size * 2];
        for (int i = 0; i < ids.length; i++) {
            double[] c = ids[i] == 0 ? null : byId.get(ids[i]);
            out[2 * i] = c == null ? i % size : (float) c[0];
            int row = i / size;
            out[2 * i + 1] = c == null ? row : (float) c[1];
        }
        return out;
    }

    /// x = a u + b v + tx, y = c u + d v + ty.
    private record Affine(double a, double b, double c, double d, double tx, double ty) {
        /// The same linear part, with (u, v) going to (x, y).
        Affine through(double u, double v, double x, double y) {
            return new Affine(a, b, c, d, x - a * u - b * v, y - c * u - d * v);
        }

        double x(double u, double v) {
            return a * u + b * v + tx;
        }

        double y(double u, double v) {
            return c * u + d * v + ty;
        }

        double[] back(double x, double y) {
            double det = a * d - b * c;
            return new double[] {(d * (x - tx) - b * (y - ty)) / det, (a * (y - ty) - c * (x - tx)) / det};
        }
    }
}
