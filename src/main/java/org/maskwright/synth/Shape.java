package org.maskwright.synth;

import java.util.List;

/// The outline of an object around its own origin as a signed distance in pixels: negative inside, about exact near the
/// rim.
sealed interface Shape {
    float distance(float x, float y);

    /// No point of the object is farther from the origin.
    float reach();

    /// A star-shaped outline by its radius at directions that are equally spaced along a diamond, because
    /// that angle costs one division.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Blob(float[] radii, float reach, float depth) implements Shape {
        static Blob of(int directions, Radius radius) {
            float[] r = new float[directions + 1];
            float least = Float.MAX_VALUE;
            float most = 0;
            for (int i = 0; i <= directions; i++) {
                float t = 4f * (i % directions) / directions;
                double c = t <= 2 ? 1 - t : t - 3;
                double s = t <= 1 ? t : t <= 3 ? 2 - t : t - 4;
                r[i] = Math.max(0.5f, radius.at(StrictMath.atan2(s, c)));
                least = Math.min(least, r[i]);
                most = Math.max(most, r[i]);
            }
            return new Blob(r, most, least);
        }

        @FunctionalInterface
        interface Radius {
            float at(double angle);
        }

        @Override
        public float distance(float x, float y) {
            float sum = Math.abs(x) + Math.abs(y);
            if (sum < 1e-6f) {
                return -depth;
            }
            float t = x >= 0 ? (y >= 0 ? y / sum : 4 + y / sum) : 2 - y / sum;
            float f = t * ((radii.length - 1) / 4f);
            int i = Math.min(radii.length - 2, (int) f);
            float r = radii[i] + (f - i) * (radii[i + 1] - radii[i]);
            float p = (float) Math.sqrt(x * x + y * y);
            return p < r ? (p / r - 1) * depth : p - r;
        }
    }

    /// A convex polygon: the part that lies behind all facets (unit normal, distance from the origin), its corners
    /// rounded.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Facets(float[] nx, float[] ny, float[] offset, float rounding, float reach) implements Shape {
        @Override
        public float distance(float x, float y) {
            float d = -1e9f;
            float outside = 0;
            for (int i = 0; i < nx.length; i++) {
                float e = nx[i] * x + ny[i] * y - offset[i] + rounding;
                d = Math.max(d, e);
                if (e > 0) {
                    outside += e * e;
                }
            }
            return (outside > 0 ? (float) Math.sqrt(outside) : d) - rounding;
        }
    }

    /// A bent rod: discs of changing radius along a line of points (x, y, radius).
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Worm(float[] points, float reach) implements Shape {
        static Worm of(float... points) {
            float reach = 0;
            for (int i = 0; i < points.length; i += 3) {
                reach = Math.max(
                        reach,
                        (float) Math.sqrt(points[i] * points[i] + points[i + 1] * points[i + 1]) + points[i + 2]);
            }
            return new Worm(points, reach);
        }

        @Override
        public float distance(float x, float y) {
            float best = Float.MAX_VALUE;
            for (int i = 0; i + 5 < points.length; i += 3) {
                float dx = points[i + 3] - points[i];
                float dy = points[i + 4] - points[i + 1];
                float px = x - points[i];
                float py = y - points[i + 1];
                float t = Math.clamp((px * dx + py * dy) / (dx * dx + dy * dy + 1e-6f), 0f, 1f);
                float ex = px - t * dx;
                float ey = py - t * dy;
                float r = points[i + 2] + t * (points[i + 5] - points[i + 2]);
                best = Math.min(best, (float) Math.sqrt(ex * ex + ey * ey) - r);
            }
            return best;
        }
    }

    /// Several shapes that flow into one over `fillet` pixels.
    record Joined(List<Shape> parts, float fillet, float reach) implements Shape {
        static Joined of(float fillet, List<Shape> parts) {
            float reach = 0;
            for (Shape s : parts) {
                reach = Math.max(reach, s.reach());
            }
            return new Joined(List.copyOf(parts), fillet, reach + fillet / 4);
        }

        @Override
        public float distance(float x, float y) {
            float d = parts.getFirst().distance(x, y);
            for (int i = 1; i < parts.size(); i++) {
                float e = parts.get(i).distance(x, y);
                float h = Math.max(0, fillet - Math.abs(d - e));
                d = Math.min(d, e) - h * h / (4 * fillet);
            }
            return d;
        }
    }

    /// A shape moved away from the origin.
    record Shifted(Shape shape, float dx, float dy, float reach) implements Shape {
        static Shifted of(Shape shape, float dx, float dy) {
            return new Shifted(shape, dx, dy, shape.reach() + (float) Math.sqrt(dx * dx + dy * dy));
        }

        @Override
        public float distance(float x, float y) {
            return shape.distance(x - dx, y - dy);
        }
    }

    /// A shape with a ragged rim.
    record Rough(Shape shape, Texture texture, float grain, float amplitude, float offset) implements Shape {
        @Override
        public float distance(float x, float y) {
            float d = shape.distance(x, y);
            return Math.abs(d) > 4 * amplitude
                    ? d
                    : d + amplitude * Math.clamp(texture.at(x / grain + offset, y / grain - offset), -2f, 2f);
        }

        @Override
        public float reach() {
            return shape.reach() + 2 * amplitude;
        }
    }
}
